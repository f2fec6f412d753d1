import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FileWindow } from '../../shared/events.ts'
import { archiveBytes, archiveContents } from '../../trace/archive/write-archive.ts'
import { fixture, sourceOf, writeFixture, type Files } from '../../trace/testkit/fixtures.ts'
import { InProcessHost } from '../testkit/in-process-host.ts'
import { openTrace } from './open-trace.ts'
import type { SourceDescriptor } from './protocol.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-open-'))
const run = fixture('recorded/0.169.0/agents_v1')
let archive: Uint8Array

beforeAll(async () => {
  writeFixture(run, folder)
  const chunks: Uint8Array[] = []
  const source = sourceOf(run)
  const { packed } = await archiveContents(source)
  for await (const chunk of archiveBytes(source, packed)) chunks.push(chunk)
  archive = Buffer.concat(chunks)
  writeFileSync(path.join(folder, 'run.rollout'), archive)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

let host: InProcessHost
let lastId = 0
beforeEach(() => {
  host = new InProcessHost(openTrace)
})
afterEach(async () => {
  await host.stop()
})

function open(source: SourceDescriptor): number {
  host.post({ type: 'open', id: ++lastId, session: 's', source })
  return lastId
}

function openPath(...parts: readonly string[]): number {
  return open({ type: 'path', path: path.join(folder, ...parts) })
}

type Answer = (wanted: FileWindow) => Uint8Array | undefined

/** Offers files as a page does, and answers the host's reads from them, or as `answer` says. */
function offer(files: Files, answer: Answer = (wanted) => windowOf(files, wanted)): SourceDescriptor {
  host.onMessage((message) => {
    if (message.type !== 'event' || message.name !== 'source/read') return
    const answers = message.payload.windows.map((wanted) => {
      const bytes = answer(wanted)
      return { read: wanted.read, ...(bytes === undefined ? { message: 'NotReadableError' } : { bytes }) }
    })
    host.post({ type: 'bytes', answers })
  })
  const offered = [...files].map(([path, { length }]) => ({ path, size: length, mtimeMs: 0 }))
  return { type: 'page', source: 'ticket', name: 'agents_v1', files: offered }
}

function windowOf(files: Files, { path, offset, length }: FileWindow): Uint8Array | undefined {
  const bytes = files.get(path)
  return bytes === undefined ? undefined : new Uint8Array(bytes.subarray(offset, offset + length))
}

function below(top: string, files: Files): Files {
  return new Map([...files].map(([path, bytes]) => [`${top}/${path}`, bytes]))
}

/** What the views are given of a trace that was read to its end. */
async function shown(): Promise<unknown> {
  await host.event('trace/changed', (event) => event.name === 'trace/changed' && event.payload.complete)
  const views: unknown[] = []
  for (const name of ['trace/overview', 'trace/lanes', 'trace/diagnostics'] as const) {
    host.post({ type: 'call', id: ++lastId, session: 's', name, request: { session: 's' } })
    const reply = await host.reply(lastId)
    if (!reply.ok) throw new Error(reply.error.message)
    views.push({ ...Object(reply.value), revision: 0, name: '' })
  }
  return views
}

describe('one bundle', () => {
  let expected: unknown
  beforeAll(async () => {
    host = new InProcessHost(openTrace)
    openPath('agents_v1')
    expected = await shown()
    await host.stop()
  })

  it('says the name of its folder and how much there was to read', async () => {
    expect(await host.reply(openPath('agents_v1'))).toEqual({ ok: true, value: { session: 's', name: 'agents_v1' } })
    await shown()
    const last = host.said.findLast((message) => message.type === 'event' && message.name === 'trace/progress')
    expect(last).toMatchObject({ payload: { session: 's', events: 96 } })
  })

  it.each([
    ['one of its files', () => openPath('agents_v1', 'trace.jsonl')],
    ['an archive', () => openPath('run.rollout')],
    ['files of a page', () => open(offer(run.files))],
    ['files of a page below folders', () => open(offer(below('runs/agents_v1', run.files)))],
    ['an archive of a page', () => open(offer(new Map([['run.rollout', archive]])))],
    ['an archive of a page under any name', () => open(offer(new Map([['../run.zip', archive]])))],
  ])('is the same as %s', async (_, openIt) => {
    openIt()
    expect(await shown()).toEqual(expected)
  })

  it('is read from a page window by window, nothing twice, in few askings', async () => {
    let bytes = 0
    open(
      offer(run.files, (wanted) => {
        bytes += wanted.length
        return windowOf(run.files, wanted)
      }),
    )
    await shown()
    const all = [...run.files.values()].reduce((sum, { length }) => sum + length, 0)
    expect(bytes).toBeLessThanOrEqual(all)
    const askings = host.said.filter((message) => message.type === 'event' && message.name === 'source/read')
    expect(askings.length).toBeLessThan(run.files.size / 4)
  })
})

describe('a page', () => {
  it('that can no longer read the log fails the load, not the host', async () => {
    const id = open(
      offer(run.files, (wanted) => (wanted.path === 'trace.jsonl' ? undefined : windowOf(run.files, wanted))),
    )
    expect(await host.reply(id)).toMatchObject({ ok: true })
    expect(await host.event('trace/failed')).toMatchObject({
      payload: {
        session: 's',
        error: {
          code: 'read_failed',
          message: 'the page could not read the file: NotReadableError',
          file: 'trace.jsonl',
        },
      },
    })
  })

  it('that can no longer read a payload costs a diagnostic', async () => {
    open(offer(run.files, (wanted) => (wanted.path.startsWith('payloads/') ? undefined : windowOf(run.files, wanted))))
    expect(JSON.stringify(await shown())).toContain('NotReadableError')
  })

  it('that never answers is not waited for once the open is cancelled', async () => {
    const id = open({
      type: 'page',
      source: 't',
      name: 'n',
      files: [
        { path: 'manifest.json', size: 9, mtimeMs: 0 },
        { path: 'trace.jsonl', size: 9, mtimeMs: 0 },
      ],
    })
    await host.event('source/read')
    host.post({ type: 'cancel', id })
    host.post({ type: 'call', id: ++lastId, session: 's', name: 'trace/overview', request: { session: 's' } })
    expect(await host.failure(lastId)).toMatchObject({ code: 'unknown_session' })
  })

  it('is asked for nothing more once the trace is closed', async () => {
    const id = open({ ...offer(run.files, () => undefined) })
    await host.reply(id)
    host.post({ type: 'close', session: 's' })
    await host.stop()
    expect(host.said.filter((message) => message.type === 'event' && message.name === 'trace/failed')).toEqual([])
  })
})

describe('a graph without evidence', () => {
  const state = run.answer.result === 'state' ? new TextEncoder().encode(run.answer.state) : new Uint8Array()

  it.each([
    [
      'a file',
      () => {
        mkdirSync(path.join(folder, 'graph'), { recursive: true })
        writeFileSync(path.join(folder, 'graph', 'state.json'), state)
        return openPath('graph', 'state.json')
      },
    ],
    ['a file of a page', () => open(offer(new Map([['mine.json', state]])))],
  ])('opens as %s and says so', async (_, openIt) => {
    openIt()
    expect(await shown()).toMatchObject([
      { hasEvidence: false, complete: true, counts: { threads: 2, events: 0 } },
      {},
      {},
    ])
  })
})

describe('what cannot be opened', () => {
  const manifest = run.files.get('manifest.json') ?? new Uint8Array()

  it.each<readonly [string, Readonly<Record<string, string | Uint8Array>>, string]>([
    ['nothing', {}, 'not_a_bundle'],
    ['some other file', { 'notes.txt': 'hello' }, 'not_a_bundle'],
    ['a log alone', { 'trace.jsonl': '' }, 'manifest_missing'],
    ['a manifest alone', { 'manifest.json': manifest }, 'log_missing'],
    ['a manifest that is not JSON', { 'manifest.json': '{', 'trace.jsonl': '' }, 'manifest_malformed'],
    ['a manifest of another form', { 'manifest.json': '[]', 'trace.jsonl': '' }, 'manifest_malformed'],
    ['a graph that is not JSON', { 'state.json': '{' }, 'state_malformed'],
    ['an archive that is none', { 'run.rollout': 'PK' }, 'archive_malformed'],
  ])('is refused with a code, as files of a page and of a folder alike: %s', async (name, content, code) => {
    const files = new Map(Object.entries(content).map(([path, text]) => [path, bytesOf(text)]))
    const fromPage = await host.failure(open(offer(files)))
    expect(fromPage).toMatchObject({ code })
    const place = writeFixture({ name, files }, folder)
    mkdirSync(place, { recursive: true })
    const only = files.size === 1 ? [...files.keys()].filter((file) => /rollout|state/.test(file)) : []
    const fromFolder = await host.failure(openPath(name, ...only))
    expect(fromFolder).toMatchObject({ code })
    expect(JSON.stringify(fromFolder)).not.toContain(folder)
  })

  it('is refused when it is not there', async () => {
    const failure = await host.failure(openPath('nowhere'))
    expect(failure).toMatchObject({ code: 'not_found' })
    expect(failure.message).not.toContain(folder)
  })
})

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
