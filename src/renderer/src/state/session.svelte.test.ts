/** A session against a host whose answers are given by hand. */
import { flushSync } from 'svelte'
import { expect, test, vi } from 'vitest'
import type { EventMessage } from '../../../shared/bridge.ts'
import type { CallName } from '../../../shared/call-names.ts'
import type { Reply } from '../../../shared/events.ts'
import { createClient, type Link } from '../transport/client.ts'
import { createSession } from './session.svelte.ts'

function scriptedHost() {
  const asked = new Map<CallName, (reply: Reply<never>) => void>()
  let listener: (message: EventMessage) => void = () => undefined
  const link: Link = {
    invoke: (name) => new Promise<Reply<never>>((resolve) => asked.set(name, resolve)),
    cancel: () => undefined,
    on(heard) {
      listener = heard
      return () => undefined
    },
  }
  return {
    client: createClient(link),
    tell(message: EventMessage): void {
      listener(message)
      flushSync()
    },
    async answer(name: CallName, value: unknown): Promise<void> {
      const reply: unknown = { ok: true, value }
      const resolve = await vi.waitUntil(() => asked.get(name))
      asked.delete(name)
      if (isReply(reply)) resolve(reply)
    },
  }
}

function isReply(value: unknown): value is Reply<never> {
  return typeof value === 'object' && value !== null
}

test('a session is complete only with the overview of the end', async () => {
  const host = scriptedHost()
  const session = createSession(host.client, { ticket: 't', name: 'run' })
  await host.answer('trace/open', { session: 's' })
  await vi.waitUntil(() => session.phase.name === 'reading')

  host.tell({ name: 'trace/changed', payload: { session: 's', revision: 1, complete: false } })
  await host.answer('trace/overview', { complete: false, lastSeq: 7 })
  await vi.waitUntil(() => session.overview?.lastSeq === 7)

  host.tell({ name: 'trace/changed', payload: { session: 's', revision: 2, complete: true } })
  expect([session.phase.name, session.overview?.lastSeq]).toEqual(['reading', 7])
  await host.answer('trace/overview', { complete: true, lastSeq: 9 })
  await vi.waitUntil(() => session.phase.name === 'complete')
  expect(session.overview?.lastSeq).toBe(9)
  session.close()
})
