/**
 * Where each lane lies vertically. Lanes come in tree order, so the subtree of a lane is a run of lanes after it.
 * A collapsed lane shows its own rows and, below them, one strip that stands for its whole subtree.
 */
import type { Lane, Lanes } from '../../../shared/view-models/lanes.ts'
import { firstAbove, i32, item, u32 } from './columns.ts'
import { RESTING_ROWS } from './placement.ts'
import type { ContentPx, CssPx } from './spaces.ts'

export interface LaneMetrics {
  /** Distance of two rows, and the height of a slice in it. */
  readonly rowPitch: CssPx
  readonly sliceHeight: CssPx
  readonly lanePad: CssPx
  readonly stripHeight: CssPx
}

export const COMPACT: LaneMetrics = { rowPitch: 20, sliceHeight: 18, lanePad: 4, stripHeight: 16 }

/** By thread id, so that it survives a new revision. */
export interface LaneFolds {
  readonly collapsed: ReadonlySet<string>
  readonly expanded: ReadonlySet<string>
}

export const NO_FOLDS: LaneFolds = { collapsed: new Set(), expanded: new Set() }

export interface LaidLane {
  /** Index into `lanes.lanes`. */
  readonly index: number
  readonly lane: Lane
  readonly top: ContentPx
  readonly height: CssPx
  readonly rows: number
  readonly expanded: boolean
  /** The lanes behind the strip: [index + 1, subtreeEnd). Equal to index + 1 when nothing is collapsed here. */
  readonly subtreeEnd: number
  readonly hasChildren: boolean
}

export interface LaneLayout {
  readonly metrics: LaneMetrics
  readonly laid: readonly LaidLane[]
  /** Tops of `laid`, ascending, for searching. */
  readonly tops: Float64Array
  /** Per lane: index into `laid` of itself, or of the collapsed lane that stands for it. */
  readonly shownBy: Int32Array
  readonly height: ContentPx
}

/** End of the run of lanes below each lane in the tree (exclusive). */
export function subtreeEnds(lanes: readonly Lane[]): Uint32Array {
  const ends = new Uint32Array(lanes.length)
  for (let index = lanes.length - 1; index >= 0; index--) {
    ends[index] = Math.max(u32(ends, index), index + 1)
    const parent = item(lanes, index).parent
    if (parent >= 0 && parent < index) ends[parent] = Math.max(u32(ends, parent), u32(ends, index))
  }
  return ends
}

export function layoutLanes({ lanes }: Lanes, folds: LaneFolds, metrics: LaneMetrics): LaneLayout {
  const ends = subtreeEnds(lanes)
  const laid: LaidLane[] = []
  const shownBy = new Int32Array(lanes.length)
  let top = 0
  for (let index = 0; index < lanes.length;) {
    const lane = item(lanes, index)
    const expanded = folds.expanded.has(lane.threadId)
    const hasChildren = u32(ends, index) > index + 1
    const collapsed = hasChildren && folds.collapsed.has(lane.threadId)
    const rows = expanded ? Math.max(RESTING_ROWS, lane.rows) : RESTING_ROWS
    const height = rows * metrics.rowPitch + 2 * metrics.lanePad + (collapsed ? metrics.stripHeight : 0)
    const subtreeEnd = collapsed ? u32(ends, index) : index + 1
    shownBy.fill(laid.length, index, subtreeEnd)
    laid.push({ index, lane, top, height, rows, expanded, subtreeEnd, hasChildren })
    top += height
    index = subtreeEnd
  }
  return { metrics, laid, tops: Float64Array.from(laid, (one) => one.top), shownBy, height: top }
}

/** The laid lanes that touch [top, bottom), as a half-open index range. */
export function lanesBetween(layout: LaneLayout, top: ContentPx, bottom: ContentPx): { first: number; end: number } {
  const { tops } = layout
  const first = Math.max(0, firstAbove(tops, 0, tops.length, top) - 1)
  return { first, end: firstAbove(tops, first, tops.length, bottom - 1) }
}

/** The laid lane at a height, undefined below the last one. */
export function laneAtY(layout: LaneLayout, y: ContentPx): LaidLane | undefined {
  if (y < 0 || y >= layout.height) return undefined
  return layout.laid[firstAbove(layout.tops, 0, layout.tops.length, y) - 1]
}

export function laidOf(layout: LaneLayout, lane: number): LaidLane {
  return item(layout.laid, i32(layout.shownBy, lane))
}

/** Top of a row of a lane, from the top of the content. */
export function rowTop(layout: LaneLayout, laid: LaidLane, row: number): ContentPx {
  return laid.top + layout.metrics.lanePad + row * layout.metrics.rowPitch
}

/** The row in which a slice of `row` shows: deeper rows share the last one while the lane is at rest. */
export function shownRow(laid: LaidLane, row: number): number {
  return Math.min(row, laid.rows - 1)
}

export function stripTop(layout: LaneLayout, laid: LaidLane): ContentPx {
  return laid.top + laid.rows * layout.metrics.rowPitch + layout.metrics.lanePad
}
