import { expect, test } from 'vitest'
import type { CompactionItem } from '../../../../shared/view-models/compactions.ts'
import { compactionRows, itemRow, rowText } from './compaction-rows.ts'

function item(itemId: string): CompactionItem {
  return { itemId, kind: 'message', role: 'user', label: `user: ${itemId}`, bytes: 10 }
}

test('dropped, kept and new items stand under their headings, also empty ones', () => {
  const rows = compactionRows({
    dropped: 3,
    kept: 1,
    added: 0,
    droppedItems: [item('a'), item('b')],
    keptItems: [{ before: item('c'), after: item('d') }],
    addedItems: [],
  })
  expect(
    rows.map((row) =>
      row.type === 'heading'
        ? `${row.fate} ${String(row.listed)}/${String(row.total)} ${String(row.bytes)}`
        : `${row.fate} ${row.item.itemId} ${String(row.before?.itemId)}`,
    ),
  ).toEqual(['dropped 2/3 20', 'dropped a undefined', 'dropped b undefined', 'kept 1/1 10', 'kept d c', 'new 0/0 0'])
  expect(rows.map(rowText)).toEqual(['', 'user: a', 'user: b', '', 'user: d', ''])
})

test('going through the rows skips headings, in either direction, and ends at the last item', () => {
  const rows = compactionRows({
    dropped: 1,
    kept: 0,
    added: 1,
    droppedItems: [item('a')],
    keptItems: [],
    addedItems: [item('b')],
  })
  // heading, a, heading, heading, b
  expect([itemRow(rows, 0, -1), itemRow(rows, 2, 1), itemRow(rows, 3, 4), itemRow(rows, 0, 1)]).toEqual([1, 4, 1, -1])
})
