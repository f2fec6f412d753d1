/**
 * Draws the whole trace in a strip: each lane a line or less, busy time as its kind, failures in red. It is drawn when the data
 * or its size change; the frame that shows the view's place lies over it as elements.
 */
import { f64, u32, u8 } from './columns.ts'
import type { Context } from './context.ts'
import { FAILED, TURN } from './kinds.ts'
import type { Scene } from './scene.ts'
import type { AxisUnit, CssPx } from './spaces.ts'
import type { CanvasTheme } from './theme.ts'

export interface MinimapSize {
  readonly width: CssPx
  readonly height: CssPx
}

const PAD_PX: CssPx = 3
/** A failure is a tick at its start: how long it took to fail matters less than that it did. */
const FAILURE_PX: CssPx = 3

export function drawMinimap(
  ctx: Context,
  { lanes, axis, placement }: Pick<Scene, 'lanes' | 'axis' | 'placement'>,
  size: MinimapSize,
  theme: CanvasTheme,
): void {
  const { slices } = lanes
  ctx.globalAlpha = 1
  ctx.fillStyle = theme.panel
  ctx.fillRect(0, 0, size.width, size.height)
  const pitch = (size.height - 2 * PAD_PX) / Math.max(1, lanes.lanes.length)
  const height = Math.max(1, Math.min(6, pitch - (pitch > 2 ? 1 : 0)))
  // One pixel column of a lane is painted once per kind: what lies left of `painted` is already there.
  const painted = new Float32Array(lanes.lanes.length)
  const perUnit = size.width / axis.extent
  let fill = theme.panel
  for (const pass of ['turns', 'calls', 'failures'] as const) {
    painted.fill(-1)
    ctx.globalAlpha = pass === 'turns' ? 0.3 : 1
    for (let slice = 0; slice < slices.count; slice++) {
      const kind = u8(slices.kind, slice)
      const failed = u8(slices.status, slice) === FAILED
      if (pass === 'failures' ? !failed : (kind === TURN) !== (pass === 'turns')) continue
      const lane = u32(slices.lane, slice)
      const x0 = f64(placement.start, slice) * perUnit
      const end = f64(placement.end, slice) * perUnit
      const x1 = Math.max(x0 + 1, pass === 'failures' ? Math.min(end, x0 + FAILURE_PX) : end)
      if (x1 <= (painted[lane] ?? 0)) continue
      painted[lane] = x1
      const wanted = failed && pass === 'failures' ? theme.failed : (theme.kinds[kind] ?? theme.text)
      // Setting a colour means reading its text.
      if (wanted !== fill) ctx.fillStyle = fill = wanted
      ctx.fillRect(x0, PAD_PX + lane * pitch, x1 - x0, height)
    }
  }
  ctx.globalAlpha = 1
}

export function minimapX(extent: AxisUnit, size: MinimapSize, unit: AxisUnit): CssPx {
  return (unit / extent) * size.width
}

export function minimapUnit(extent: AxisUnit, size: MinimapSize, x: CssPx): AxisUnit {
  return (x / Math.max(1, size.width)) * extent
}
