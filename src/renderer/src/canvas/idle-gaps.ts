/**
 * Finds stretches of the wall clock in which no agent did anything, so that the axis can fold them.
 * Busy is an inference, tool call, cell, terminal operation or compaction; a turn alone is not.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, u8 } from './columns.ts'
import { TURN } from './kinds.ts'
import type { TraceMs } from './spaces.ts'

export interface IdleGap {
  readonly startMs: TraceMs
  readonly endMs: TraceMs
}

/** Gaps in ascending order, each at least `shortestMs` long. Empty when nothing was ever busy. */
export function findIdleGaps(lanes: Lanes, shortestMs: number): readonly IdleGap[] {
  const { slices } = lanes
  const starts = new Float64Array(slices.count)
  const ends = new Float64Array(slices.count)
  let busy = 0
  for (let slice = 0; slice < slices.count; slice++) {
    if (u8(slices.kind, slice) === TURN) continue
    const start = f64(slices.startMs, slice)
    const end = f64(slices.endMs, slice)
    starts[busy] = start
    ends[busy] = Math.max(start, Number.isNaN(end) ? lanes.endMs : end)
    busy++
  }
  // Each by itself, which needs no comparing function: before the next start all is idle if as many have ended as have begun.
  const byStart = starts.subarray(0, busy).sort()
  const byEnd = ends.subarray(0, busy).sort()

  const gaps: IdleGap[] = []
  let reached = busy === 0 ? Infinity : lanes.startMs
  for (let at = 0; at < busy; at++) {
    const start = f64(byStart, at)
    if (start - reached >= shortestMs) gaps.push({ startMs: reached, endMs: start })
    reached = Math.max(reached, f64(byEnd, at))
  }
  if (lanes.endMs - reached >= shortestMs) gaps.push({ startMs: reached, endMs: lanes.endMs })
  return gaps
}
