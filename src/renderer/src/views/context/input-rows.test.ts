import { expect, test } from 'vitest'
import type { Context } from '../../../../shared/view-models/context.ts'
import { inputRows, rowOfEntry, type InputRow } from './input-rows.ts'

function print(rows: readonly InputRow[]): string[] {
  return rows.map((row) => {
    if (row.type === 'break') return '---'
    return row.type === 'entry'
      ? String(row.entry)
      : `${row.open ? 'open' : 'fold'} ${String(row.first)}+${String(row.count)}`
  })
}

const runs: Context['runs'] = [
  { change: 'kept', count: 8 },
  { change: 'dropped', count: 1 },
  { change: 'added', count: 2 },
]

test('a long run of kept entries folds to its last ones', () => {
  expect(print(inputRows(runs, 8, new Set()))).toEqual(['fold 0+6', '6', '7', '---', '8', '9', '10'])
})

test('an opened run shows every entry, and stays foldable', () => {
  const rows = inputRows(runs, 3, new Set([0]))
  expect(print(rows)).toEqual(['open 0+6', '0', '1', '2', '---', '3', '4', '5', '6', '7', '8', '9', '10'])
})

test('a break within a folded run is not lost', () => {
  expect(print(inputRows(runs, 3, new Set())).slice(0, 3)).toEqual(['---', 'fold 0+6', '6'])
})

test('short runs, and everything that changed, never fold', () => {
  expect(print(inputRows([{ change: 'kept', count: 4 }], null, new Set()))).toEqual(['0', '1', '2', '3'])
  expect(print(inputRows([{ change: 'added', count: 20 }], null, new Set()))).toHaveLength(20)
})

test('an entry is found at its own row, or at the fold that hides it', () => {
  const rows = inputRows(runs, null, new Set())
  expect([0, 5, 6, 10, 99].map((entry) => rowOfEntry(rows, entry))).toEqual([0, 0, 1, 5, -1])
})
