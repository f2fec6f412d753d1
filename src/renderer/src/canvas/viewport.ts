/**
 * What part of the axis and of the lanes is shown. A viewport is a value: every gesture makes a new one, already clamped.
 *
 * Zooming out stops when everything fits with `EDGE_PX` on both sides; zooming in stops at 50 px per millisecond or
 * 200 px per step, where a pixel is finer than anything recorded. Axis units stay far below 2^53 at that scale.
 */
import type { Axis } from './axis.ts'
import type { AxisUnit, ContentPx, CssPx } from './spaces.ts'

export interface Viewport {
  /** Axis position at x = 0. */
  readonly start: AxisUnit
  /** Axis units per CSS pixel. */
  readonly perPx: number
  readonly scrollTop: ContentPx
  /** Size of the plot: without lane headers and ruler. */
  readonly width: CssPx
  readonly height: CssPx
}

export const EDGE_PX: CssPx = 12
const CLOCK_PX_PER_UNIT = 50
const SEQUENCE_PX_PER_UNIT = 200

export function xOf(viewport: Viewport, unit: AxisUnit): CssPx {
  return (unit - viewport.start) / viewport.perPx
}

export function unitAt(viewport: Viewport, x: CssPx): AxisUnit {
  return viewport.start + x * viewport.perPx
}

/** Shows everything from `from` to `to` with a margin on both sides. */
export function fit(viewport: Viewport, axis: Axis, from: AxisUnit, to: AxisUnit): Viewport {
  const room = Math.max(1, viewport.width - 2 * EDGE_PX)
  const perPx = Math.max((to - from) / room, finest(axis))
  const middle = (from + to) / 2
  return clamp({ ...viewport, perPx, start: middle - (viewport.width / 2) * perPx }, axis)
}

/** Shows exactly [from, to], as far as the limits allow. */
export function span(viewport: Viewport, axis: Axis, from: AxisUnit, to: AxisUnit): Viewport {
  const perPx = Math.max((to - from) / Math.max(1, viewport.width), finest(axis))
  return clamp({ ...viewport, perPx, start: from }, axis)
}

export function fitAll(viewport: Viewport, axis: Axis): Viewport {
  return fit(viewport, axis, 0, axis.extent)
}

/** `factor` > 1 zooms in; the moment under `x` stays under `x` as far as the limits allow. */
export function zoomAt(viewport: Viewport, axis: Axis, x: CssPx, factor: number): Viewport {
  const perPx = Math.min(Math.max(viewport.perPx / factor, finest(axis)), coarsest(viewport, axis))
  return clamp({ ...viewport, perPx, start: unitAt(viewport, x) - x * perPx }, axis)
}

export function panBy(viewport: Viewport, axis: Axis, dx: CssPx): Viewport {
  return clamp({ ...viewport, start: viewport.start + dx * viewport.perPx }, axis)
}

export function panTo(viewport: Viewport, axis: Axis, start: AxisUnit): Viewport {
  return clamp({ ...viewport, start }, axis)
}

/** The same axis stretch in a plot of another size; a viewport that showed everything still does. */
export function resize(viewport: Viewport, axis: Axis, width: CssPx, height: CssPx): Viewport {
  const showedAll = viewport.width <= 0 || viewport.perPx >= coarsest(viewport, axis) * 0.999
  const resized = { ...viewport, width, height }
  return showedAll ? fitAll(resized, axis) : clamp(resized, axis)
}

/** Moves as little as needed to bring [from, to] into view. A stretch wider than the view shows its start, or stays. */
export function reveal(viewport: Viewport, axis: Axis, from: AxisUnit, to: AxisUnit): Viewport {
  const span = viewport.width * viewport.perPx
  const margin = Math.min(48, viewport.width / 4) * viewport.perPx
  const startsBefore = from < viewport.start
  const endsAfter = to > viewport.start + span
  if (startsBefore === endsAfter) return viewport
  const fits = to - from <= span - 2 * margin
  const start = startsBefore || !fits ? from - margin : to + margin - span
  return clamp({ ...viewport, start }, axis)
}

export function isFittingAll(viewport: Viewport, axis: Axis): boolean {
  return viewport.perPx >= coarsest(viewport, axis) * 0.999
}

function clamp(viewport: Viewport, axis: Axis): Viewport {
  const perPx = Math.min(Math.max(viewport.perPx, finest(axis)), coarsest(viewport, axis))
  const edge = EDGE_PX * perPx
  const last = axis.extent + edge - viewport.width * perPx
  const start = last < -edge ? (axis.extent - viewport.width * perPx) / 2 : clampTo(viewport.start, -edge, last)
  return { ...viewport, perPx, start }
}

function finest(axis: Axis): number {
  return axis.kind === 'clock' ? 1 / CLOCK_PX_PER_UNIT : 1 / SEQUENCE_PX_PER_UNIT
}

function coarsest(viewport: Viewport, axis: Axis): number {
  return Math.max(axis.extent / Math.max(1, viewport.width - 2 * EDGE_PX), finest(axis))
}

function clampTo(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high))
}
