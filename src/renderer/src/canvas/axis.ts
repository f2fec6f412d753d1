/**
 * The horizontal axis: from recorded moments (wall clock and seq) to axis units and back.
 *
 * Clock: one unit is one millisecond since the start of the trace; a folded idle gap is squeezed to a fixed width, and
 * moments inside it keep their order. Sequence: one unit is one step; a seq between two steps lies between them.
 * Both maps are monotonic; 0 is the start and `extent` the end of everything shown.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, firstAtLeast } from './columns.ts'
import { idlenessOf, type IdleGap, type Idleness } from './idle-gaps.ts'
import type { AxisUnit, Seq, TraceMs } from './spaces.ts'

export interface FoldedGap extends IdleGap {
  readonly start: AxisUnit
  readonly end: AxisUnit
}

export interface ClockAxis {
  readonly kind: 'clock'
  readonly startMs: TraceMs
  readonly extent: AxisUnit
  /** Ascending, disjoint. */
  readonly gaps: readonly FoldedGap[]
}

export interface SequenceAxis {
  readonly kind: 'sequence'
  /** Seqs, ascending and distinct. */
  readonly steps: Float64Array
  /** Wall clock of each step, Unix ms; need not ascend. */
  readonly stepMs: Float64Array
  /** Where each step lies, ascending; at its index, unless two traces share the axis. */
  readonly stepUnits?: Float64Array
  readonly extent: AxisUnit
}

export type Axis = ClockAxis | SequenceAxis

/** A folded gap is this part of the busy time wide, and a gap folds only if that saves three quarters of it. */
const FOLDED_PART = 1 / 24

/** `idle`: of everything that shares the axis; of these lanes unless given. Those who share one have the same extent and folds. */
export function createClockAxis(lanes: Lanes, fold: boolean, idle?: Idleness): ClockAxis {
  const { startMs } = lanes
  if (!fold) return { kind: 'clock', startMs, extent: Math.max(1, lanes.endMs - startMs), gaps: [] }
  const { totalMs, gaps: found } = idle ?? idlenessOf(lanes)
  const busyMs = totalMs - found.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const width = Math.max(50, busyMs * FOLDED_PART)
  const gaps: FoldedGap[] = []
  let saved = 0
  for (const { fromMs, toMs } of found) {
    const length = toMs - fromMs
    if (length < 4 * width) continue
    const start = fromMs - saved
    gaps.push({ startMs: startMs + fromMs, endMs: startMs + toMs, start, end: start + width })
    saved += length - width
  }
  return { kind: 'clock', startMs, extent: totalMs - saved, gaps }
}

export function createSequenceAxis(lanes: Lanes): SequenceAxis {
  const { steps, slices, edges } = lanes
  const stepMs = new Float64Array(steps.length).fill(NaN)
  const note = (seq: number, ms: number): void => {
    const step = firstAtLeast(steps, 0, steps.length, seq)
    if (steps[step] === seq) stepMs[step] = ms
  }
  for (let i = 0; i < slices.count; i++) {
    note(f64(slices.startSeq, i), f64(slices.startMs, i))
    note(f64(slices.endSeq, i), f64(slices.endMs, i))
  }
  for (let i = 0; i < edges.count; i++) {
    note(f64(edges.fromSeq, i), f64(edges.fromMs, i))
    note(f64(edges.toSeq, i), f64(edges.toMs, i))
  }
  let known = lanes.startMs
  for (let step = 0; step < stepMs.length; step++) {
    const ms = f64(stepMs, step)
    if (Number.isNaN(ms)) stepMs[step] = known
    else known = ms
  }
  const { stepUnits, stepExtent } = lanes
  return {
    kind: 'sequence',
    ...{ steps, stepMs },
    ...(stepUnits === undefined ? {} : { stepUnits }),
    extent: Math.max(1, stepExtent ?? steps.length - 1),
  }
}

export function unitOfMs(axis: ClockAxis, ms: TraceMs): AxisUnit {
  const gap = lastGap(axis, 'startMs', ms)
  if (gap === undefined) return ms - axis.startMs
  if (ms >= gap.endMs) return gap.end + (ms - gap.endMs)
  return gap.start + ((ms - gap.startMs) / (gap.endMs - gap.startMs)) * (gap.end - gap.start)
}

export function msOfUnit(axis: ClockAxis, unit: AxisUnit): TraceMs {
  const gap = lastGap(axis, 'start', unit)
  if (gap === undefined) return axis.startMs + unit
  if (unit >= gap.end) return gap.endMs + (unit - gap.end)
  return gap.startMs + ((unit - gap.start) / (gap.end - gap.start)) * (gap.endMs - gap.startMs)
}

export function unitOfSeq(axis: SequenceAxis, seq: Seq): AxisUnit {
  const { steps } = axis
  const above = firstAtLeast(steps, 0, steps.length, seq)
  if (above === 0) return unitOfStep(axis, 0)
  if (above === steps.length) return unitOfStep(axis, Math.max(0, steps.length - 1))
  const high = f64(steps, above)
  const low = f64(steps, above - 1)
  const unit = unitOfStep(axis, above)
  return unit - ((high - seq) / (high - low)) * (unit - unitOfStep(axis, above - 1))
}

function unitOfStep({ stepUnits }: SequenceAxis, step: number): AxisUnit {
  return stepUnits === undefined || step >= stepUnits.length ? step : f64(stepUnits, step)
}

/** The first step at or after a place on the axis. */
export function stepAtUnit({ steps, stepUnits }: SequenceAxis, unit: AxisUnit): number {
  const step = stepUnits === undefined ? Math.ceil(unit) : firstAtLeast(stepUnits, 0, stepUnits.length, unit)
  return Math.min(Math.max(0, step), steps.length)
}

/** Where a recorded moment lies. NaN (still open) lies at the end. */
export function unitOf(axis: Axis, ms: TraceMs, seq: Seq): AxisUnit {
  if (axis.kind === 'clock') return Number.isNaN(ms) ? axis.extent : unitOfMs(axis, ms)
  return Number.isNaN(seq) ? axis.extent : unitOfSeq(axis, seq)
}

/** The recorded moments that lie in [from, to], in both measures; undefined if no step does. */
export function stretchOf(
  axis: Axis,
  sequence: SequenceAxis,
  from: AxisUnit,
  to: AxisUnit,
): { startMs: TraceMs; endMs: TraceMs; startSeq: Seq; endSeq: Seq } | undefined {
  if (axis.kind === 'sequence') {
    const first = stepAtUnit(axis, from)
    const last = stepAtUnit(axis, Math.floor(to) + 1) - 1
    if (first > last) return undefined
    let startMs = Infinity
    let endMs = -Infinity
    for (let step = first; step <= last; step++) {
      startMs = Math.min(startMs, f64(axis.stepMs, step))
      endMs = Math.max(endMs, f64(axis.stepMs, step))
    }
    return { startMs, endMs, startSeq: f64(axis.steps, first), endSeq: f64(axis.steps, last) }
  }
  const startMs = msOfUnit(axis, from)
  const endMs = msOfUnit(axis, to)
  let startSeq = Infinity
  let endSeq = -Infinity
  for (let step = 0; step < sequence.steps.length; step++) {
    const ms = f64(sequence.stepMs, step)
    if (ms < startMs || ms > endMs) continue
    const seq = f64(sequence.steps, step)
    startSeq = Math.min(startSeq, seq)
    endSeq = Math.max(endSeq, seq)
  }
  return startSeq > endSeq ? undefined : { startMs, endMs, startSeq, endSeq }
}

/** The last gap that begins at or before a place. Called for each end of each slice, so without a function to call. */
function lastGap({ gaps }: ClockAxis, measure: 'startMs' | 'start', at: number): FoldedGap | undefined {
  let low = 0
  let high = gaps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const gap = gaps[middle]
    if (gap !== undefined && gap[measure] <= at) low = middle + 1
    else high = middle
  }
  return gaps[low - 1]
}
