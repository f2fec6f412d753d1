/** What the selected range lets through. Pure. */
import type { TraceRange } from '../views/agents/props.ts'

/** Whether something that began at `from` and ended at `to` (Unix ms; null: still open) overlaps the range; all does without one. */
export function inRange(range: TraceRange | undefined, from: number, to: number | null): boolean {
  return range === undefined || (from <= range.endMs && (to === null || to >= range.startMs))
}
