/**
 * Bundles of edges for views that hold too many to tell apart: one per ordered pair of shown lanes and stretch of the axis.
 * Stretches are powers of two wide and lie fixed on the axis, so bundles hold still while panning and split on zooming in.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { f64, i32, u8 } from './columns.ts'
import type { EdgeGeometry } from './edge-geometry.ts'
import { UNSEEN } from './kinds.ts'

/** More edges in view than this are drawn as bundles. */
export const BUNDLE_ABOVE = 300

export interface EdgeBundle {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Means over its edges: axis units and content px. */
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
  /** The kind of all of them, -1 if they differ. */
  readonly kind: number
  readonly first: number
}

export interface EdgeBundles {
  readonly stretch: number
  readonly bundles: readonly EdgeBundle[]
}

/** Axis units per stretch at a zoom: the power of two that is at least 160 px wide. */
function stretchAt(perPx: number): number {
  return 2 ** Math.ceil(Math.log2(160 * perPx))
}

/** Edges without a known target are never bundled: they are few and each is a finding. */
function bundleEdges({ edges }: Lanes, geometry: EdgeGeometry, stretch: number): EdgeBundles {
  const open = new Map<string, Sum>()
  for (let edge = 0; edge < geometry.count; edge++) {
    const to = i32(geometry.laid1, edge)
    if (u8(geometry.shown, edge) === 0 || to < 0 || u8(edges.end, edge) === UNSEEN) continue
    const from = i32(geometry.laid0, edge)
    const kind = u8(edges.kind, edge)
    const key = `${String(from)} ${String(to)} ${String(Math.floor(f64(geometry.x0, edge) / stretch))}`
    const sum = open.get(key) ?? { from, to, kind, first: edge, count: 0, x0: 0, x1: 0, y0: 0, y1: 0 }
    sum.count += 1
    sum.x0 += f64(geometry.x0, edge)
    sum.x1 += f64(geometry.x1, edge)
    sum.y0 += f64(geometry.y0, edge)
    sum.y1 += f64(geometry.y1, edge)
    if (sum.kind !== kind) sum.kind = -1
    open.set(key, sum)
  }
  const bundles = Array.from(open.values(), (sum) => ({
    ...sum,
    x0: sum.x0 / sum.count,
    x1: sum.x1 / sum.count,
    y0: sum.y0 / sum.count,
    y1: sum.y1 / sum.count,
  }))
  return { stretch, bundles }
}

/** Bundles by zoom, in axis units per px; made anew only when the zoom passes a power of two. */
export function createBundleCache(lanes: Lanes, geometry: EdgeGeometry): (perPx: number) => EdgeBundles {
  let known: EdgeBundles | undefined
  return (perPx) => {
    const stretch = stretchAt(perPx)
    if (known?.stretch !== stretch) known = bundleEdges(lanes, geometry, stretch)
    return known
  }
}

interface Sum {
  readonly from: number
  readonly to: number
  readonly first: number
  kind: number
  count: number
  x0: number
  x1: number
  y0: number
  y1: number
}
