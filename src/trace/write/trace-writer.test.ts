import fc from 'fast-check'
import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { as, type CodexTurnId, type RolloutId, type ThreadId, type TraceId, type UnixMs } from '../base/ids.ts'
import type { RawEventBody } from '../format/events/index.ts'
import type { RawPayloadRef } from '../format/payload-ref.ts'
import { memorySink, type MemorySink } from '../testkit/memory-sink.ts'
import { jsonText } from './json-text.ts'
import { TraceWriter, type Recording } from './trace-writer.ts'

const root = as<ThreadId>('thread-root')
const turn = as<CodexTurnId>('turn-1')
const at = as<UnixMs>(1_700_000_000_000)

function recording(schemaVersion: 1 | 2): Recording {
  return {
    schemaVersion,
    traceId: as<TraceId>('trace-a'),
    rolloutId: as<RolloutId>('rollout-a'),
    rootThreadId: root,
    startedAt: at,
  }
}

const started: RawEventBody = { type: 'thread_started', thread_id: root, agent_path: as('/root') }
const linesOf = (sink: MemorySink): unknown[] =>
  (sink.files.get('trace.jsonl') ?? '')
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))

describe('a recording', () => {
  it('begins with its manifest and an empty log', async () => {
    const sink = memorySink()
    await TraceWriter.create(sink, recording(2))
    expect([sink.calls, JSON.parse(sink.files.get('manifest.json') ?? '')]).toEqual([
      ['create manifest.json', 'append trace.jsonl'],
      {
        schema_version: 2,
        trace_id: 'trace-a',
        rollout_id: 'rollout-a',
        root_thread_id: 'thread-root',
        started_at_unix_ms: 1_700_000_000_000,
        raw_event_log: 'trace.jsonl',
        payloads_dir: 'payloads',
      },
    ])
  })

  it('has whole envelopes, numbered from 1', async () => {
    const sink = memorySink()
    const writer = await TraceWriter.create(sink, recording(1))
    await writer.event(started, { at })
    await writer.event({ type: 'codex_turn_started', thread_id: root, codex_turn_id: turn }, { at, thread: root, turn })
    expect(linesOf(sink)).toEqual([
      {
        schema_version: 1,
        seq: 1,
        wall_time_unix_ms: 1_700_000_000_000,
        rollout_id: 'rollout-a',
        thread_id: null,
        codex_turn_id: null,
        payload: { type: 'thread_started', thread_id: 'thread-root', agent_path: '/root' },
      },
      expect.objectContaining({ seq: 2, thread_id: 'thread-root', codex_turn_id: 'turn-1' }),
    ])
  })

  it('takes calls that do not wait for each other in their order', async () => {
    const sink = memorySink()
    const writer = await TraceWriter.create(sink, recording(2))
    const settled = await Promise.all([
      writer.payload('session_metadata', { n: 1 }),
      writer.event(started, { at }),
      writer.payload('protocol_event', { n: 2 }),
      writer.event({ type: 'thread_ended', thread_id: root, status: 'completed' }, { at }),
      writer.close(at),
    ])
    expect(settled).toMatchObject([{ path: 'payloads/1.json' }, 1, { raw_payload_id: 'raw_payload:2' }, 2, undefined])
    expect(sink.calls.slice(2)).toEqual([
      'create payloads/1.json',
      'append trace.jsonl',
      'create payloads/2.json',
      'append trace.jsonl',
      'append trace.jsonl',
      'close',
    ])
    expect(linesOf(sink).at(-1)).toMatchObject({ seq: 3, payload: { type: 'recording_completed' } })
  })

  it('goes on without a gap after what could not be written', async () => {
    const sink = memorySink()
    const writer = await TraceWriter.create(sink, recording(2))
    sink.failNext()
    await expect(writer.event(started, { at })).rejects.toMatchObject({ code: 'write_failed' })
    sink.failNext()
    await expect(writer.payload('session_metadata', {})).rejects.toMatchObject({ code: 'write_failed' })
    const metadata = await writer.payload('session_metadata', {})
    expect([await writer.event({ ...started, metadata_payload: metadata }, { at }), metadata.path]).toEqual([
      1,
      'payloads/2.json',
    ])
  })

  it('ends once', async () => {
    const sink = memorySink()
    const writer = await TraceWriter.create(sink, recording(2))
    await writer.event({ type: 'recording_completed' }, { at })
    await writer.close(at)
    await expect(writer.event(started, { at })).rejects.toMatchObject({ code: 'write_failed' })
    expect(linesOf(sink).length).toBe(1)
  })
})

describe('what is refused, leaving no trace in the log', () => {
  const dangling: RawPayloadRef = {
    raw_payload_id: as('raw_payload:9'),
    kind: { type: 'tool_result' },
    path: 'payloads/9.json',
  }
  const cases: readonly [string, 1 | 2, unknown, string][] = [
    [
      'an event of a later schema',
      1,
      { type: 'thread_resumed', thread_id: root },
      'schema 1 has no event thread_resumed',
    ],
    [
      'a payload that was not written',
      2,
      { ...started, metadata_payload: dangling },
      'names raw_payload:9, which was not written',
    ],
    ['a missing field', 2, { type: 'thread_started', thread_id: root }, 'agent_path'],
    ['an unknown status', 2, { type: 'rollout_ended', status: 'tired' }, 'status'],
    [
      'a missing kind of schema 2',
      2,
      { type: 'tool_call_runtime_started', tool_call_id: 'c', runtime_payload: dangling },
      'kind',
    ],
    ['the reserved event', 2, { type: 'other', kind: 'k', summary: 's', payloads: [], metadata: null }, 'reserved'],
    ['a field that is no JSON', 2, { ...started, size: 10n }, 'cannot be written as JSON'],
  ]

  it.each(cases)('%s', async (_, schema, event, fact) => {
    const sink = memorySink()
    const writer = await TraceWriter.create(sink, recording(schema))
    await expect(writer.event(anyEvent.parse(event), { at })).rejects.toThrow(fact)
    expect([sink.files.get('trace.jsonl'), await writer.event(started, { at })]).toEqual(['', 1])
  })
})

/** What the compiler would not let through. */
const anyEvent = z.custom<RawEventBody>()

describe('JSON for the reference', () => {
  it('has no half characters, and leaves whole ones and text that looks like an escape alone', () => {
    const value = { 'k\udc00': 'half \ud83d, whole \ud83d\ude00, text \\ud83d' }
    expect(JSON.parse(jsonText(value, 'line'))).toEqual({ 'k\ufffd': 'half \ufffd, whole \ud83d\ude00, text \\ud83d' })
  })

  it('is never too deep', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
    expect(jsonText(nested(127), 'line').length).toBe(255)
    expect(() => jsonText(nested(128), 'line')).toThrow('nested deeper than 127 levels')
  })

  it('is nothing for what is none', () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    for (const value of [undefined, () => 1, cycle, 1n]) expect(() => jsonText(value, 'pretty')).toThrow()
  })

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 20 }),
        fc.constantFrom('pretty' as const, 'line' as const),
        (value, form) => {
          const text = jsonText(value, form)
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
          expect(form === 'line' && text.includes('\n')).toBe(false)
        },
      ),
    )
  })
})

describe('whatever fails on the way', () => {
  const step = fc.record({ what: fc.constantFrom('payload' as const, 'event' as const), fails: fc.boolean() })

  it('the log has no gap and names only payloads that are there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const sink = memorySink()
        const writer = await TraceWriter.create(sink, recording(2))
        let last: RawPayloadRef | undefined
        for (const { what, fails } of steps) {
          if (fails) sink.failNext()
          if (what === 'payload') last = await writer.payload('protocol_event', {}).catch(() => undefined)
          else await writer.event({ ...started, metadata_payload: last ?? null }, { at }).catch(() => undefined)
        }
        const events = z.array(writtenEvent).parse(linesOf(sink))
        const named = events.flatMap(({ payload }) => payload.metadata_payload?.path ?? [])
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
        expect(named.filter((path) => !sink.files.has(path))).toEqual([])
      }),
    )
  })
})

const writtenEvent = z.object({
  seq: z.number(),
  payload: z.object({ metadata_payload: z.object({ path: z.string() }).nullish() }),
})
