/**
 * Draws the slices in view: collects their rectangles band by band, then paints them batch by batch.
 * Kind is the fill, status is a shape on top of it: red outline and cross, moving hatch, stripes, dots.
 */
import { scanBand } from './band-runs.ts'
import { f32, f64, item, textAt, u16, u32, u8 } from './columns.ts'
import type { Context } from './context.ts'
import { ABORTED, CANCELLED, FAILED, INFERENCE, RUNNING, TURN, UNKNOWN } from './kinds.ts'
import { type LaidLane, rowTop } from './lane-layout.ts'
import { bandOf } from './placement.ts'
import { addRect, forEachRect, type RectBatch, resetBatches } from './rect-batches.ts'
import type { DrawTools, Scene } from './scene.ts'
import type { CssPx } from './spaces.ts'
import { crossInto, hatchInto, MARK_REACH } from './status-shapes.ts'
import type { CanvasTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'

const LABEL_FROM_PX: CssPx = 24
const LABEL_PAD_PX: CssPx = 4
/** An instant is still two pixels wide. */
const THINNEST_PX: CssPx = 2
const CROSS_PX: CssPx = 7

export function drawSlices(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  tools: DrawTools,
  lanes: readonly LaidLane[],
): { slices: number; runs: number; labels: number } {
  resetBatches(tools.batches)
  let runs = 0
  let slices = 0
  for (const laid of lanes) {
    for (let row = 0; row < laid.rows; row++) {
      const band = bandOf(scene.placement, laid.lane, laid.index, row, laid.expanded)
      if (band === undefined) continue
      scanBand(scene.placement, scene.lanes.slices.status, band, viewport, tools.runs)
      runs += tools.runs.count
      const y = rowTop(scene.layout, laid, row) - viewport.scrollTop
      slices += collectRuns(scene, viewport, tools, y, laid.expanded)
    }
  }
  paintFills(ctx, theme, tools)
  paintStatuses(ctx, theme, tools)
  paintNew(ctx, theme, tools)
  return { slices, runs, labels: paintLabels(ctx, scene, theme, tools) }
}

function collectRuns(scene: Scene, viewport: Viewport, tools: DrawTools, y: CssPx, expanded: boolean): number {
  const { runs, batches, devicePixels } = tools
  const { kind, status } = scene.lanes.slices
  const height = scene.layout.metrics.sliceHeight
  let slices = 0
  for (let run = 0; run < runs.count; run++) {
    const slice = u32(runs.slice, run)
    const merged = u32(runs.merged, run)
    slices += merged
    const left = Math.max(0 - LABEL_PAD_PX, snap(f32(runs.x0, run), devicePixels))
    const right = Math.min(viewport.width + LABEL_PAD_PX, snap(f32(runs.x1, run), devicePixels))
    // Neighbours stay apart by a device pixel where there is room for it.
    const gap = right - left > 2 * THINNEST_PX ? 1 / devicePixels : 0
    const width = Math.max(THINNEST_PX, right - left - gap)
    const kindCode = u8(kind, slice)
    const dimmed = scene.dimmed !== undefined && u8(scene.dimmed, slice) === 1
    addRect(item(dimmed ? batches.dimmed : batches.plain, kindCode), left, y, width, height, slice, merged)
    if (dimmed) continue
    if (merged > 1) addRect(batches.merged, left, y, width, height, slice, merged)
    const state = u8(runs.failed, run) === 1 ? FAILED : merged > 1 ? -1 : u8(status, slice)
    if (state === FAILED) addRect(batches.failed, left, y, width, height, slice, merged)
    else if (!expanded && u8(scene.placement.holdsFailure, slice) === 1) {
      addRect(batches.failedInside, left, y, width, height, slice, merged)
    }
    if (state === RUNNING) addRect(batches.running, left, y, width, height, slice, merged)
    else if (state === CANCELLED || state === ABORTED) addRect(batches.striped, left, y, width, height, slice, merged)
    else if (state === UNKNOWN) addRect(batches.dotted, left, y, width, height, slice, merged)
    if (isNew(scene, slice)) addRect(batches.fresh, left, y, width, height, slice, merged)
    if (width >= LABEL_FROM_PX) addRect(batches.labelled, left, y, width, height, slice, merged)
  }
  return slices
}

function paintFills(ctx: Context, theme: CanvasTheme, { batches }: DrawTools): void {
  const fill = (batch: RectBatch): void => {
    forEachRect(batch, (x, y, width, height) => {
      ctx.fillRect(x, y, width, height)
    })
  }
  theme.kinds.forEach((colour, kind) => {
    ctx.fillStyle = colour
    ctx.globalAlpha = kind === TURN ? 0.24 : 1
    fill(item(batches.plain, kind))
    ctx.globalAlpha = kind === TURN ? 0.08 : 0.2
    fill(item(batches.dimmed, kind))
  })
  ctx.globalAlpha = 1
  ctx.strokeStyle = item(theme.kinds, TURN)
  ctx.lineWidth = 1
  forEachRect(item(batches.plain, TURN), (x, y, width, height) => {
    ctx.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1)
  })
  ctx.fillStyle = '#000'
  ctx.globalAlpha = 0.3
  fill(batches.merged)
  ctx.globalAlpha = 1
}

function paintStatuses(ctx: Context, theme: CanvasTheme, { batches, phase }: DrawTools): void {
  ctx.strokeStyle = theme.onKind
  ctx.globalAlpha = 0.5
  ctx.lineWidth = 1.5
  ctx.beginPath()
  forEachRect(batches.running, (x, y, width, height) => {
    hatchInto(ctx, x, y, width, height, 8, phase)
  })
  ctx.stroke()
  ctx.lineWidth = 4
  ctx.beginPath()
  forEachRect(batches.striped, (x, y, width, height) => {
    hatchInto(ctx, x, y, width, height, 10, 0)
  })
  ctx.stroke()
  ctx.globalAlpha = 1

  ctx.strokeStyle = theme.text
  ctx.lineWidth = 1
  ctx.setLineDash([1, 2])
  forEachRect(batches.dotted, (x, y, width, height) => {
    ctx.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1)
  })
  ctx.setLineDash([])

  ctx.beginPath()
  forEachRect(batches.failed, (x, y, width, height) => {
    ctx.rect(x + 1, y + 1, Math.max(0, width - 2), height - 2)
  })
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = 3.5
  ctx.stroke()
  ctx.strokeStyle = theme.failed
  ctx.lineWidth = 2
  ctx.stroke()
  paintCrosses(ctx, theme, batches.failed)
  paintCrosses(ctx, theme, batches.failedInside)
}

/** Of several merged ones the first tells. */
export function isNew({ lanes, newAfter }: Pick<Scene, 'lanes' | 'newAfter'>, slice: number): boolean {
  return newAfter !== undefined && f64(lanes.slices.startSeq, slice) > newAfter
}

/** A bar along the top, apart from the fill. */
function paintNew(ctx: Context, theme: CanvasTheme, { batches }: DrawTools): void {
  const paint = (colour: string, thick: CssPx): void => {
    ctx.fillStyle = colour
    forEachRect(batches.fresh, (x, y, width) => {
      ctx.fillRect(x, y - 1, width, thick)
    })
  }
  paint(theme.ground, 4)
  paint(theme.text, 3)
}

function paintCrosses(ctx: Context, theme: CanvasTheme, failed: RectBatch): void {
  ctx.beginPath()
  forEachRect(failed, (x, y, width, height) => {
    const inside = width >= 2 * CROSS_PX
    crossInto(ctx, inside ? x + width - CROSS_PX : x + width / 2, y + height / 2, CROSS_PX / 2)
  })
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = 5
  ctx.stroke()
  ctx.strokeStyle = theme.failed
  ctx.lineWidth = 2
  ctx.stroke()
}

function paintLabels(ctx: Context, scene: Scene, theme: CanvasTheme, { batches, fitter }: DrawTools): number {
  const { strings, slices } = scene.lanes
  let labels = 0
  ctx.font = theme.font
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  forEachRect(batches.labelled, (x, y, width, height, slice, merged) => {
    const marked = x >= 0 && merged === 1 && u8(scene.edges.marked, slice) === 1
    const left = Math.max(x, 0) + LABEL_PAD_PX + (marked ? 2 * MARK_REACH : 0)
    const fails = u8(slices.status, slice) === FAILED || u8(scene.placement.holdsFailure, slice) === 1
    const crossed = fails ? CROSS_PX + LABEL_PAD_PX : 0
    const room = x + width - left - LABEL_PAD_PX - crossed
    const label =
      merged > 1 ? `×${String(merged)}` : shortLabel(u8(slices.kind, slice), textAt(strings, u32(slices.label, slice)))
    const text = fitter.fit(label, room)
    if (text === '') return
    ctx.fillStyle = u8(slices.kind, slice) === TURN && merged === 1 ? theme.text : theme.onKind
    ctx.fillText(text, left, y + height / 2 + 0.5)
    labels += 1
    if (u16(slices.diagnostics, slice) > 0) paintDiagnosticDot(ctx, theme, x + width, y)
  })
  return labels
}

/** The row and the hue already say that it is an inference; its number comes first. */
function shortLabel(kind: number, label: string): string {
  return kind === INFERENCE && label.startsWith('inference ') ? label.slice('inference '.length) : label
}

/** A small corner says that diagnostics refer to the object. */
function paintDiagnosticDot(ctx: Context, theme: CanvasTheme, right: CssPx, top: CssPx): void {
  ctx.fillStyle = theme.failed
  ctx.beginPath()
  ctx.moveTo(right - 6, top)
  ctx.lineTo(right, top)
  ctx.lineTo(right, top + 6)
  ctx.closePath()
  ctx.fill()
}

function snap(x: CssPx, devicePixels: number): CssPx {
  return Math.round(x * devicePixels) / devicePixels
}
