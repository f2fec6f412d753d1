/** Rows of the Events view, filtered, by windows. The text of a line is the host's to read. */
import type { EventPlace, EventRows } from '../../shared/view-models/events.ts'
import { eventFilter } from './event-filter.ts'
import type { TraceIndex } from './trace-index.ts'

export interface EventWindow {
  /** Rows that pass the filter and are skipped. */
  readonly from: number
  readonly limit: number
  /** See event-filter.ts. */
  readonly filter: string
}

/** The matches of the last filter per revision: scrolling asks for many windows of the same rows. */
const lastMatches = new WeakMap<TraceIndex, { readonly filter: string; readonly matches: Uint32Array }>()

/** Rows in log order. `total` counts all rows that pass. */
export function eventRows(index: TraceIndex, { from, limit, filter }: EventWindow): EventRows {
  const matches = filter.trim() === '' ? undefined : matchesOf(index, filter)
  const total = matches?.length ?? index.events.count
  const rows: EventRows['rows'][number][] = []
  for (let at = from; at < Math.min(from + limit, total); at++) {
    const position = matches === undefined ? at : matches[at]
    if (position === undefined) break
    rows.push({ ...index.events.row(position), objects: index.events.objectsOf(position) })
  }
  return { revision: index.revision, total, rows }
}

/** Among the rows that pass the filter. */
export function eventPlace(
  index: TraceIndex,
  { seq, filter }: { readonly seq: number; readonly filter: string },
): EventPlace {
  const position = index.events.indexOfSeq(seq)
  const row = position === undefined || filter.trim() === '' ? position : matchesOf(index, filter).indexOf(position)
  return { revision: index.revision, seq, row: row === undefined || row === -1 ? null : row }
}

function matchesOf(index: TraceIndex, filter: string): Uint32Array {
  const last = lastMatches.get(index)
  if (last?.filter === filter) return last.matches
  const test = eventFilter(index, filter)
  const found: number[] = []
  for (let position = 0; position < index.events.count; position++) {
    if (test(index.events.row(position))) found.push(position)
  }
  const matches = Uint32Array.from(found)
  lastMatches.set(index, { filter, matches })
  return matches
}
