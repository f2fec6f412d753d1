import { expect, test } from 'vitest'
import { as } from '../../base/ids.ts'
import type { ItemId, OperationId, RawPayloadId, ThreadId, ToolCallId } from '../../base/ids.ts'
import type { ObjectKind, ObjectRef } from '../../model/object-ref.ts'
import type { TraceGraph } from '../../model/graph.ts'
import { drawEvents } from '../../testkit/draw-events.ts'
import { drawGraph } from '../../testkit/draw-graph.ts'
import { recordedBundles, samples } from '../../testkit/fixtures.ts'
import { openRecorded, recordedGraphs } from '../../testkit/recorded-graphs.ts'
import type { ObjectDetail } from '../../../shared/view-models/object.ts'
import { buildIndex } from '../trace-index.ts'
import { objectDetail } from './object-detail.ts'

function objectsOf(graph: TraceGraph): readonly ObjectRef[] {
  const kinds: readonly (readonly [ObjectKind, ReadonlyMap<string, unknown>])[] = [
    ['thread', graph.threads],
    ['codex_turn', graph.codex_turns],
    ['conversation_item', graph.conversation_items],
    ['inference_call', graph.inference_calls],
    ['tool_call', graph.tool_calls],
    ['code_cell', graph.code_cells],
    ['terminal_session', graph.terminal_sessions],
    ['terminal_operation', graph.terminal_operations],
    ['compaction', graph.compactions],
    ['compaction_request', graph.compaction_requests],
    ['interaction_edge', graph.interaction_edges],
    ['raw_payload', graph.raw_payloads],
  ]
  return kinds.flatMap(([kind, objects]) => [...objects.keys()].map((id) => ({ kind, id })))
}

function linksOf(detail: ObjectDetail): readonly ObjectRef[] {
  return [
    ...detail.fields.flatMap(({ value }) => (value.type === 'id' ? [value.ref] : [])),
    ...detail.relations.flatMap(({ links }) => links.map(({ ref }) => ref)),
  ]
}

function field(detail: ObjectDetail | undefined, name: string): unknown {
  return detail?.fields.find((each) => each.name === name)?.value
}

function relationIds(detail: ObjectDetail | undefined, name: string): readonly string[] | undefined {
  return detail?.relations.find((each) => each.name === name)?.links.map(({ ref }) => ref.id)
}

const telling = /showcase$|agents_|code_|compact_|terminal_|spawn_|sigkill/
const recorded = recordedGraphs(
  [...samples('0.169.0'), ...samples('0.164.0'), ...recordedBundles('0.169.0')].filter(({ name }) =>
    telling.test(name),
  ),
)

test.each(recorded)('%s: every object has details, and every link leads to some', (_, reduction) => {
  const index = buildIndex(reduction)
  const dead: string[] = []
  for (const ref of objectsOf(reduction.graph)) {
    const detail = objectDetail(index, ref)
    if (detail === undefined) dead.push(`no details of ${ref.kind} ${ref.id}`)
    else
      dead.push(
        ...linksOf(detail)
          .filter((link) => objectDetail(index, link) === undefined)
          .map(({ id }) => `${ref.id} → ${id}`),
      )
  }
  expect(dead).toEqual([])
})

const evidence = drawEvents([
  {
    seq: 1,
    type: 'thread_started',
    objects: [
      { kind: 'thread', id: 'root' },
      { kind: 'raw_payload', id: 'metadata' },
    ],
  },
  { seq: 5, type: 'tool_call_started', thread: 'root', objects: [{ kind: 'tool_call', id: 'exec' }] },
  { seq: 8, type: 'tool_call_ended', thread: 'root', objects: [{ kind: 'tool_call', id: 'exec' }] },
])
const small = buildIndex(
  drawGraph((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2])
    pen.payload('metadata')
    pen.payload('result')
    pen.item('call', 'root', '', {
      kind: 'function_call',
      body: {
        parts: [{ type: 'json', summary: `{"cmd":"${'x'.repeat(230)}...`, raw_payload_id: as<RawPayloadId>('result') }],
      },
    })
    pen.item('output', 'root', '\u001b[31mred\u001b[0m', { kind: 'function_call_output', role: 'tool' })
    pen.item('secret', 'root', '', {
      body: { parts: [{ type: 'encoded', label: 'encrypted_content', value: 'gAAAA' }] },
    })
    pen.tool('exec', 'turn', [5, 8], {
      kind: { type: 'exec_command' },
      terminal_operation_id: as<OperationId>('op'),
      model_visible_call_item_ids: [as<ItemId>('call')],
      model_visible_output_item_ids: [as<ItemId>('output'), as<ItemId>('never recorded')],
      raw_result_payload_id: as<RawPayloadId>('result'),
    })
    pen.operation('op', 'exec', [6, 7], {
      result: {
        exit_code: 2,
        stdout: 'really printed',
        stderr: '',
        formatted_output: null,
        original_token_count: null,
        chunk_id: null,
      },
    })
    pen.edge('edge', {
      kind: 'spawn_agent',
      source: { type: 'tool_call', tool_call_id: as<ToolCallId>('exec') },
      target: { type: 'thread', thread_id: as<ThreadId>('lost') },
    })
    pen.diagnostic('doubtful', 'exec')
  }),
  evidence,
  3,
)

test('what the model was told and what really ran are apart', () => {
  const { texts = [] } = objectDetail(small, { kind: 'tool_call', id: 'exec' }) ?? {}
  expect(texts.map(({ side, form, title, text }) => `${side} ${form} ${title}: ${text.slice(0, 14)}`)).toEqual([
    'model json call: JSON: {"cmd":"xxxxxx',
    'runtime code command: ls',
    'runtime terminal stdout: really printed',
    'model terminal output: text: \u001b[31mred\u001b[0m',
  ])
})

test('a JSON summary that was cut says so and names the payload with the whole', () => {
  const [call] = objectDetail(small, { kind: 'conversation_item', id: 'call' })?.texts ?? []
  expect(call).toMatchObject({ cut: true, payloadId: 'result' })
})

test('encrypted content is called encrypted', () => {
  expect(objectDetail(small, { kind: 'conversation_item', id: 'secret' })).toMatchObject({
    title: 'user: (encrypted)',
    texts: [{ form: 'encrypted' }],
  })
})

test('an edge whose text was encrypted says so beside what the sender said', () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const edge = index.interactions.find(({ kind }) => kind === 'spawn_agent')
  const texts = objectDetail(index, { kind: 'interaction_edge', id: edge?.edgeId ?? '' })?.texts
  expect(texts).toMatchObject([
    { title: 'said by the sender (preview)', side: 'runtime' },
    { title: 'given to the recipient', side: 'model', form: 'encrypted' },
  ])
  expect(texts?.[0]?.text).toMatch(/^Please reproduce/)
  expect(texts?.[1]?.text).not.toBe('')
})

test('what was never recorded is counted but not linked', () => {
  const detail = objectDetail(small, { kind: 'tool_call', id: 'exec' })
  expect(detail?.relations.find(({ name }) => name === 'model-visible output')).toMatchObject({
    total: 2,
    links: [{ ref: { id: 'output' } }],
  })
})

test('relations lead both ways', () => {
  expect(relationIds(objectDetail(small, { kind: 'conversation_item', id: 'output' }), 'output of tool')).toEqual([
    'exec',
  ])
  expect(relationIds(objectDetail(small, { kind: 'thread', id: 'lost' }), 'received edge')).toEqual(['edge'])
  expect(relationIds(objectDetail(small, { kind: 'raw_payload', id: 'result' }), 'result of')).toEqual(['exec'])
  expect(relationIds(objectDetail(small, { kind: 'raw_payload', id: 'result' }), 'json part of')).toEqual(['call'])
})

test('an object carries its events, payloads and diagnostics', () => {
  expect(objectDetail(small, { kind: 'tool_call', id: 'exec' })).toMatchObject({
    revision: 3,
    eventsTotal: 2,
    events: [{ seq: 5, type: 'tool_call_started' }, { seq: 8 }],
    payloads: [{ payloadId: 'result', role: 'result', kind: 'tool_result' }],
    diagnostics: [{ index: 0, diagnostic: { code: 'doubtful' } }],
  })
})

test('payloads that only an event names belong to what the event made', () => {
  expect(objectDetail(small, { kind: 'thread', id: 'root' })?.payloads).toEqual([
    { payloadId: 'metadata', kind: 'tool_result', role: 'thread_started' },
  ])
})

test('a thread that was never started says so', () => {
  const detail = objectDetail(small, { kind: 'thread', id: 'lost' })
  expect(detail?.status).toBe('unknown')
  expect(field(detail, 'start')).toEqual({ type: 'text', text: 'not recorded' })
})

test('a raw event leads to what it made, a diagnostic to its object and event', () => {
  expect(relationIds(objectDetail(small, { kind: 'raw_event', id: '5' }), 'made or changed')).toEqual(['exec'])
  const diagnostic = objectDetail(small, { kind: 'diagnostic', id: '0' })
  expect(field(diagnostic, 'object')).toMatchObject({ ref: { kind: 'tool_call', id: 'exec' } })
  expect(field(diagnostic, 'event')).toMatchObject({ ref: { kind: 'raw_event', id: '1' } })
})

test.each(['thread', 'tool_call', 'interaction_edge', 'raw_event', 'diagnostic', 'raw_payload'] as const)(
  'an unknown %s has no details',
  (kind) => {
    expect(objectDetail(small, { kind, id: 'no such thing' })).toBeUndefined()
  },
)

test('long text is cut where the contract says', () => {
  const index = buildIndex(drawGraph((pen) => pen.item('long', 'root', 'x'.repeat(100_000))))
  const [block] = objectDetail(index, { kind: 'conversation_item', id: 'long' })?.texts ?? []
  expect([block?.text.length, block?.cut]).toEqual([65_536, true])
})
