import { expect, test } from 'vitest'
import type { EventMessage } from '../../../shared/bridge.ts'
import { CallError, createClient, type Link } from './client.ts'

/** A link whose calls wait until the test lets them through. */
function heldLink() {
  const listeners: ((message: EventMessage) => void)[] = []
  const cancelled: number[] = []
  const waiting: (() => void)[] = []
  const link: Link = {
    invoke: (name) =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve({ ok: false, error: { code: 'not_found', message: `no ${name}` } })
        })
      }),
    cancel: (id) => void cancelled.push(id),
    on(listener) {
      listeners.push(listener)
      return () => undefined
    },
  }
  const tell = (message: EventMessage): void => {
    for (const listener of listeners) listener(message)
  }
  return { link, cancelled, waiting, tell }
}

test('a refused call rejects with its code', async () => {
  const held = heldLink()
  const call = createClient(held.link).call('app/info', {})
  held.waiting[0]?.()
  await expect(call).rejects.toMatchObject({
    name: 'CallError',
    failure: { code: 'not_found', message: 'no app/info' },
  })
})

test('an aborted call rejects at once, tells the other side and drops the late answer', async () => {
  const held = heldLink()
  const controller = new AbortController()
  const client = createClient(held.link)
  void client.call('app/info', {}).catch(() => undefined)
  const call = client.call('app/info', {}, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  held.waiting[1]?.()
  expect(held.cancelled).toEqual([2])
})

test('a call with a signal that was aborted before is never sent', async () => {
  const held = heldLink()
  await expect(createClient(held.link).call('app/info', {}, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
    CallError,
  )
  expect(held.waiting).toEqual([])
})

test('events reach only those who asked for that name, until they stop', () => {
  const held = heldLink()
  const client = createClient(held.link)
  const seen: string[] = []
  const stop = client.on('app/command', ({ command }) => void seen.push(command))
  held.tell({ name: 'app/command', payload: { command: 'first' } })
  held.tell({ name: 'host/gone', payload: { sessions: [], reason: 'exit code 1' } })
  stop()
  held.tell({ name: 'app/command', payload: { command: 'second' } })
  expect(seen).toEqual(['first'])
})
