/** The rows of a call's input: entries, folded runs of kept ones, and the mark where the shared prefix ends. Pure. */
import type { Context } from '../../../../shared/view-models/context.ts'

export type InputRow =
  | { readonly type: 'entry'; readonly entry: number }
  /** `run`: its position among the runs; `first`: its first entry. */
  | {
      readonly type: 'fold'
      readonly run: number
      readonly first: number
      readonly count: number
      readonly open: boolean
    }
  | { readonly type: 'break' }

/** Kept entries of a run that are shown anyway: the last before what is new, for orientation. */
const SHOWN = 2
/** A run is folded only if that saves more rows than it costs. */
const WORTH = 3

/** `opened`: positions of runs. `breakAt`: the entry before which the shared prefix ends. */
export function inputRows(
  runs: Context['runs'],
  breakAt: number | null,
  opened: ReadonlySet<number>,
): readonly InputRow[] {
  const rows: InputRow[] = []
  let first = 0
  const entry = (at: number): void => {
    if (at === breakAt) rows.push({ type: 'break' })
    rows.push({ type: 'entry', entry: at })
  }
  for (const [run, { change, count }] of runs.entries()) {
    const folds = change === 'kept' && count >= SHOWN + WORTH
    const open = opened.has(run)
    let from = first
    if (folds) {
      const hidden = count - SHOWN
      const holdsBreak = breakAt !== null && breakAt >= first && breakAt < first + hidden
      if (holdsBreak && !open) rows.push({ type: 'break' })
      rows.push({ type: 'fold', run, first, count: hidden, open })
      if (!open) from = first + hidden
    }
    for (let at = from; at < first + count; at++) entry(at)
    first += count
  }
  return rows
}

/** The row of an entry; of the fold that hides it; -1 if it has none. */
export function rowOfEntry(rows: readonly InputRow[], entry: number): number {
  return rows.findIndex(
    (row) =>
      (row.type === 'entry' && row.entry === entry) ||
      (row.type === 'fold' && !row.open && entry >= row.first && entry < row.first + row.count),
  )
}

/** The run to open so that an entry is shown; undefined if it is. */
export function foldOfEntry(rows: readonly InputRow[], entry: number): number | undefined {
  const row = rows[rowOfEntry(rows, entry)]
  return row?.type === 'fold' ? row.run : undefined
}
