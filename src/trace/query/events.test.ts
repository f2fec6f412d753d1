import { expect, test } from 'vitest'
import { drawEvents } from '../testkit/draw-events.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { eventPlace, eventRows } from './events.ts'
import { buildIndex } from './trace-index.ts'

const reduction = drawGraph((pen) => {
  pen.thread('root', [1])
  pen.thread('t2', [3], { parent: 'root' })
})
const events = drawEvents([
  { seq: 1, type: 'thread_started', objects: [{ kind: 'thread', id: 'root' }] },
  { seq: 2, type: 'codex_turn_started', thread: 'root', turn: 'turn-a' },
  { seq: 3, type: 'thread_started', objects: [{ kind: 'thread', id: 't2' }] },
  {
    seq: 4,
    type: 'tool_call_started',
    thread: 't2',
    turn: 'turn-b',
    objects: [{ kind: 'tool_call', id: 'call_Lab7' }],
  },
  { seq: Number.NaN, type: '' },
  { seq: 6, type: 'from_the_future', thread: 't2' },
])
const index = buildIndex(reduction, events)

function seqs(filter: string, from = 0, limit = 100): number[] {
  return eventRows(index, { from, limit, filter }).rows.map(({ seq }) => seq)
}

test.each([
  ['', [1, 2, 3, 4, Number.NaN, 6]],
  ['type:turn', [2]],
  ['thread_started', [1, 3]],
  ['thread:/t2', [3, 4, 6]],
  ['thread:T2 type:started', [3, 4]],
  ['turn:turn-b', [4]],
  ['call_lab7', [4]],
  ['future', [6]],
  ['seq:2-3', [2, 3]],
  ['seq:4', [4]],
  ['seq:4-', [4, 6]],
  ['seq:-2', [1, 2]],
  ['seq:x', []],
  ['seq:', []],
  ['type:started thread:root seq:2-', [2]],
])('filter %j', (filter, expected) => {
  expect(seqs(filter)).toEqual(expected)
})

test('windows of a filter join to the whole, each with the total', () => {
  expect([...seqs('thread:t2', 0, 2), ...seqs('thread:t2', 2, 2)]).toEqual(seqs('thread:t2'))
  expect(eventRows(index, { from: 2, limit: 1, filter: 'thread:t2' }).total).toBe(3)
})

test.each([
  [4, '', 3],
  [6, 'thread:t2', 2],
  [1, 'thread:t2', null],
  [5, '', null],
])('event %i with the filter %j stands in row %j', (seq, filter, row) => {
  expect(eventPlace(index, { seq, filter })).toMatchObject({ seq, row })
})

test('a window behind the end is empty', () => {
  expect(seqs('', 100, 10)).toEqual([])
})

test('rows carry the objects of their event', () => {
  const [row] = eventRows(index, { from: 0, limit: 1, filter: 'seq:4' }).rows
  expect(row?.objects).toEqual([{ kind: 'tool_call', id: 'call_Lab7' }])
})
