/** What the selected range lets through. Pure. */
import type { TraceRange } from '../views/agents/props.ts'

/** Whether something that began at `from` and ended at `to` (Unix ms; null: still open) overlaps the range; all does without one. */
export function inRange(range: TraceRange | undefined, from: number, to: number | null): boolean {
  return range === undefined || (from <= range.endMs && (to === null || to >= range.startMs))
}

/** The range as a word of the Events view's filter, with a space before it; empty without a range. */
export function seqWords(range: TraceRange | undefined): string {
  return range === undefined ? '' : ` seq:${String(Math.ceil(range.startSeq))}-${String(Math.floor(range.endSeq))}`
}

/** Whether a place in the log lies in the range; what has no place there is never left out. */
export function seqInRange(range: TraceRange | undefined, seq: number | null): boolean {
  return range === undefined || seq === null || (seq >= range.startSeq && seq <= range.endSeq)
}
