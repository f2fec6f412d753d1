import { describe, expect, it } from 'vitest'
import { graphFromJson, graphToJson } from './graph-json.ts'

const head = {
  schema_version: 2,
  trace_id: 'trace',
  rollout_id: 'rollout',
  root_thread_id: 'root',
  started_at_unix_ms: 1,
  ended_at_unix_ms: null,
  status: 'running',
  recording_complete: false,
}
const maps = [
  'threads',
  'codex_turns',
  'conversation_items',
  'inference_calls',
  'code_cells',
  'tool_calls',
  'terminal_sessions',
  'terminal_operations',
  'compactions',
  'compaction_requests',
  'interaction_edges',
  'raw_payloads',
]
const empty: Record<string, unknown> = { ...head, ...Object.fromEntries(maps.map((name) => [name, {}])) }

function payloads(...ids: string[]): Record<string, unknown> {
  return Object.fromEntries(
    ids.map((id) => [id, { raw_payload_id: id, kind: { type: 'tool_result' }, path: `payloads/${id}` }]),
  )
}

describe('graph as JSON', () => {
  it('gives back what it read', () => {
    expect(graphToJson(graphFromJson(empty))).toEqual(empty)
  })

  it('writes keys in byte order, whatever the order of reading', () => {
    const graph = graphFromJson({ ...empty, raw_payloads: payloads('p:2', 'p:10', '\u{1f600}', '\uffff') })
    const written = JSON.stringify(graphToJson(graph)['raw_payloads'])
    const places = ['p:10', 'p:2', '\uffff', '\u{1f600}'].map((id) => written.indexOf(`"${id}":`))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('keeps __proto__ as an ordinary key', () => {
    const state: unknown = JSON.parse(JSON.stringify({ ...empty, raw_payloads: payloads('__proto__') }))
    const written = JSON.stringify(graphToJson(graphFromJson(state)))
    expect(JSON.parse(written)).toEqual(state)
    expect(written).toContain('"__proto__":')
  })

  it.each([
    ['nothing', undefined, '/: expected an object, found nothing'],
    ['a missing member', { ...empty, threads: undefined }, '/threads: expected an object, found nothing'],
    ['a number as id', { ...empty, trace_id: 7 }, '/trace_id: expected a string, found 7'],
    [
      'an unknown status',
      { ...empty, status: 'lost' },
      '/status: expected running, completed, failed, aborted, found "lost"',
    ],
    [
      'a hole deep inside',
      { ...empty, threads: { 'a/b': {} } },
      '/threads/a~1b/thread_id: expected a string, found nothing',
    ],
  ])('refuses %s, naming the place', (_, state, message) => {
    expect(() => graphFromJson(state)).toThrow(expect.objectContaining({ code: 'state_malformed', message }))
  })
})
