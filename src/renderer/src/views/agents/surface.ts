/** Sizes a canvas element to its box in device pixels and gives its context scaled to CSS pixels. */
import type { Context } from '../../canvas/context.ts'
import type { CssPx } from '../../canvas/spaces.ts'

/** Undefined where the browser has no 2D canvas left to give. */
export function surfaceOf(canvas: HTMLCanvasElement, width: CssPx, height: CssPx, ratio: number): Context | undefined {
  const deviceWidth = Math.max(1, Math.round(width * ratio))
  const deviceHeight = Math.max(1, Math.round(height * ratio))
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight
  const ctx = canvas.getContext('2d', { alpha: false })
  ctx?.setTransform(ratio, 0, 0, ratio, 0, 0)
  return ctx ?? undefined
}
