/**
 * The rows of the table twin: each shown lane, and below it its slices in the order of the arrow keys, as columns.
 * A row is a lane where `slice` is -1. Levels count from 1, as assistive technology does.
 */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { i32, u32 } from './columns.ts'
import { laneOf } from './navigation.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { Scene, Target } from './scene.ts'

export interface TableRows {
  readonly count: number
  readonly lane: Uint32Array
  readonly slice: Int32Array
  readonly level: Uint16Array
  /** First row of each lane, -1 for lanes behind a collapsed one. */
  readonly laneRow: Int32Array
}

/** `closed`: threads whose slices are not listed. */
export function tableRows(lanes: Lanes, layout: LaneLayout, closed: ReadonlySet<string>): TableRows {
  const { slices } = lanes
  const count = layout.laid.reduce(
    (sum, { lane }) => sum + 1 + (closed.has(lane.threadId) ? 0 : lane.end - lane.first),
    0,
  )
  const rows = {
    count,
    lane: new Uint32Array(count),
    slice: new Int32Array(count).fill(-1),
    level: new Uint16Array(count),
    laneRow: new Int32Array(lanes.lanes.length).fill(-1),
  }
  const nesting = new Uint16Array(slices.count)
  let at = 0
  for (const { lane, index } of layout.laid) {
    rows.laneRow[index] = at
    rows.lane[at] = index
    rows.level[at] = lane.depth + 1
    at += 1
    if (closed.has(lane.threadId)) continue
    for (let slice = lane.first; slice < lane.end; slice++) {
      // A slice comes after what holds it, so the holder's nesting is known.
      const parent = i32(slices.parent, slice)
      nesting[slice] = parent < 0 || parent >= slice ? 0 : (nesting[parent] ?? 0) + 1
      rows.lane[at] = index
      rows.slice[at] = slice
      rows.level[at] = lane.depth + 2 + (nesting[slice] ?? 0)
      at += 1
    }
  }
  return rows
}

export function rowTarget(rows: TableRows, row: number): Target {
  const slice = i32(rows.slice, row)
  return slice < 0 ? { type: 'lane', lane: u32(rows.lane, row) } : { type: 'slice', slice, merged: 1 }
}

/** The row that shows a target: of a slice its own, of an edge its sender's; -1 if it is not listed. */
export function rowOfTarget(rows: TableRows, scene: Pick<Scene, 'lanes'>, target: Target | undefined): number {
  const lane = laneOf(scene, target)
  if (lane === undefined) return -1
  const laneRow = i32(rows.laneRow, lane)
  const slice = target?.type === 'slice' ? target.slice : target?.type === 'edge' ? sender(scene, target.edge) : -1
  if (laneRow < 0 || slice < 0) return laneRow
  const first = scene.lanes.lanes[lane]?.first ?? 0
  const row = laneRow + 1 + slice - first
  return row < rows.count && i32(rows.slice, row) === slice ? row : laneRow
}

function sender({ lanes }: Pick<Scene, 'lanes'>, edge: number): number {
  return i32(lanes.edges.fromSlice, edge)
}
