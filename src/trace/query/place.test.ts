import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ThreadId } from '../base/ids.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import { objectPlace } from './place.ts'
import { terminal, terminals } from './terminals.ts'

const { index } = openRecorded('samples/0.169.0/showcase')

test('an operation, its tool call and its output lead to the same step of the same terminal', () => {
  const watch = terminals(index).terminals.find(({ label }) => label === 'node tools/watch.mjs')
  const step = watch && terminal(index, watch.ref)?.steps[2]
  const refs: readonly ObjectRef[] = [
    { kind: 'terminal_operation', id: step?.operationId ?? '' },
    { kind: 'tool_call', id: step?.toolCallId ?? '' },
    { kind: 'conversation_item', id: step?.told?.itemIds[0] ?? '' },
  ]
  for (const ref of refs) {
    const place = objectPlace(index, ref)
    expect(place.terminal).toEqual({ ref: watch?.ref, step: 2 })
    expect(index.pathOf(as<ThreadId>(place.threadId ?? ''))).toBe('/root/fix')
    expect(place.codeCellId).toBeNull()
  }
})

test('a cell, the call that started it, a nested call and its command lead to the cell', () => {
  const [id = ''] = index.graph.code_cells.keys()
  const nested = index.toolsOfCell(as(id))[0]
  const refs: readonly ObjectRef[] = [
    { kind: 'code_cell', id },
    { kind: 'tool_call', id: index.toolStarting(as(id))?.tool_call_id ?? '' },
    { kind: 'tool_call', id: nested?.tool_call_id ?? '' },
    { kind: 'terminal_operation', id: nested?.terminal_operation_id ?? '' },
    { kind: 'conversation_item', id: index.graph.code_cells.get(as(id))?.output_item_ids[0] ?? '' },
  ]
  for (const ref of refs) expect(objectPlace(index, ref).codeCellId).toBe(id)
})

test('what is not there is nowhere', () => {
  const nowhere = {
    revision: index.revision,
    threadId: null,
    terminal: null,
    codeCellId: null,
    inferenceCallId: null,
    compactionId: null,
  }
  expect(objectPlace(index, { kind: 'tool_call', id: '__proto__' })).toEqual(nowhere)
  expect(objectPlace(index, { kind: 'terminal_session', id: '' })).toEqual(nowhere)
  expect(objectPlace(index, { kind: 'code_cell', id: 'code_cell:nothing' })).toEqual(nowhere)
})

test('an item leads to the call that was first given it, a tool call to the one that asked for it', () => {
  for (const call of index.graph.inference_calls.values()) {
    const itself = objectPlace(index, { kind: 'inference_call', id: call.inference_call_id })
    expect(itself.inferenceCallId).toBe(call.inference_call_id)
    const [tool] = call.tool_call_ids_started_by_response
    if (tool !== undefined)
      expect(objectPlace(index, { kind: 'tool_call', id: tool }).inferenceCallId).toBe(call.inference_call_id)
    for (const id of call.request_item_ids)
      expect(objectPlace(index, { kind: 'conversation_item', id }).inferenceCallId).toBe(
        index.firstCallWith(id)?.inference_call_id,
      )
  }
})

test('an agent leads to its last call in the range, or to its last one of all if none was', () => {
  const root = { kind: 'thread', id: index.graph.root_thread_id } as const
  const calls = index.callsOf(index.graph.root_thread_id)
  const at = calls[4]?.execution.started_at_unix_ms ?? NaN
  expect(objectPlace(index, root, { fromMs: 0, toMs: at }).inferenceCallId).toBe(calls[4]?.inference_call_id)
  expect(objectPlace(index, root, { fromMs: 0, toMs: 1 }).inferenceCallId).toBe(calls.at(-1)?.inference_call_id)
})

test('a compaction, its request, its marker and what it left lead to it, and to the first call after it', () => {
  const [compaction] = index.graph.compactions.values()
  const refs: readonly ObjectRef[] = [
    { kind: 'compaction', id: compaction?.compaction_id ?? '' },
    { kind: 'compaction_request', id: compaction?.request_ids[0] ?? '' },
    { kind: 'conversation_item', id: compaction?.marker_item_id ?? '' },
    { kind: 'conversation_item', id: compaction?.replacement_item_ids[0] ?? '' },
  ]
  for (const ref of refs) expect(objectPlace(index, ref).compactionId).toBe(compaction?.compaction_id)
  const after = objectPlace(index, { kind: 'compaction', id: compaction?.compaction_id ?? '' }).inferenceCallId
  expect(index.callsOf(index.graph.root_thread_id)[11]?.inference_call_id).toBe(after)
})
