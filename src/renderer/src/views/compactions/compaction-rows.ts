/** What a compaction did as rows: what it dropped, what it kept, what it left in their place, each under its heading. Pure. */
import type { CompactionDetail, CompactionItem } from '../../../../shared/view-models/compactions.ts'

export type Fate = 'dropped' | 'kept' | 'new'

export type CompactionRow =
  | {
      readonly type: 'heading'
      readonly fate: Fate
      readonly total: number
      readonly listed: number
      readonly bytes: number
    }
  /** `before`: of a kept one, the item that was taken in and says the same. */
  | {
      readonly type: 'item'
      readonly fate: Fate
      readonly item: CompactionItem
      readonly before: CompactionItem | null
    }

export function compactionRows(
  detail: Pick<CompactionDetail, 'dropped' | 'kept' | 'added' | 'droppedItems' | 'keptItems' | 'addedItems'>,
): readonly CompactionRow[] {
  const kept = detail.keptItems.map(({ before, after }) => ({ item: after, before }))
  return [
    ...part('dropped', detail.dropped, detail.droppedItems.map(alone)),
    ...part('kept', detail.kept, kept),
    ...part('new', detail.added, detail.addedItems.map(alone)),
  ]
}

interface Pair {
  readonly item: CompactionItem
  readonly before: CompactionItem | null
}

function alone(item: CompactionItem): Pair {
  return { item, before: null }
}

function part(fate: Fate, total: number, pairs: readonly Pair[]): readonly CompactionRow[] {
  const bytes = pairs.reduce((sum, { item }) => sum + item.bytes, 0)
  return [
    { type: 'heading', fate, total, listed: pairs.length, bytes },
    ...pairs.map((pair) => ({ type: 'item', fate, ...pair }) as const),
  ]
}

/** The row of an item at `index`, or the next one in the direction from `before`: headings are nothing to select. -1 if there is none. */
export function itemRow(rows: readonly CompactionRow[], index: number, before: number): number {
  const step = index < before ? -1 : 1
  for (let at = index; at >= 0 && at < rows.length; at += step) if (rows[at]?.type === 'item') return at
  return -1
}

/** What rows read like, for finding in them. */
export function rowText(row: CompactionRow): string {
  return row.type === 'heading' ? '' : row.item.label
}
