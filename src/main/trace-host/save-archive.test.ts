import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InProcessHost } from '../testkit/in-process-host.ts'
import { openTrace } from './open-trace.ts'

const bundle = path.join(import.meta.dirname, '../../../fixtures/conformance/s2-whole-life')
let folder: string
let host: InProcessHost
let lastId: number

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rolloutlens-save-'))
  host = new InProcessHost(openTrace)
  lastId = 0
})
afterEach(async () => {
  await host.stop()
  rmSync(folder, { recursive: true })
})

function save(to: string, from = bundle): number {
  const id = ++lastId
  host.post({ type: 'save', id, ticket: 't', source: { type: 'path', path: from }, path: path.join(folder, to) })
  return id
}

/** Of what belongs to it. */
function bundleTotals(): { readonly bytesTotal: number; readonly filesTotal: number } {
  const names = readdirSync(bundle, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('expected'),
  )
  const files = names.map((name) => statSync(path.join(bundle, name))).filter((facts) => facts.isFile())
  return { bytesTotal: files.reduce((sum, { size }) => sum + size, 0), filesTotal: files.length }
}

describe('saving', () => {
  test('the same bundle gives the same bytes, and the archive opens', async () => {
    for (const name of ['a.rollout', 'b.rollout']) expect(await host.reply(save(name))).toMatchObject({ ok: true })
    const [first, second] = ['a.rollout', 'b.rollout'].map((name) => readFileSync(path.join(folder, name)))
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true)
    host.post({ type: 'open', id: 50, session: 's', source: { type: 'path', path: path.join(folder, 'a.rollout') } })
    expect(await host.reply(50)).toMatchObject({ ok: true, value: { name: 'a.rollout' } })
  })

  test('tells how far it is, and what it left out', async () => {
    const reply = await host.reply(save('a.rollout'))
    // The fixture's own answers lie beside its bundle.
    const leftOut = ['expected-state.json', 'expected.json']
    expect(reply).toEqual({ ok: true, value: { leftOut, leftOutTotal: 2 } })
    expect(await host.event('trace/saving')).toMatchObject({ payload: { ticket: 't', bytes: 0, ...bundleTotals() } })
  })

  test('a bundle that is not there any more says so, and nothing is left', async () => {
    const failure = await host.failure(save('a.rollout', path.join(folder, 'gone')))
    expect(failure).toMatchObject({ code: 'not_found', message: '"gone" is not there (ENOENT)' })
    expect(readdirSync(folder)).toEqual([])
  })

  test('never into the bundle itself', async () => {
    const inside = path.join(folder, 'run')
    mkdirSync(inside)
    writeFileSync(path.join(inside, 'trace.jsonl'), '')
    const failure = await host.failure(save('run/a.rollout', inside))
    expect(failure).toEqual({ code: 'write_failed', message: '"a.rollout" would lie in the bundle itself' })
    expect(readdirSync(inside)).toEqual(['trace.jsonl'])
  })

  test('a graph without its bundle is no bundle', async () => {
    writeFileSync(path.join(folder, 'state.json'), '{}')
    const failure = await host.failure(save('a.rollout', path.join(folder, 'state.json')))
    expect(failure.code).toBe('not_a_bundle')
  })

  test('a folder that is not there is told without its place', async () => {
    const failure = await host.failure(save('missing/a.rollout'))
    expect(failure).toEqual({
      code: 'write_failed',
      message: '"a.rollout" could not be written: its folder is not there (ENOENT)',
    })
  })

  test('cancelled, it leaves nothing behind', async () => {
    writeFileSync(path.join(folder, 'trace.jsonl'), Buffer.alloc(64 * 1024 * 1024))
    const id = save('a.rollout', path.join(folder, 'trace.jsonl'))
    host.post({ type: 'cancel', id })
    expect(await host.reply(save('b.rollout'))).toMatchObject({ ok: true })
    await expect.poll(() => readdirSync(folder).sort()).toEqual(['b.rollout', 'trace.jsonl'])
  })

  test.runIf(existsSync('/dev/full'))('a full disk is told as one', async () => {
    host.post({ type: 'save', id: 9, ticket: 't', source: { type: 'path', path: bundle }, path: '/dev/full' })
    expect(await host.failure(9)).toEqual({
      code: 'write_failed',
      message: '"full" could not be written: the disk is full (ENOSPC)',
    })
  })
})
