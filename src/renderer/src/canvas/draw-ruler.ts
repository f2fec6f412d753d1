/** Draws the ruler: ticks, folded durations, the selected range. Its own canvas, the same x as the plot. */
import { formatDuration, type TimeStyle } from '../format/time.ts'
import type { Context } from './context.ts'
import type { DrawTools, Scene } from './scene.ts'
import type { CssPx } from './spaces.ts'
import type { CanvasTheme } from './theme.ts'
import { ticksOf } from './ticks.ts'
import { type Viewport, xOf } from './viewport.ts'

export const RULER_PX: CssPx = 24
const TICK_SPACING_PX: CssPx = 96
/** A narrower gap has no room for its duration, not even over its neighbours. */
const LEAST_GAP_PX: CssPx = 10

export function drawRuler(
  ctx: Context,
  scene: Scene,
  viewport: Viewport,
  times: TimeStyle,
  theme: CanvasTheme,
  tools: Pick<DrawTools, 'smallFitter'>,
): void {
  const { axis, range } = scene
  ctx.globalAlpha = 1
  ctx.setLineDash([])
  ctx.fillStyle = theme.panel
  ctx.fillRect(0, 0, viewport.width, RULER_PX)
  if (range !== undefined) {
    const left = xOf(viewport, range.from)
    ctx.fillStyle = theme.accent
    ctx.globalAlpha = 0.25
    ctx.fillRect(left, 0, xOf(viewport, range.to) - left, RULER_PX)
    ctx.globalAlpha = 1
  }
  ctx.font = theme.font
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const { x, label } of ticksOf(axis, viewport, times, TICK_SPACING_PX)) {
    ctx.fillStyle = theme.lineStrong
    ctx.fillRect(Math.round(x), RULER_PX - 8, 1, 8)
    ctx.fillStyle = theme.textMuted
    if (x + 4 + tools.smallFitter.widthOf(label) * 1.1 < viewport.width)
      ctx.fillText(label, Math.round(x) + 4, RULER_PX / 2)
  }
  if (axis.kind === 'clock') {
    ctx.textAlign = 'center'
    for (const gap of axis.gaps) {
      const left = xOf(viewport, gap.start)
      const right = xOf(viewport, gap.end)
      if (right < 0 || left > viewport.width) continue
      if (right - left < LEAST_GAP_PX) continue
      const text = formatDuration(gap.endMs - gap.startMs)
      const width = Math.max(right - left, tools.smallFitter.widthOf(text) + 6)
      const middle = (left + right) / 2
      ctx.fillStyle = theme.raised
      ctx.fillRect(middle - width / 2, 0, width, RULER_PX)
      ctx.font = theme.smallFont
      ctx.fillStyle = theme.text
      ctx.fillText(text, middle, RULER_PX / 2)
    }
  }
  ctx.fillStyle = theme.line
  ctx.fillRect(0, RULER_PX - 1, viewport.width, 1)
}
