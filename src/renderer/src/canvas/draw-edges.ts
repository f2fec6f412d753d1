/**
 * Draws interaction edges over the lanes: faint at rest, at full strength for the selection and what is hovered, bundled
 * with a count when there are too many in view. The mark at the receiving end tells the kind; hollow means never received.
 */
import type { LaneEdgeKind } from '../../../shared/view-models/lanes.ts'
import { f64, item, u8 } from './columns.ts'
import type { Context } from './context.ts'
import type { EdgeBundle } from './edge-bundles.ts'
import type { Curve } from './edge-geometry.ts'
import {
  bundleCurveInto,
  cutToView,
  edgeCurveInto,
  edgesAtRest,
  isBundleInView,
  isEdgeInView,
  isOpenEnded,
} from './edge-view.ts'
import { EDGE_KINDS } from './kinds.ts'
import type { DrawTools, Scene } from './scene.ts'
import type { CssPx } from './spaces.ts'
import { MARK_REACH, markInto } from './status-shapes.ts'
import type { CanvasTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'
import { edgeWord } from './words.ts'

/** Marks stand out from their curves: they carry the kind. */
const MARK_STRENGTH = 1.8

/** Not thicker: a line of one pixel is painted as it is, a thicker one as an outline to be filled, for several times the cost. */
const FAINT_WIDTH_PX: CssPx = 1
/** Thickness of bundles of one or two edges, of a few, and of ten and more. */
const BUNDLE_WIDTHS = [1, 2, 3.5]
const NOTHING_DRAWN = { edges: 0, bundles: 0 }
/** With more edges in view all are solid at rest: dashes that cross are no dashes any more, and each costs as much as its curve. */
const MOST_DASHED = 64
/** More counts than this are not shown at once. */
const MOST_COUNTS = 40

export function drawEdges(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  tools: DrawTools,
): { edges: number; bundles: number } {
  const { edges, bundles } = scene.restingEdges ? drawResting(ctx, scene, viewport, theme, tools) : NOTHING_DRAWN
  ctx.globalAlpha = 1
  for (const edge of scene.strongEdges) {
    if (isEdgeInView(scene.edges, edge, viewport)) drawStrong(ctx, scene, viewport, theme, tools, edge)
  }
  ctx.setLineDash([])
  return { edges, bundles }
}

function drawResting(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  tools: DrawTools,
): { edges: number; bundles: number } {
  const { single, bundled } = edgesAtRest(scene, viewport)
  const dashed = single.length <= MOST_DASHED
  const rest = scene.strongEdges.length === 0
  for (let kind = 0; kind < EDGE_KINDS.length; kind++) {
    ctx.globalAlpha = !rest ? 0.28 : dashed ? 0.55 : 0.4
    const ofKind = single.filter((edge) => u8(scene.lanes.edges.kind, edge) === kind)
    if (ofKind.length === 0) continue
    drawFaintKind(ctx, scene, viewport, theme, tools, item(EDGE_KINDS, kind), ofKind, dashed)
  }
  ctx.globalAlpha = rest ? 0.35 : 0.2
  const bundles = bundled ? drawBundles(ctx, scene, viewport, theme, tools) : 0
  return { edges: single.length, bundles }
}

/** Edges of one kind, in two paths: the curves and the marks. */
function drawFaintKind(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  { curve }: DrawTools,
  kind: LaneEdgeKind,
  edges: readonly number[],
  dashed: boolean,
): void {
  ctx.beginPath()
  for (const edge of edges) {
    edgeCurveInto(curve, scene, viewport, edge)
    cutToView(curve, viewport)
    addCurve(ctx, curve)
  }
  ctx.setLineDash(dashed ? dashesOf(kind) : [])
  ctx.strokeStyle = theme.text
  ctx.lineWidth = FAINT_WIDTH_PX
  ctx.stroke()
  ctx.setLineDash([])
  ctx.globalAlpha *= MARK_STRENGTH
  for (const open of [false, true]) {
    ctx.beginPath()
    for (const edge of edges) {
      if (isOpenEnded(scene, edge) !== open) continue
      edgeCurveInto(curve, scene, viewport, edge)
      markInto(ctx, kind, markX(curve, kind, open), f64(curve, 7))
    }
    paintMarks(ctx, theme, theme.text, kind, open)
  }
}

/** Bundles in a few paths by thickness, then the counts of the largest ones: all of them would hide the lanes. */
function drawBundles(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  { curve, smallFitter }: DrawTools,
): number {
  const drawn = scene.bundlesIn(viewport).filter((bundle) => isBundleInView(bundle, viewport))
  ctx.strokeStyle = theme.text
  for (let weight = 0; weight < BUNDLE_WIDTHS.length; weight++) {
    ctx.beginPath()
    for (const bundle of drawn) {
      if (weightOf(bundle) !== weight) continue
      bundleCurveInto(curve, bundle, viewport)
      cutToView(curve, viewport)
      addCurve(ctx, curve)
    }
    ctx.lineWidth = item(BUNDLE_WIDTHS, weight)
    ctx.stroke()
  }
  ctx.globalAlpha = 1
  ctx.font = theme.smallFont
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  const least = drawn.map(({ count }) => count).sort((a, b) => b - a)[MOST_COUNTS] ?? 1
  for (const bundle of drawn) {
    if (bundle.count <= Math.max(1, least)) continue
    bundleCurveInto(curve, bundle, viewport)
    const text = String(bundle.count)
    const width = smallFitter.widthOf(text) + 6
    const x = middle(curve, 0)
    const y = middle(curve, 1)
    ctx.fillStyle = theme.raised
    ctx.fillRect(x - width / 2, y - 7, width, 14)
    ctx.fillStyle = theme.text
    ctx.fillText(text, x, y + 0.5)
  }
  return drawn.length
}

function weightOf({ count }: EdgeBundle): number {
  return count >= 10 ? 2 : count >= 3 ? 1 : 0
}

/** One edge at full strength, with a halo that sets it off from what it crosses, and the word of its kind. */
function drawStrong(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  { curve, smallFitter }: DrawTools,
  edge: number,
): void {
  const name = item(EDGE_KINDS, u8(scene.lanes.edges.kind, edge))
  const open = isOpenEnded(scene, edge)
  edgeCurveInto(curve, scene, viewport, edge)
  ctx.beginPath()
  addCurve(ctx, curve)
  ctx.setLineDash([])
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = 5
  ctx.stroke()
  ctx.setLineDash(dashesOf(name))
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = 2
  ctx.stroke()
  ctx.setLineDash([])
  const word = edgeWord(name)
  const x = markX(curve, name, open)
  ctx.beginPath()
  markInto(ctx, name, x, f64(curve, 7))
  paintMarks(ctx, theme, theme.accent, name, open)
  paintWord(ctx, theme, word, smallFitter.widthOf(word), x, f64(curve, 7), f64(curve, 1))
}

function paintMarks(ctx: Context, theme: CanvasTheme, ink: string, kind: LaneEdgeKind, open: boolean): void {
  const lines = kind === 'close_agent'
  const hollow = open || kind === 'agent_result'
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = lines ? 4 : 3
  ctx.stroke()
  if (!lines) {
    ctx.fillStyle = hollow ? theme.ground : ink
    ctx.fill()
  }
  ctx.strokeStyle = ink
  ctx.lineWidth = lines ? 2 : 1.25
  ctx.stroke()
}

function paintWord(
  ctx: Context,
  theme: CanvasTheme,
  word: string,
  width: CssPx,
  x: CssPx,
  y: CssPx,
  fromY: CssPx,
): void {
  const baseline = y < fromY ? y + 12 : y - 12
  ctx.font = theme.smallFont
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = theme.accent
  ctx.fillRect(x - width / 2 - 3, baseline - 7, width + 6, 14)
  ctx.fillStyle = theme.onAccent
  ctx.fillText(word, x, baseline + 0.5)
}

/** A mark stands beside the point it refers to; a stub ends in the middle of its mark. */
function markX(curve: Curve, kind: LaneEdgeKind, open: boolean): CssPx {
  const end = f64(curve, 6)
  if (open) return end
  return kind === 'agent_result' ? end + MARK_REACH : end - MARK_REACH
}

function addCurve(ctx: Context, curve: Curve): void {
  ctx.moveTo(f64(curve, 0), f64(curve, 1))
  ctx.bezierCurveTo(f64(curve, 2), f64(curve, 3), f64(curve, 4), f64(curve, 5), f64(curve, 6), f64(curve, 7))
}

/** The point half way along, of one coordinate: 0 for x, 1 for y. */
function middle(curve: Curve, coordinate: 0 | 1): CssPx {
  const at = (point: number): number => f64(curve, point * 2 + coordinate)
  return (at(0) + 3 * at(1) + 3 * at(2) + at(3)) / 8
}

function dashesOf(kind: LaneEdgeKind): number[] {
  switch (kind) {
    case 'spawn_agent':
    case 'assign_agent_task':
    case 'agent_result':
      return []
    case 'send_message':
      return [5, 3]
    case 'close_agent':
      return [1.5, 3]
  }
}
