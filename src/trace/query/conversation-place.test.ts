import { expect, test } from 'vitest'
import type { ObjectRef } from '../model/object-ref.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import { conversationPlace } from './conversation-place.ts'
import { threadOf } from './refs.ts'
import { buildIndex } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

const { index: showcase } = openRecorded('samples/0.169.0/showcase')

function itemAt(index: TraceIndex, ref: ObjectRef): string | undefined {
  const place = conversationPlace(index, ref)
  return place?.itemId ?? undefined
}

test('a call of a tool is spoken of where the model wrote it, a nested one where its cell is', () => {
  for (const {
    tool_call_id: id,
    model_visible_call_item_ids: own,
    requester,
    thread_id,
  } of showcase.graph.tool_calls.values()) {
    const cell = requester.type === 'code_cell' ? showcase.graph.code_cells.get(requester.code_cell_id) : undefined
    const place = conversationPlace(showcase, { kind: 'tool_call', id })
    expect([place?.itemId, place?.threadId], id).toEqual([own[0] ?? cell?.source_item_id, thread_id])
  }
})

test('an edge leads to the message that its recipient was given', () => {
  const received = showcase.interactions.filter(({ target }) => target.type === 'conversation_item')
  expect(received.length).toBeGreaterThan(0)
  for (const { edgeId, target } of received) {
    const item = target.type === 'conversation_item' ? target.item_id : ''
    expect(itemAt(showcase, { kind: 'interaction_edge', id: edgeId })).toBe(item)
  }
})

test('a turn leads to its heading, a compaction to its marker, an agent to its transcript as a whole', () => {
  const [turn] = showcase.turnsOf(showcase.graph.root_thread_id)
  expect(conversationPlace(showcase, { kind: 'codex_turn', id: turn?.codex_turn_id ?? '' })).toMatchObject({
    row: 0,
    itemId: null,
  })
  for (const { compaction_id: id, marker_item_id: marker } of showcase.graph.compactions.values())
    expect(itemAt(showcase, { kind: 'compaction', id })).toBe(marker)
  const root = showcase.graph.root_thread_id
  expect(conversationPlace(showcase, { kind: 'thread', id: root })).toMatchObject({ threadId: root, row: null })
})

test('every object of a thread leads to the transcript of that thread', () => {
  const { graph } = showcase
  const refs: ObjectRef[] = [
    ...[...graph.inference_calls.keys()].map((id) => ({ kind: 'inference_call', id }) as const),
    ...[...graph.code_cells.keys()].map((id) => ({ kind: 'code_cell', id }) as const),
    ...[...graph.terminal_sessions.keys()].map((id) => ({ kind: 'terminal_session', id }) as const),
    ...[...graph.terminal_operations.keys()].map((id) => ({ kind: 'terminal_operation', id }) as const),
    ...[...graph.compaction_requests.keys()].map((id) => ({ kind: 'compaction_request', id }) as const),
  ]
  for (const ref of refs) {
    const place = conversationPlace(showcase, ref)
    expect([place?.threadId, typeof place?.row], `${ref.kind} ${ref.id}`).toEqual([threadOf(graph, ref), 'number'])
  }
})

test('a payload leads to the object that it tells of', () => {
  const calls = showcase.callsOf(showcase.graph.root_thread_id)
  for (const { raw_request_payload_id: id, inference_call_id: call } of calls) {
    const place = conversationPlace(showcase, { kind: 'raw_payload', id })
    const { row, itemId } = conversationPlace(showcase, { kind: 'inference_call', id: call }) ?? {}
    expect(place).toMatchObject({ row, itemId })
  }
})

test('what belongs to no agent has no place, nor has what does not exist', () => {
  const index = buildIndex(drawGraph((pen) => pen.thread('root', [1])))
  const refs: ObjectRef[] = [
    { kind: 'conversation_item', id: 'nothing' },
    { kind: 'thread', id: '__proto__' },
    { kind: 'raw_event', id: '12' },
    { kind: 'raw_payload', id: 'none' },
    { kind: 'diagnostic', id: '-1' },
    { kind: 'interaction_edge', id: 'none' },
  ]
  expect(refs.map((ref) => conversationPlace(index, ref))).toEqual(refs.map(() => undefined))
})

test('an item of a thread that was never started has its transcript', () => {
  const index = buildIndex(drawGraph((pen) => pen.item('i:1', 'lost', 'text')))
  expect(conversationPlace(index, { kind: 'conversation_item', id: 'i:1' })).toMatchObject({
    threadId: 'lost',
    itemId: 'i:1',
  })
})
