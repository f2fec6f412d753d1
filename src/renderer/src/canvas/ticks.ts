/** Where the ruler has ticks and what they say. Labels are wall-clock times of the zone, or step numbers. */
import { formatClock, type TimeStyle } from '../format/time.ts'
import { type Axis, type ClockAxis, msOfUnit, unitOfMs } from './axis.ts'
import type { CssPx, TraceMs } from './spaces.ts'
import { type Viewport, unitAt, xOf } from './viewport.ts'

export interface Tick {
  readonly x: CssPx
  readonly label: string
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const CLOCK_STEPS: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 24 * 7].map((count) => count * HOUR),
]

/** Ticks in view from left to right, at least `spacing` apart, none inside a folded gap. */
export function ticksOf(axis: Axis, viewport: Viewport, times: TimeStyle, spacing: CssPx): readonly Tick[] {
  return axis.kind === 'clock' ? clockTicks(axis, viewport, times, spacing) : stepTicks(axis.extent, viewport, spacing)
}

function clockTicks(axis: ClockAxis, viewport: Viewport, times: TimeStyle, spacing: CssPx): readonly Tick[] {
  const least = spacing * viewport.perPx
  const step = CLOCK_STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / HOUR) * HOUR
  const ticks: Tick[] = []
  for (const { from, to } of unfolded(axis, viewport)) {
    for (let ms = firstTick(from, step, times); ms <= to; ms += step) {
      const x = xOf(viewport, unitOfMs(axis, ms))
      const last = ticks.at(-1)
      if (last === undefined || x - last.x >= spacing * 0.9) ticks.push({ x, label: clockLabel(ms, step, times) })
    }
  }
  return ticks
}

/** Stretches of recorded time in view that are drawn to scale. */
function unfolded(axis: ClockAxis, viewport: Viewport): readonly { from: TraceMs; to: TraceMs }[] {
  const left = Math.max(0, viewport.start)
  const right = Math.min(axis.extent, unitAt(viewport, viewport.width))
  const stretches: { from: TraceMs; to: TraceMs }[] = []
  let from = left
  for (const gap of axis.gaps) {
    if (gap.end < left || gap.start > right) continue
    if (gap.start > from) stretches.push({ from: msOfUnit(axis, from), to: gap.startMs })
    from = gap.end
  }
  if (from <= right) stretches.push({ from: msOfUnit(axis, from), to: msOfUnit(axis, right) })
  return stretches
}

/** Ticks lie on round times of the zone: at noon there, not at noon in Greenwich. */
function firstTick(from: TraceMs, step: number, { zone }: TimeStyle): TraceMs {
  const east = zone === 'utc' ? 0 : -new Date(from).getTimezoneOffset() * MINUTE
  return Math.ceil((from + east) / step) * step - east
}

function clockLabel(ms: TraceMs, step: number, times: TimeStyle): string {
  return formatClock(ms, times, step < SECOND ? 'milliseconds' : step < MINUTE ? 'seconds' : 'minutes')
}

function stepTicks(extent: number, viewport: Viewport, spacing: CssPx): readonly Tick[] {
  const least = Math.max(1, spacing * viewport.perPx)
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((count) => count * power).find((candidate) => candidate >= least) ?? 10 * power
  const ticks: Tick[] = []
  const last = Math.min(extent, unitAt(viewport, viewport.width))
  const first = Math.max(1, Math.ceil((viewport.start + 1) / step)) * step
  for (let count = first; count - 1 <= last; count += step) {
    ticks.push({ x: xOf(viewport, count - 1), label: String(count) })
  }
  return ticks
}
