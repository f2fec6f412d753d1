/** Where a tooltip goes: below its target, above if there is no room, always inside the window. Pure, in CSS pixels. */

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const GAP = 6
const EDGE = 4

export function placeTip(target: Box, tip: Size, page: Size): { readonly left: number; readonly top: number } {
  const middle = (target.left + target.right) / 2
  const left = Math.max(EDGE, Math.min(middle - tip.width / 2, page.width - tip.width - EDGE))
  const below = target.bottom + GAP
  const fits = below + tip.height + EDGE <= page.height
  const top = fits ? below : Math.max(EDGE, target.top - GAP - tip.height)
  return { left: Math.round(left), top: Math.round(top) }
}
