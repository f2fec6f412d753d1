/**
 * What lies under a point of the plot. Pure; reads the same runs and curves as drawing. Edges lie on top, but over a slice
 * they must be hit more closely, so that a slice crossed by many edges can still be picked.
 */
import { scanBand } from './band-runs.ts'
import { f32, u32 } from './columns.ts'
import { distanceTo } from './edge-geometry.ts'
import { bundleCurveInto, edgeCurveInto, edgesAtRest, isBundleInView, isEdgeInView } from './edge-view.ts'
import { laneAtY, type LaidLane, rowTop } from './lane-layout.ts'
import { bandOf } from './placement.ts'
import type { DrawTools, Scene, Target } from './scene.ts'
import type { CssPx, Point } from './spaces.ts'
import { unitAt, type Viewport } from './viewport.ts'

const NEAR_PX: CssPx = 6
const NEAR_OVER_SLICE_PX: CssPx = 3
/** Slices thinner than this are as easy to hit as this. */
const EASY_PX: CssPx = 4

type HitTools = Pick<DrawTools, 'runs' | 'curve'>

export function hitTest(scene: Scene, viewport: Viewport, tools: HitTools, point: Point): Target | undefined {
  if (point.x < 0 || point.x > viewport.width || point.y < 0 || point.y > viewport.height) return undefined
  const laid = laneAtY(scene.layout, point.y + viewport.scrollTop)
  const slice = laid && hitSlice(scene, viewport, tools, laid, point)
  const edge = hitEdge(scene, viewport, tools, point, slice === undefined ? NEAR_PX : NEAR_OVER_SLICE_PX)
  return edge ?? slice ?? hitGap(scene, viewport, point) ?? (laid && { type: 'lane', lane: laid.index })
}

function hitSlice(scene: Scene, viewport: Viewport, tools: HitTools, laid: LaidLane, point: Point): Target | undefined {
  const { metrics } = scene.layout
  const inLane = point.y + viewport.scrollTop - rowTop(scene.layout, laid, 0)
  const row = Math.floor(inLane / metrics.rowPitch)
  if (row < 0 || row >= laid.rows || inLane - row * metrics.rowPitch > metrics.sliceHeight) return undefined
  const band = bandOf(scene.placement, laid.lane, laid.index, row, laid.expanded)
  if (band === undefined) return undefined
  const { runs } = tools
  scanBand(scene.placement, scene.lanes.slices.status, band, viewport, runs)
  let hit: Target | undefined
  for (let run = 0; run < runs.count; run++) {
    const x0 = f32(runs.x0, run)
    const x1 = f32(runs.x1, run)
    const slack = Math.max(0, (EASY_PX - (x1 - x0)) / 2)
    if (point.x < x0 - slack || point.x > x1 + slack) continue
    hit = { type: 'slice', slice: u32(runs.slice, run), merged: u32(runs.merged, run) }
  }
  return hit
}

function hitEdge(scene: Scene, viewport: Viewport, tools: HitTools, point: Point, near: CssPx): Target | undefined {
  const { curve } = tools
  const { edges } = scene
  let nearest = near
  let hit: Target | undefined
  const consider = (target: Target, bonus: CssPx): void => {
    const distance = distanceTo(curve, point.x, point.y) - bonus
    if (distance > nearest) return
    nearest = distance
    hit = target
  }
  for (const edge of scene.strongEdges) {
    if (!isEdgeInView(edges, edge, viewport)) continue
    edgeCurveInto(curve, scene, viewport, edge)
    consider({ type: 'edge', edge }, 1)
  }
  if (!scene.restingEdges) return hit
  const { single, bundled } = edgesAtRest(scene, viewport)
  for (const edge of single) {
    edgeCurveInto(curve, scene, viewport, edge)
    consider({ type: 'edge', edge }, 0)
  }
  if (!bundled) return hit
  for (const bundle of scene.bundlesIn(viewport)) {
    if (!isBundleInView(bundle, viewport)) continue
    bundleCurveInto(curve, bundle, viewport)
    consider(bundle.count === 1 ? { type: 'edge', edge: bundle.first } : { type: 'bundle', bundle }, 0)
  }
  return hit
}

function hitGap({ axis }: Scene, viewport: Viewport, point: Point): Target | undefined {
  if (axis.kind === 'sequence') return undefined
  const unit = unitAt(viewport, point.x)
  const gap = axis.gaps.find((candidate) => unit >= candidate.start && unit <= candidate.end)
  return gap && { type: 'gap', gap }
}
