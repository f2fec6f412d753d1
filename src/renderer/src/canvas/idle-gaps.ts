/**
 * Finds stretches of the wall clock in which no agent did anything, of one trace or of two at once, so that the axis can fold them.
 * Busy is an inference, tool call, cell, terminal operation or compaction; a turn alone is not.
 */
import type { Lane, Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, u8 } from './columns.ts'
import { TURN } from './kinds.ts'
import type { TraceMs } from './spaces.ts'

export interface IdleGap {
  readonly startMs: TraceMs
  readonly endMs: TraceMs
}

/** How long something lasts, and when in it nothing happened; all in milliseconds since its start. Gaps ascend and are disjoint. */
export interface Idleness {
  readonly totalMs: number
  readonly gaps: readonly { readonly fromMs: number; readonly toMs: number }[]
}

const SHORTEST_GAP_MS = 1000

export function idlenessOf(lanes: Lanes): Idleness {
  const gaps = findIdleGaps(lanes, SHORTEST_GAP_MS)
  return {
    totalMs: Math.max(1, lanes.endMs - lanes.startMs),
    gaps: gaps.map(({ startMs, endMs }) => ({ fromMs: startMs - lanes.startMs, toMs: endMs - lanes.startMs })),
  }
}

/** When nothing happened on either side, both from their own start; what has ended does nothing any more. */
export function commonIdleness(a: Idleness, b: Idleness): Idleness {
  const totalMs = Math.max(a.totalMs, b.totalMs)
  const [left, right] = [a, b].map(({ gaps, totalMs: end }) =>
    end < totalMs ? [...gaps, { fromMs: end, toMs: totalMs }] : gaps,
  )
  const gaps: { fromMs: number; toMs: number }[] = []
  for (let [atLeft, atRight] = [0, 0]; ;) {
    const [one, other] = [left?.[atLeft], right?.[atRight]]
    if (one === undefined || other === undefined) return { totalMs, gaps }
    const [fromMs, toMs] = [Math.max(one.fromMs, other.fromMs), Math.min(one.toMs, other.toMs)]
    if (toMs - fromMs >= SHORTEST_GAP_MS) gaps.push({ fromMs, toMs })
    if (one.toMs <= other.toMs) atLeft += 1
    else atRight += 1
  }
}

/** Gaps in ascending order, each at least `shortestMs` long. Empty when nothing was ever busy. */
export function findIdleGaps(lanes: Lanes, shortestMs: number): readonly IdleGap[] {
  const busy = lanes.lanes.flatMap((lane) => busyStretches(lanes, lane, shortestMs))
  busy.sort((a, b) => a.startMs - b.startMs)
  const gaps: IdleGap[] = []
  let reached = busy.length === 0 ? Infinity : lanes.startMs
  for (const { startMs, endMs } of busy) {
    if (startMs - reached >= shortestMs) gaps.push({ startMs: reached, endMs: startMs })
    reached = Math.max(reached, endMs)
  }
  if (lanes.endMs - reached >= shortestMs) gaps.push({ startMs: reached, endMs: lanes.endMs })
  return gaps
}

/** When one agent was busy, pauses shorter than `shortestMs` included. Its slices come in the order of their starts. */
function busyStretches({ slices, endMs }: Lanes, lane: Lane, shortestMs: number): readonly IdleGap[] {
  const stretches: IdleGap[] = []
  let from = Infinity
  let reached = -Infinity
  for (let slice = lane.first; slice < lane.end; slice++) {
    if (u8(slices.kind, slice) === TURN) continue
    const start = f64(slices.startMs, slice)
    const end = f64(slices.endMs, slice)
    if (start - reached >= shortestMs) {
      if (from <= reached) stretches.push({ startMs: from, endMs: reached })
      from = start
    }
    reached = Math.max(reached, start, Number.isNaN(end) ? endMs : end)
  }
  if (from <= reached) stretches.push({ startMs: from, endMs: reached })
  return stretches
}
