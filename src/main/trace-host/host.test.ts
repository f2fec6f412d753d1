import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostCallName } from '../../shared/call-names.ts'
import { TraceError } from '../../trace/base/errors.ts'
import type { BundleSource } from '../../trace/bundle/source.ts'
import { drawEvents } from '../../trace/testkit/draw-events.ts'
import { drawGraph } from '../../trace/testkit/draw-graph.ts'
import { memorySource } from '../../trace/testkit/memory-source.ts'
import { InProcessHost } from '../testkit/in-process-host.ts'
import { scriptedBundle, type ScriptedBundle } from '../testkit/scripted-bundle.ts'
import type { HostParts } from './host.ts'

const reduction = drawGraph((pen) => {
  pen.thread('root', [1])
  pen.payload('there')
  pen.payload('missing')
})
const events = drawEvents([
  { seq: 1, type: 'thread_started', thread: 'root', objects: [{ kind: 'thread', id: 'root' }] },
  { seq: 2, type: 'rollout_ended' },
])
const LOG = `${'a'.repeat(100)}\n${'b'.repeat(50)}`

let host: InProcessHost
let scripted: ScriptedBundle
let closed: number
let lastId: number

/** Replaced by tests of opening itself. */
let openTrace: HostParts['openTrace']

beforeEach(() => {
  closed = 0
  lastId = 0
  const memory = memorySource(
    'run',
    new Map([
      ['trace.jsonl', LOG],
      ['payloads/there.json', '{"a":1}'],
    ]),
  )
  const source: BundleSource = {
    name: memory.name,
    stat: (path) => memory.stat(path),
    read: (path, offset, length) => memory.read(path, offset, length),
    close() {
      closed++
      return Promise.resolve()
    },
  }
  scripted = scriptedBundle(source, reduction, events)
  openTrace = () =>
    Promise.resolve({ kind: 'bundle', bundle: scripted.bundle, growth: { kind: 'impossible', why: 'archive' } })
  host = new InProcessHost((source, reads, signal) => openTrace(source, reads, signal))
})
afterEach(async () => {
  scripted.finish()
  await host.stop()
})

function open(session: string): number {
  const id = ++lastId
  host.post({ type: 'open', id, session, source: { type: 'path', path: '/run' } })
  return id
}

function call(name: HostCallName, request: object, session = 's'): number {
  const id = ++lastId
  host.post({ type: 'call', id, session, name, request: { session, ...request } })
  return id
}

async function opened(): Promise<void> {
  await host.reply(open('s'))
}

describe('opening', () => {
  it('answers once the trace is understood, then reads it', async () => {
    expect(await host.reply(open('s'))).toEqual({ ok: true, value: { session: 's', name: 'run' } })
    scripted.finish()
    expect(await host.event('trace/changed')).toMatchObject({ payload: { session: 's', revision: 1, complete: true } })
    expect(host.said.map((message) => message.type)).toEqual(['reply', 'event'])
  })

  it('fails with a code and the place', async () => {
    openTrace = () =>
      Promise.reject(new TraceError('manifest_malformed', 'no trace_id', { file: 'manifest.json', line: 1 }))
    expect(await host.failure(open('s'))).toEqual({
      code: 'manifest_malformed',
      message: 'no trace_id',
      file: 'manifest.json',
      line: 1,
    })
    expect(await host.failure(call('trace/overview', {}))).toMatchObject({ code: 'unknown_session' })
  })

  it('that is cancelled is not answered and leaves nothing open', async () => {
    // Slow enough to be cancelled half-way, and deaf to it.
    openTrace = async (_, reads, signal) => {
      await reads.read({ source: 's', path: 'manifest.json', offset: 0, length: 10 }, signal).catch(() => undefined)
      return { kind: 'bundle', bundle: scripted.bundle, growth: { kind: 'impossible', why: 'archive' } }
    }
    const id = open('s')
    await host.event('source/read')
    host.post({ type: 'cancel', id })
    expect(await host.failure(call('trace/overview', {}))).toMatchObject({ code: 'unknown_session' })
    expect(closed).toBe(1)
    expect(host.said.filter((message) => message.type === 'reply').map((reply) => reply.id)).toEqual([lastId])
  })

  it('reads through the page', async () => {
    openTrace = async (_, reads, signal) => {
      await reads.read({ source: 's', path: 'manifest.json', offset: 0, length: 10 }, signal)
      return { kind: 'bundle', bundle: scripted.bundle, growth: { kind: 'impossible', why: 'archive' } }
    }
    const id = open('s')
    expect(await host.event('source/read')).toMatchObject({
      payload: { windows: [{ read: 1, source: 's', path: 'manifest.json' }] },
    })
    host.post({ type: 'bytes', answers: [{ read: 1, bytes: new Uint8Array(3) }] })
    expect(await host.reply(id)).toMatchObject({ ok: true })
  })
})

describe('a call', () => {
  it('is answered from the graph as far as it was read', async () => {
    await opened()
    expect(await host.reply(call('trace/overview', {}))).toMatchObject({
      value: { revision: 0, complete: false, name: 'run', hasEvidence: true, manifestSchemaVersion: 3 },
    })
    scripted.finish()
    await host.event('trace/changed')
    expect(await host.reply(call('trace/overview', {}))).toMatchObject({ value: { revision: 1, complete: true } })
    expect(await host.reply(call('trace/lanes', {}))).toMatchObject({ value: { lanes: [{ threadId: 'root' }] } })
    expect(await host.reply(call('trace/events', { from: 0, limit: 9, filter: '' }))).toMatchObject({
      value: { total: 2 },
    })
    expect(await host.reply(call('trace/diagnostics', {}))).toMatchObject({ value: { diagnostics: [] } })
    expect(await host.reply(call('trace/object', { ref: { kind: 'thread', id: 'root' } }))).toMatchObject({
      value: { ref: { kind: 'thread', id: 'root' } },
    })
  })

  it('gives an event and its line, the last one cut off at the end of the log', async () => {
    await opened()
    expect(await host.reply(call('trace/event', { seq: 1 }))).toMatchObject({
      value: { row: { length: 100 }, objects: [{ kind: 'thread', id: 'root' }] },
    })
    const document = { kind: 'event', seq: 1 } as const
    expect(await host.reply(call('document/read', { document, offset: 98, limit: 9 }))).toEqual({
      ok: true,
      value: { offset: 98, size: 100, bytes: new TextEncoder().encode('aa') },
    })
    const cut = { kind: 'event', seq: 2 } as const
    expect(await host.reply(call('document/read', { document: cut, offset: 0, limit: 999 }))).toMatchObject({
      value: { bytes: new TextEncoder().encode('b'.repeat(50)) },
    })
    expect(await host.reply(call('document/index', { document }))).toMatchObject({
      value: { root: undefined, problem: { at: 0, message: 'a value was expected' } },
    })
  })

  it('gives facts and bytes of a payload', async () => {
    await opened()
    expect(await host.reply(call('payload/stat', { payloadId: 'there' }))).toMatchObject({
      value: { payloadId: 'there', path: 'payloads/there.json', size: 7 },
    })
    expect(
      await host.reply(call('document/read', { document: { kind: 'payload', id: 'there' }, offset: 5, limit: 9 })),
    ).toEqual({
      ok: true,
      value: { offset: 5, size: 7, bytes: new TextEncoder().encode('1}') },
    })
  })

  it('indexes a document, gives its tree, and finds text in it', async () => {
    await opened()
    const document = { kind: 'payload', id: 'there' } as const
    expect(await host.reply(call('document/index', { document }))).toMatchObject({
      value: { size: 7, indexed: 7, root: { kind: 'object', start: 0, end: 7 }, problem: undefined },
    })
    expect(await host.reply(call('document/children', { document, start: 0, from: 0, limit: 10 }))).toMatchObject({
      value: { count: 1, nodes: [{ key: 'a', kind: 'number', start: 5, end: 6, preview: '1' }] },
    })
    expect(await host.reply(call('document/path', { document, offset: 5 }))).toMatchObject({
      value: { steps: [{ start: 0, index: 0, child: { key: 'a' } }] },
    })
    const everywhere = { from: 0, until: 7, backwards: false }
    expect(await host.reply(call('document/find', { document, text: 'A', ...everywhere }))).toMatchObject({
      value: { found: 2, next: undefined },
    })
  })

  it('searches the bodies of payloads, passing over those that cannot be read', async () => {
    await opened()
    expect(await host.reply(call('trace/search', { query: '"a":1', cursor: null }))).toMatchObject({
      value: {
        hits: [{ field: 'payload', match: '"a":1', place: { payloadId: 'there', offset: 1 } }],
        searched: { payloads: 2, payloadsTotal: 2 },
        next: null,
      },
    })
  })

  it('says what is wrong with a payload', async () => {
    await opened()
    expect(await host.reply(call('payload/stat', { payloadId: 'missing' }))).toMatchObject({
      value: { problem: { code: 'not_found', file: 'payloads/missing.json' } },
    })
    expect(
      await host.failure(call('document/read', { document: { kind: 'payload', id: 'missing' }, offset: 0, limit: 9 })),
    ).toMatchObject({
      code: 'not_found',
    })
  })

  it.each<readonly [HostCallName, object]>([
    ['trace/object', { ref: { kind: 'thread', id: '__proto__' } }],
    ['trace/event', { seq: 99 }],
    ['payload/stat', { payloadId: 'unheard of' }],
    ['document/read', { document: { kind: 'payload', id: 'unheard of' }, offset: 0, limit: 1 }],
    ['document/index', { document: { kind: 'event', seq: 99 } }],
  ])('%s %j asks for something that is not there', async (name, request) => {
    await opened()
    expect(await host.failure(call(name, request))).toMatchObject({ code: 'unknown_object' })
  })

  it('of a session that is not open is refused', async () => {
    await opened()
    expect(await host.failure(call('trace/overview', {}, 'another'))).toMatchObject({ code: 'unknown_session' })
  })

  it('that is cancelled is not answered', async () => {
    await opened()
    host.post({ type: 'cancel', id: call('trace/lanes', {}) })
    const next = call('trace/overview', {})
    await host.reply(next)
    expect(host.said.filter((message) => message.type === 'reply').map((reply) => reply.id)).toEqual([1, next])
  })

  it('that fails by our own fault says so and is reported with its stack', async () => {
    await opened()
    const id = ++lastId
    host.post({ type: 'call', id, session: 's', name: 'trace/object', request: {} })
    expect(await host.failure(id)).toMatchObject({ code: 'internal' })
    expect(host.bugs).toEqual([expect.any(TypeError)])
  })
})

describe('a session', () => {
  it('tells when reading failed, and keeps what was read', async () => {
    await opened()
    scripted.fail(new TraceError('read_failed', 'the disk is gone', { file: 'trace.jsonl' }))
    expect(await host.event('trace/failed')).toMatchObject({
      payload: { session: 's', error: { code: 'read_failed' } },
    })
    expect(await host.reply(call('trace/overview', {}))).toMatchObject({ value: { complete: false } })
  })

  it('stops reading when it is closed', async () => {
    await opened()
    host.post({ type: 'close', session: 's' })
    expect(await host.failure(call('trace/overview', {}))).toMatchObject({ code: 'unknown_session' })
    expect([closed, scripted.options().signal?.aborted]).toEqual([1, true])
    scripted.finish()
  })

  it('ends with the host', async () => {
    await opened()
    scripted.finish()
    expect(await host.stop()).toMatchObject({ expected: true })
    expect(closed).toBe(1)
  })
})
