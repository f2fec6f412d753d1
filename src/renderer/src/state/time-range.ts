/** The axis that time is shown on, a selected range of it, and what the range lets through. Pure. */
import type { Seq, TraceMs } from '../canvas/spaces.ts'

/** `clock`: wall-clock time, idle gaps foldable. `sequence`: one step per event that matters. */
export type AxisKind = 'clock' | 'sequence'

/** A stretch of the trace, both ends included; kept in both measures so that every view can filter by its own. */
export interface TraceRange {
  readonly startMs: TraceMs
  readonly endMs: TraceMs
  readonly startSeq: Seq
  readonly endSeq: Seq
}

/** Whether something that began at `from` and ended at `to` (Unix ms; null: still open) overlaps the range; all does without one. */
export function inRange(range: TraceRange | undefined, from: number, to: number | null): boolean {
  return range === undefined || (from <= range.endMs && (to === null || to >= range.startMs))
}

/** The range as a part of requests. */
export function rangeOf(range: TraceRange | undefined): { readonly range?: { fromMs: number; toMs: number } } {
  return range === undefined ? {} : { range: { fromMs: range.startMs, toMs: range.endMs } }
}

/** The range as a word of the Events view's filter, with a space before it; empty without a range. */
export function seqWords(range: TraceRange | undefined): string {
  return range === undefined ? '' : ` seq:${String(Math.ceil(range.startSeq))}-${String(Math.floor(range.endSeq))}`
}

/** Whether a place in the log lies in the range; what has no place there is never left out. */
export function seqInRange(range: TraceRange | undefined, seq: number | null): boolean {
  return range === undefined || seq === null || (seq >= range.startSeq && seq <= range.endSeq)
}
