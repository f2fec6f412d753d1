/** Shapes that say a status without colour, and the marks of edge kinds. All only add to the current path. */
import type { LaneEdgeKind } from '../../../shared/view-models/lanes.ts'
import type { Context } from './context.ts'
import type { CssPx } from './spaces.ts'

type Path = Pick<Context, 'moveTo' | 'lineTo' | 'closePath' | 'arc'>

/** Diagonals of 45 degrees inside a box, `pitch` apart, shifted right by `phase`. */
export function hatchInto(
  path: Path,
  x: CssPx,
  y: CssPx,
  width: CssPx,
  height: CssPx,
  pitch: CssPx,
  phase: CssPx,
): void {
  for (let foot = (phase % pitch) - height; foot < width; foot += pitch) {
    const from = Math.max(0, foot)
    const to = Math.min(width, foot + height)
    if (to <= from) continue
    path.moveTo(x + from, y + height - (from - foot))
    path.lineTo(x + to, y + height - (to - foot))
  }
}

export function crossInto(path: Path, x: CssPx, y: CssPx, reach: CssPx): void {
  path.moveTo(x - reach, y - reach)
  path.lineTo(x + reach, y + reach)
  path.moveTo(x + reach, y - reach)
  path.lineTo(x - reach, y + reach)
}

/** Half the size of an edge mark. */
export const MARK_REACH: CssPx = 4.5

/** The mark of an edge kind around a centre: ◆ spawn, ▶ task, ● message, ◁ result, ✕ close. */
export function markInto(path: Path, kind: LaneEdgeKind, x: CssPx, y: CssPx): void {
  const reach = MARK_REACH
  switch (kind) {
    case 'spawn_agent':
      path.moveTo(x - reach, y)
      path.lineTo(x, y - reach)
      path.lineTo(x + reach, y)
      path.lineTo(x, y + reach)
      path.closePath()
      return
    case 'assign_agent_task':
      path.moveTo(x - reach, y - reach)
      path.lineTo(x + reach, y)
      path.lineTo(x - reach, y + reach)
      path.closePath()
      return
    case 'send_message':
      path.moveTo(x + reach - 0.5, y)
      path.arc(x, y, reach - 0.5, 0, 2 * Math.PI)
      return
    case 'agent_result':
      path.moveTo(x + reach, y - reach)
      path.lineTo(x - reach, y)
      path.lineTo(x + reach, y + reach)
      path.closePath()
      return
    case 'close_agent':
      crossInto(path, x, y, reach - 1)
      return
  }
}
