/** Keeps what is shown when the axis under it changes: another kind, other folds, a new revision of a growing trace. */
import { type Axis, msOfUnit, type SequenceAxis, stepAtUnit, unitOfMs } from './axis.ts'
import { f64 } from './columns.ts'
import type { AxisUnit, TraceMs } from './spaces.ts'
import { fit, fitAll, isFittingAll, type Viewport } from './viewport.ts'

/** `view` was clamped to `from`. A view of everything stays one; otherwise the same stretch of the wall clock is shown. */
export function carryViewport(view: Viewport, from: Axis, to: Axis): Viewport {
  if (from === to) return view
  if (view.width <= 0 || isFittingAll(view, from)) return fitAll(view, to)
  const start = msAt(from, view.start)
  const end = msAt(from, view.start + view.width * view.perPx)
  return fit(view, to, unitAtMs(to, start), unitAtMs(to, end))
}

function msAt(axis: Axis, unit: AxisUnit): TraceMs {
  if (axis.kind === 'clock') return msOfUnit(axis, unit)
  const step = Math.min(stepAtUnit(axis, Math.round(unit)), axis.stepMs.length - 1)
  return step < 0 ? 0 : f64(axis.stepMs, step)
}

function unitAtMs(axis: Axis, ms: TraceMs): AxisUnit {
  return axis.kind === 'clock' ? unitOfMs(axis, ms) : stepAtMs(axis, ms)
}

/** The first step at or after a moment. Linear, because the clock of the steps need not ascend. */
function stepAtMs(axis: SequenceAxis, ms: TraceMs): AxisUnit {
  const step = axis.stepMs.findIndex((at) => at >= ms)
  return step < 0 ? axis.extent : step
}
