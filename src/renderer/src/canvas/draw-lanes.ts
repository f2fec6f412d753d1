/**
 * Draws the plot: lanes, slices, strips, folded gaps, range, edges, selection, in this order. Pure: everything comes in as
 * arguments and nothing but the context changes. The caller scales the context to CSS pixels.
 */
import { f64, i32, item, u16, u32 } from './columns.ts'
import type { Context } from './context.ts'
import { drawEdges } from './draw-edges.ts'
import { drawSlices } from './draw-slices.ts'
import { drawStrip } from './draw-strips.ts'
import { lanesBetween, type LaidLane, laidOf, rowTop, shownRow } from './lane-layout.ts'
import type { DrawCounts, DrawTools, Scene, Stretch, Target } from './scene.ts'
import type { CssPx } from './spaces.ts'
import type { CanvasTheme } from './theme.ts'
import { type Viewport, xOf } from './viewport.ts'
import { formatDuration } from '../format/time.ts'

export function drawLanes(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  tools: DrawTools,
): DrawCounts {
  const { layout } = scene
  const { first, end } = lanesBetween(layout, viewport.scrollTop, viewport.scrollTop + viewport.height)
  const lanes = layout.laid.slice(first, end)
  ctx.globalAlpha = 1
  ctx.setLineDash([])
  ctx.fillStyle = theme.ground
  ctx.fillRect(0, 0, viewport.width, viewport.height)
  const below = layout.height - viewport.scrollTop
  if (below < viewport.height) {
    ctx.fillStyle = theme.panel
    ctx.fillRect(0, below, viewport.width, viewport.height - below)
  }
  for (const laid of lanes) drawLaneGround(ctx, scene, viewport, theme, laid)
  drawLanesBetween(ctx, scene, viewport, theme)
  drawGaps(ctx, scene, viewport, theme)
  const counts = drawSlices(ctx, scene, viewport, theme, tools, lanes)
  for (const laid of lanes) {
    if (laid.subtreeEnd > laid.index + 1) drawStrip(ctx, scene, viewport, theme, tools, laid)
  }
  if (scene.range !== undefined) drawRange(ctx, scene.range, viewport, theme, 0.12)
  drawOutlines(ctx, scene, viewport, theme)
  const edges = drawEdges(ctx, scene, viewport, theme, tools)
  if (scene.measure !== undefined) drawMeasure(ctx, scene, scene.measure, viewport, theme)
  return { ...counts, ...edges, firstLane: first, endLane: end }
}

/** The life of the thread on the plain ground; before and after it the panel's colour. A line below each lane. */
function drawLaneGround(
  ctx: Context,
  { placement, layout, hovered, selected }: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  laid: LaidLane,
): void {
  const top = laid.top - viewport.scrollTop
  const left = Math.max(0, xOf(viewport, f64(placement.laneStart, laid.index)))
  const right = Math.min(viewport.width, xOf(viewport, f64(placement.laneEnd, laid.index)))
  ctx.fillStyle = theme.panel
  if (left > 0) ctx.fillRect(0, top, left, laid.height)
  if (right < viewport.width) ctx.fillRect(right, top, viewport.width - right, laid.height)
  const picked = isLane(hovered, laid.index) || isLane(selected, laid.index)
  if (picked) {
    ctx.fillStyle = theme.accent
    ctx.globalAlpha = 0.08
    ctx.fillRect(0, top, viewport.width, laid.height)
    ctx.globalAlpha = 1
  }
  ctx.fillStyle = theme.line
  ctx.fillRect(0, top + laid.height - 1, viewport.width, 1)
  if (laid.subtreeEnd > laid.index + 1) {
    const strip = layout.metrics.stripHeight
    ctx.fillRect(0, top + laid.height - strip - 1, viewport.width, 1)
  }
}

/** The lanes that a picked-out edge spans are tinted, so that both ends are found when one is far away. */
function drawLanesBetween(ctx: Context, scene: Scene, viewport: Viewport, theme: CanvasTheme): void {
  const target = scene.hovered ?? scene.selected
  if (target?.type !== 'edge') return
  const from = item(scene.layout.laid, i32(scene.edges.laid0, target.edge))
  const to = scene.layout.laid[i32(scene.edges.laid1, target.edge)] ?? from
  const top = Math.min(from.top, to.top)
  const bottom = Math.max(from.top + from.height, to.top + to.height)
  ctx.fillStyle = theme.accent
  ctx.globalAlpha = 0.07
  ctx.fillRect(0, top - viewport.scrollTop, viewport.width, bottom - top - 1)
  ctx.globalAlpha = 1
}

/** Folded idle time: a zigzag over the whole height. Its duration stands in the ruler. */
function drawGaps(ctx: Context, { axis }: Scene, viewport: Viewport, theme: CanvasTheme): void {
  if (axis.kind === 'sequence') return
  for (const gap of axis.gaps) {
    const left = xOf(viewport, gap.start)
    const right = xOf(viewport, gap.end)
    if (right < 0 || left > viewport.width) continue
    ctx.fillStyle = theme.panel
    ctx.fillRect(left, 0, right - left, viewport.height)
    ctx.strokeStyle = theme.lineStrong
    ctx.lineWidth = 1
    ctx.globalAlpha = 0.6
    ctx.beginPath()
    zigzagInto(ctx, left, viewport.height)
    zigzagInto(ctx, right, viewport.height)
    ctx.stroke()
    ctx.globalAlpha = 1
  }
}

function zigzagInto(ctx: Context, x: CssPx, height: CssPx): void {
  const reach = 3
  ctx.moveTo(x - reach, 0)
  for (let y = 6, side = 1; y <= height + 6; y += 6, side = -side) ctx.lineTo(x + side * reach, y)
}

function drawOutlines(ctx: Context, scene: Scene, viewport: Viewport, theme: CanvasTheme): void {
  const { edges } = scene.lanes
  const outline = (slice: number, width: CssPx): void => {
    if (slice >= 0) outlineSlice(ctx, scene, viewport, theme, slice, width)
  }
  for (const edge of scene.strongEdges) {
    outline(i32(edges.fromSlice, edge), 1.5)
    outline(i32(edges.toSlice, edge), 1.5)
  }
  if (scene.hovered?.type === 'slice') outline(scene.hovered.slice, 1.5)
  if (scene.selected?.type === 'slice') outline(scene.selected.slice, 2.5)
}

function outlineSlice(
  ctx: Context,
  { lanes, placement, layout }: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  slice: number,
  lineWidth: CssPx,
): void {
  const laneIndex = u32(lanes.slices.lane, slice)
  const laid = laidOf(layout, laneIndex)
  if (laid.index !== laneIndex) return
  const y = rowTop(layout, laid, shownRow(laid, u16(lanes.slices.row, slice))) - viewport.scrollTop
  const left = Math.max(-8, xOf(viewport, f64(placement.start, slice)))
  const right = Math.min(viewport.width + 8, xOf(viewport, f64(placement.end, slice)))
  const width = Math.max(2, right - left)
  if (right < -8 || left > viewport.width + 8) return
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = lineWidth + 2
  ctx.strokeRect(left - 1, y - 1, width + 2, layout.metrics.sliceHeight + 2)
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = lineWidth
  ctx.strokeRect(left - 1, y - 1, width + 2, layout.metrics.sliceHeight + 2)
}

function drawRange(ctx: Context, range: Stretch, viewport: Viewport, theme: CanvasTheme, alpha: number): void {
  const left = Math.max(-2, xOf(viewport, range.from))
  const right = Math.min(viewport.width + 2, xOf(viewport, range.to))
  if (right < 0 || left > viewport.width) return
  ctx.fillStyle = theme.accent
  ctx.globalAlpha = alpha
  ctx.fillRect(left, 0, right - left, viewport.height)
  ctx.globalAlpha = 1
  ctx.fillRect(left - 0.5, 0, 1, viewport.height)
  ctx.fillRect(right - 0.5, 0, 1, viewport.height)
}

function drawMeasure(ctx: Context, { axis }: Scene, measure: Stretch, viewport: Viewport, theme: CanvasTheme): void {
  drawRange(ctx, measure, viewport, theme, 0.08)
  const left = xOf(viewport, measure.from)
  const right = xOf(viewport, measure.to)
  const length = measure.to - measure.from
  const text = axis.kind === 'clock' ? formatDuration(length) : `${String(Math.round(length))} steps`
  ctx.font = theme.font
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  const width = ctx.measureText(text).width + 12
  const x = Math.min(Math.max((left + right) / 2, width / 2), viewport.width - width / 2)
  ctx.fillStyle = theme.accent
  ctx.fillRect(x - width / 2, 6, width, 18)
  ctx.fillStyle = theme.onAccent
  ctx.fillText(text, x, 15.5)
}

function isLane(target: Target | undefined, lane: number): boolean {
  return target?.type === 'lane' && target.lane === lane
}
