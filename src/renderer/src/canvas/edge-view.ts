/** Which edges and bundles touch the view, and their curves in it. Shared by drawing and hit testing. */
import { f64, i32, u8 } from './columns.ts'
import { BUNDLE_ABOVE, type EdgeBundle } from './edge-bundles.ts'
import { type Curve, curveInto, type EdgeGeometry } from './edge-geometry.ts'
import { UNSEEN } from './kinds.ts'
import type { Scene } from './scene.ts'
import type { CssPx } from './spaces.ts'
import { type Viewport, xOf } from './viewport.ts'

/** A curve bulges beyond its ends by at most this. */
const BULGE_PX: CssPx = 124

export function isEdgeInView(geometry: EdgeGeometry, edge: number, viewport: Viewport): boolean {
  if (u8(geometry.shown, edge) === 0) return false
  const x0 = f64(geometry.x0, edge)
  const x1 = f64(geometry.x1, edge)
  const y0 = f64(geometry.y0, edge)
  const y1 = f64(geometry.y1, edge)
  return touches(viewport, x0, y0, x1, y1)
}

export function isBundleInView({ x0, y0, x1, y1 }: EdgeBundle, viewport: Viewport): boolean {
  return touches(viewport, x0, y0, x1, y1)
}

/** True when there are too many edges in view to tell apart, so that bundles stand for them. */
export function isBundled({ edges }: Scene, viewport: Viewport): boolean {
  let count = 0
  for (let edge = 0; edge < edges.count; edge++) {
    if (isEdgeInView(edges, edge, viewport) && ++count > BUNDLE_ABOVE) return true
  }
  return false
}

/** Never seen by its target's model, or the target is not a known thread. */
export function isOpenEnded(scene: Pick<Scene, 'lanes' | 'edges'>, edge: number): boolean {
  return u8(scene.lanes.edges.end, edge) === UNSEEN || i32(scene.edges.laid1, edge) < 0
}

/** Fills `curve` with the curve of an edge, CSS px of the plot. */
export function edgeCurveInto(curve: Curve, scene: Scene, viewport: Viewport, edge: number): void {
  const { edges } = scene
  curveInto(
    curve,
    u8(scene.lanes.edges.kind, edge),
    isOpenEnded(scene, edge),
    xOf(viewport, f64(edges.x0, edge)),
    f64(edges.y0, edge) - viewport.scrollTop,
    xOf(viewport, f64(edges.x1, edge)),
    f64(edges.y1, edge) - viewport.scrollTop,
  )
}

export function bundleCurveInto(curve: Curve, bundle: EdgeBundle, viewport: Viewport): void {
  const y0 = bundle.y0 - viewport.scrollTop
  const y1 = bundle.y1 - viewport.scrollTop
  curveInto(curve, bundle.kind, false, xOf(viewport, bundle.x0), y0, xOf(viewport, bundle.x1), y1)
}

function touches(viewport: Viewport, x0: number, y0: number, x1: number, y1: number): boolean {
  const bulge = BULGE_PX * viewport.perPx
  if (Math.max(x0, x1) + bulge < viewport.start) return false
  if (Math.min(x0, x1) - bulge > viewport.start + viewport.width * viewport.perPx) return false
  return Math.max(y0, y1) >= viewport.scrollTop && Math.min(y0, y1) <= viewport.scrollTop + viewport.height
}
