/** The density strip of a collapsed subtree: how much of it is busy, in bars two pixels wide, with red where calls failed. */
import { scanBand } from './band-runs.ts'
import { f32, item, u16, u8 } from './columns.ts'
import type { Context } from './context.ts'
import { type LaidLane, stripTop } from './lane-layout.ts'
import { bandOf, RESTING_ROWS } from './placement.ts'
import type { DrawTools, Scene } from './scene.ts'
import type { CssPx } from './spaces.ts'
import type { CanvasTheme } from './theme.ts'
import type { Viewport } from './viewport.ts'

const BAR_PX: CssPx = 2
/** Turns are left out: they would fill the strip. */
const FIRST_BUSY_ROW = 1

export function drawStrip(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  theme: CanvasTheme,
  tools: DrawTools,
  laid: LaidLane,
): void {
  const { strip } = tools
  const bars = Math.ceil(viewport.width / BAR_PX)
  if (strip.busy.length < bars) {
    strip.busy = new Uint16Array(bars)
    strip.failed = new Uint8Array(bars)
  }
  strip.busy.fill(0)
  strip.failed.fill(0)
  for (let lane = laid.index + 1; lane < laid.subtreeEnd; lane++) countLane(scene, viewport, tools, lane, bars)

  const height = scene.layout.metrics.stripHeight - 4
  const bottom = stripTop(scene.layout, laid) - viewport.scrollTop + height
  const lanes = laid.subtreeEnd - laid.index - 1
  ctx.fillStyle = theme.textMuted
  for (let bar = 0; bar < bars; bar++) {
    const busy = u16(strip.busy, bar)
    if (busy === 0) continue
    const rise = Math.max(2, Math.round((Math.min(busy, lanes) / lanes) * height))
    ctx.fillRect(bar * BAR_PX, bottom - rise, BAR_PX, rise)
  }
  ctx.fillStyle = theme.failed
  for (let bar = 0; bar < bars; bar++) {
    if (u8(strip.failed, bar) === 1) ctx.fillRect(bar * BAR_PX, bottom - height, BAR_PX, 4)
  }
}

function countLane(scene: Scene, viewport: Viewport, tools: DrawTools, index: number, bars: number): void {
  const { runs, strip } = tools
  const lane = item(scene.lanes.lanes, index)
  for (let row = FIRST_BUSY_ROW; row < RESTING_ROWS; row++) {
    const band = bandOf(scene.placement, lane, index, row, false)
    if (band === undefined) continue
    scanBand(scene.placement, scene.lanes.slices.status, band, viewport, runs)
    for (let run = 0; run < runs.count; run++) {
      const from = Math.max(0, Math.floor(f32(runs.x0, run) / BAR_PX))
      const to = Math.min(bars - 1, Math.floor(f32(runs.x1, run) / BAR_PX))
      const failed = u8(runs.failed, run)
      for (let bar = from; bar <= to; bar++) {
        strip.busy[bar] = u16(strip.busy, bar) + 1
        if (failed === 1) strip.failed[bar] = 1
      }
    }
  }
}
