/**
 * Finds stretches of the wall clock in which no agent did anything, so that the axis can fold them.
 * Busy is an inference, tool call, cell, terminal operation or compaction; a turn alone is not.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, u32, u8 } from './columns.ts'
import { TURN } from './kinds.ts'
import type { TraceMs } from './spaces.ts'

export interface IdleGap {
  readonly startMs: TraceMs
  readonly endMs: TraceMs
}

/** Gaps in ascending order, each at least `shortestMs` long. Empty when nothing was ever busy. */
export function findIdleGaps(lanes: Lanes, shortestMs: number): readonly IdleGap[] {
  const { slices } = lanes
  const byStart = new Uint32Array(slices.count)
  let busy = 0
  for (let slice = 0; slice < slices.count; slice++) if (u8(slices.kind, slice) !== TURN) byStart[busy++] = slice
  const order = byStart.subarray(0, busy).sort((a, b) => f64(slices.startMs, a) - f64(slices.startMs, b))

  const gaps: IdleGap[] = []
  let reached = busy === 0 ? Infinity : lanes.startMs
  for (let at = 0; at < busy; at++) {
    const slice = u32(order, at)
    const start = f64(slices.startMs, slice)
    if (start - reached >= shortestMs) gaps.push({ startMs: reached, endMs: start })
    const end = f64(slices.endMs, slice)
    reached = Math.max(reached, Number.isNaN(end) ? lanes.endMs : end)
  }
  if (lanes.endMs - reached >= shortestMs) gaps.push({ startMs: reached, endMs: lanes.endMs })
  return gaps
}
