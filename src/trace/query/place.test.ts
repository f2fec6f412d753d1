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
  const nowhere = { revision: index.revision, threadId: null, terminal: null, codeCellId: null }
  expect(objectPlace(index, { kind: 'tool_call', id: '__proto__' })).toEqual(nowhere)
  expect(objectPlace(index, { kind: 'terminal_session', id: '' })).toEqual(nowhere)
  expect(objectPlace(index, { kind: 'code_cell', id: 'code_cell:nothing' })).toEqual(nowhere)
})
