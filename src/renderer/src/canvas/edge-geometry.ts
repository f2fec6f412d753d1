/**
 * Ends and curves of interaction edges. Ends are found once per layout; a curve is four control points, made per frame.
 *
 * An edge leaves its sending slice vertically and comes in from the left; a result comes back from the right, so that the
 * two directions differ in shape. An unseen edge stops at the border of the lane it was meant for.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, i32, u16, u32, u8 } from './columns.ts'
import { RESULT, UNSEEN } from './kinds.ts'
import { laidOf, type LaneLayout, rowTop, shownRow, stripTop } from './lane-layout.ts'
import type { Placement } from './placement.ts'
import type { AxisUnit, ContentPx, CssPx } from './spaces.ts'

export interface EdgeGeometry {
  readonly count: number
  readonly x0: Float64Array
  readonly x1: Float64Array
  readonly y0: Float64Array
  readonly y1: Float64Array
  /** 0: filtered out, or both ends behind the same collapsed lane. */
  readonly shown: Uint8Array
  /** Index of laid lanes at both ends; `laid1` is -1 where the target is not a known thread. */
  readonly laid0: Int32Array
  readonly laid1: Int32Array
  /** Per slice: 1 if the mark of a shown edge stands on its start, where its label would begin. */
  readonly marked: Uint8Array
}

/** Which edges to show, by index. */
export type EdgeFilter = (edge: number) => boolean

const INFERENCE_ROW = 1
/** Length of the stub of an edge without a known target. */
const STUB_PX: CssPx = 18

export function placeEdges(lanes: Lanes, placement: Placement, layout: LaneLayout, passes: EdgeFilter): EdgeGeometry {
  const { edges } = lanes
  const geometry = {
    count: edges.count,
    x0: new Float64Array(edges.count),
    x1: new Float64Array(edges.count),
    y0: new Float64Array(edges.count),
    y1: new Float64Array(edges.count),
    shown: new Uint8Array(edges.count),
    laid0: new Int32Array(edges.count),
    laid1: new Int32Array(edges.count),
    marked: new Uint8Array(lanes.slices.count),
  }
  for (let edge = 0; edge < edges.count; edge++) {
    const fromLane = u32(edges.fromLane, edge)
    const toLane = i32(edges.toLane, edge)
    const fromSlice = i32(edges.fromSlice, edge)
    const toSlice = i32(edges.toSlice, edge)
    const from = within(placement, fromSlice, f64(placement.edgeFrom, edge))
    const to = within(placement, toSlice, f64(placement.edgeTo, edge))
    const y0 = middleOf(lanes, layout, fromLane, fromSlice)
    const unseen = u8(edges.end, edge) === UNSEEN || toLane < 0
    const laid0 = i32(layout.shownBy, fromLane)
    const laid1 = toLane < 0 ? -1 : i32(layout.shownBy, toLane)
    geometry.x0[edge] = from
    geometry.x1[edge] = unseen ? from : to
    geometry.y0[edge] = y0
    geometry.y1[edge] = unseen ? stubEnd(layout, y0, toLane) : middleOf(lanes, layout, toLane, toSlice)
    geometry.laid0[edge] = laid0
    geometry.laid1[edge] = laid1
    const inside = laid0 === laid1 && fromLane !== toLane
    const shown = passes(edge) && !inside
    geometry.shown[edge] = shown ? 1 : 0
    if (shown && !unseen && toSlice >= 0 && u8(edges.kind, edge) === RESULT) geometry.marked[toSlice] = 1
  }
  return geometry
}

/** Control points x0 y0 cx0 cy0 cx1 cy1 x1 y1 of an edge, in CSS px of the plot. Reused by the caller. */
export type Curve = Float64Array

export function createCurve(): Curve {
  return new Float64Array(8)
}

/** How far from the target an edge bends in. */
const ARRIVAL_PX: CssPx = 26

export function curveInto(
  curve: Curve,
  kind: number,
  unseen: boolean,
  x0: CssPx,
  y0: CssPx,
  x1: CssPx,
  y1: CssPx,
): void {
  const side = unseen ? 0 : kind === RESULT ? 1 : -1
  const bend = Math.max(ARRIVAL_PX, Math.min(120, Math.abs(x1 - x0) * 0.4))
  curve[0] = x0
  curve[1] = y0
  curve[2] = x0
  curve[3] = y0 + (y1 - y0) * 0.55
  curve[4] = x1 + side * bend
  curve[5] = unseen ? y0 + (y1 - y0) * 0.6 : y1
  curve[6] = x1
  curve[7] = y1
}

/** Distance of a point to a curve, measured on 24 chords. */
export function distanceTo(curve: Curve, x: CssPx, y: CssPx): CssPx {
  const [x0, y0, cx0, cy0, cx1, cy1, x1, y1] = curve
  let nearest = Infinity
  let fromX = x0 ?? 0
  let fromY = y0 ?? 0
  for (let step = 1; step <= 24; step++) {
    const t = step / 24
    const toX = cubic(t, x0 ?? 0, cx0 ?? 0, cx1 ?? 0, x1 ?? 0)
    const toY = cubic(t, y0 ?? 0, cy0 ?? 0, cy1 ?? 0, y1 ?? 0)
    nearest = Math.min(nearest, distanceToChord(x, y, fromX, fromY, toX, toY))
    fromX = toX
    fromY = toY
  }
  return nearest
}

function within(placement: Placement, slice: number, at: AxisUnit): AxisUnit {
  if (slice < 0) return at
  return Math.min(Math.max(at, f64(placement.start, slice)), f64(placement.end, slice))
}

function middleOf(lanes: Lanes, layout: LaneLayout, lane: number, slice: number): ContentPx {
  const laid = laidOf(layout, lane)
  const { metrics } = layout
  if (laid.index !== lane) return stripTop(layout, laid) + metrics.stripHeight / 2
  const row = shownRow(laid, slice < 0 ? INFERENCE_ROW : u16(lanes.slices.row, slice))
  return rowTop(layout, laid, row) + metrics.sliceHeight / 2
}

function stubEnd(layout: LaneLayout, y0: ContentPx, toLane: number): ContentPx {
  if (toLane < 0) return y0 + STUB_PX
  const laid = laidOf(layout, toLane)
  if (y0 < laid.top) return laid.top + 2
  return y0 > laid.top + laid.height ? laid.top + laid.height - 2 : y0 + STUB_PX
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
}

function distanceToChord(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0
  const dy = y1 - y0
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length))
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy)
}
