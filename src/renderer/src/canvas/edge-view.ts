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

/**
 * The edges in view that are drawn by themselves, in the order of their source seqs. `bundled`: there are too many to tell apart, so
 * that bundles stand for all but the open-ended ones.
 */
export function edgesAtRest(
  scene: Scene,
  viewport: Viewport,
): { readonly single: readonly number[]; readonly bundled: boolean } {
  const inView: number[] = []
  for (let edge = 0; edge < scene.edges.count; edge++) {
    if (isEdgeInView(scene.edges, edge, viewport)) inView.push(edge)
  }
  const bundled = inView.length > BUNDLE_ABOVE
  return { single: bundled ? inView.filter((edge) => isOpenEnded(scene, edge)) : inView, bundled }
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

/**
 * Cuts a curve to the part that passes through the view, give or take a few pixels. Painting a curve costs by its length, also
 * where nobody sees it, and most edges of a long run lie outside for the most part.
 */
export function cutToView(curve: Curve, viewport: Viewport): void {
  for (let pass = 0; pass < 2 && reachesOut(curve, viewport); pass++) {
    let first = CHORDS
    let last = -1
    let x = f64(curve, 0)
    let y = f64(curve, 1)
    for (let chord = 0; chord < CHORDS; chord++) {
      const toX = blossom(curve, 0, (chord + 1) / CHORDS, (chord + 1) / CHORDS, (chord + 1) / CHORDS)
      const toY = blossom(curve, 1, (chord + 1) / CHORDS, (chord + 1) / CHORDS, (chord + 1) / CHORDS)
      if (passes(x, toX, viewport.width) && passes(y, toY, viewport.height)) {
        first = Math.min(first, chord)
        last = chord
      }
      x = toX
      y = toY
    }
    // No chord does: the curve may still graze the view between two points, so it stays as it is.
    if (last < 0) return
    part(curve, Math.max(0, first - 1) / CHORDS, Math.min(CHORDS, last + 2) / CHORDS)
  }
}

const CHORDS = 16
/** Room for thick lines and marks at the border. */
const MARGIN_PX: CssPx = 16

function passes(from: CssPx, to: CssPx, size: CssPx): boolean {
  return Math.max(from, to) + MARGIN_PX >= 0 && Math.min(from, to) <= size + MARGIN_PX
}

function isWithin(at: CssPx, size: CssPx): boolean {
  return at + MARGIN_PX >= 0 && at <= size + MARGIN_PX
}

/** A curve lies within its control points. */
function reachesOut(curve: Curve, viewport: Viewport): boolean {
  for (let point = 0; point < 8; point += 2) {
    if (!isWithin(f64(curve, point), viewport.width) || !isWithin(f64(curve, point + 1), viewport.height)) return true
  }
  return false
}

/** The control points of the stretch [from, to] of the curve, 0 to 1. */
function part(curve: Curve, from: number, to: number): void {
  for (const axis of [0, 1] as const) {
    const start = blossom(curve, axis, from, from, from)
    const leaving = blossom(curve, axis, from, from, to)
    const arriving = blossom(curve, axis, from, to, to)
    const end = blossom(curve, axis, to, to, to)
    curve[axis] = start
    curve[axis + 2] = leaving
    curve[axis + 4] = arriving
    curve[axis + 6] = end
  }
}

/** The blossom of the cubic; with three equal arguments, its point there. */
function blossom(curve: Curve, axis: 0 | 1, a: number, b: number, c: number): number {
  const p0 = f64(curve, axis)
  const p1 = f64(curve, axis + 2)
  const p2 = f64(curve, axis + 4)
  const p3 = f64(curve, axis + 6)
  const q0 = p0 + (p1 - p0) * a
  const q1 = p1 + (p2 - p1) * a
  const q2 = p2 + (p3 - p2) * a
  const r0 = q0 + (q1 - q0) * b
  const r1 = q1 + (q2 - q1) * b
  return r0 + (r1 - r0) * c
}

function touches(viewport: Viewport, x0: number, y0: number, x1: number, y1: number): boolean {
  const bulge = BULGE_PX * viewport.perPx
  if (Math.max(x0, x1) + bulge < viewport.start) return false
  if (Math.min(x0, x1) - bulge > viewport.start + viewport.width * viewport.perPx) return false
  return Math.max(y0, y1) >= viewport.scrollTop && Math.min(y0, y1) <= viewport.scrollTop + viewport.height
}
