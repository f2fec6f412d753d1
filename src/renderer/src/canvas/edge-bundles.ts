/**
 * Bundles of edges for views that hold too many to tell apart: one per ordered pair of lanes and stretch of the axis, and
 * one per lane for all that leads above or below the view. What only passes through the view is left out.
 * Stretches lie fixed on the axis and are powers of two wide, so bundles hold still while panning and split on zooming in.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, i32, item, u8 } from './columns.ts'
import type { EdgeGeometry } from './edge-geometry.ts'
import { UNSEEN } from './kinds.ts'
import { lanesBetween, type LaneLayout } from './lane-layout.ts'
import type { AxisUnit, ContentPx } from './spaces.ts'
import type { Viewport } from './viewport.ts'

/** More edges in view than this are drawn as bundles. */
export const BUNDLE_ABOVE = 300

/** Stands for all lanes above the view, and below it. */
export const ABOVE = -1
export const BELOW = -2

export interface EdgeBundle {
  /** Indices of laid lanes, or `ABOVE` or `BELOW`. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** Means over its edges. */
  readonly x0: AxisUnit
  readonly x1: AxisUnit
  readonly y0: ContentPx
  readonly y1: ContentPx
  /** The kind of all of them, -1 if they differ. */
  readonly kind: number
  readonly first: number
}

/** Gives the bundles of a viewport; made anew only when other lanes come into view or the zoom passes a power of two. */
export function createBundler(
  lanes: Lanes,
  geometry: EdgeGeometry,
  layout: LaneLayout,
): (viewport: Viewport) => readonly EdgeBundle[] {
  let known: readonly EdgeBundle[] = []
  let knownStretch = -1
  let knownFirst = -1
  let knownEnd = -1
  return (viewport) => {
    const stretch = 2 ** Math.ceil(Math.log2((Math.max(1, viewport.width) / 2) * viewport.perPx))
    const { first, end } = lanesBetween(layout, viewport.scrollTop, viewport.scrollTop + viewport.height)
    if (stretch !== knownStretch || first !== knownFirst || end !== knownEnd) {
      known = bundleEdges(lanes, geometry, layout, stretch, first, end)
      knownStretch = stretch
      knownFirst = first
      knownEnd = end
    }
    return known
  }
}

/** Open-ended edges are never bundled: they are few and each is a finding. */
function bundleEdges(
  { edges }: Lanes,
  geometry: EdgeGeometry,
  layout: LaneLayout,
  stretch: AxisUnit,
  first: number,
  end: number,
): readonly EdgeBundle[] {
  const place = (laid: number): number => (laid < first ? ABOVE : laid >= end ? BELOW : laid)
  const top = layout.laid[first]?.top ?? 0
  const last = layout.laid[end - 1]
  const bottom = last === undefined ? 0 : last.top + last.height
  const clip = (y: ContentPx): ContentPx => Math.min(Math.max(y, top), bottom)
  const places = layout.laid.length + 2
  const sums: Sum[] = []
  const known = new Map<number, number>()
  for (let edge = 0; edge < geometry.count; edge++) {
    const laid1 = i32(geometry.laid1, edge)
    if (u8(geometry.shown, edge) === 0 || laid1 < 0 || u8(edges.end, edge) === UNSEEN) continue
    const from = place(i32(geometry.laid0, edge))
    const to = place(laid1)
    if (from < 0 && to < 0) continue
    const x0 = f64(geometry.x0, edge)
    const key = ((from + 2) * places + to + 2) * 65_536 + (Math.floor(x0 / stretch) % 65_536)
    const at = known.get(key) ?? sums.length
    if (at === sums.length) {
      known.set(key, at)
      sums.push({ from, to, kind: u8(edges.kind, edge), first: edge, count: 0, x0: 0, x1: 0, y0: 0, y1: 0 })
    }
    const sum = item(sums, at)
    sum.count += 1
    sum.x0 += x0
    sum.x1 += f64(geometry.x1, edge)
    sum.y0 += clip(f64(geometry.y0, edge))
    sum.y1 += clip(f64(geometry.y1, edge))
    if (sum.kind !== u8(edges.kind, edge)) sum.kind = -1
  }
  for (const sum of sums) {
    sum.x0 /= sum.count
    sum.x1 /= sum.count
    sum.y0 /= sum.count
    sum.y1 /= sum.count
  }
  return sums
}

interface Sum extends EdgeBundle {
  kind: number
  count: number
  x0: AxisUnit
  x1: AxisUnit
  y0: ContentPx
  y1: ContentPx
}
