/**
 * Slices placed on an axis, and grouped into bands: the slices of one row of one lane, in axis order.
 * Built once per revision and axis; frames then find what is in view by binary search.
 *
 * Lane i owns the bands [laneBand[i], laneBand[i + 1]): one per row, and for lanes of more than three rows one more, the
 * resting band, which stands for rows 2 and deeper in a lane that is not expanded. It leaves out slices nested in others of it.
 */
import type { Lane, Lanes, SliceColumns } from '../../../shared/view-models/lanes.ts'
import { type Axis, unitOf } from './axis.ts'
import { f64, i32, item, u16, u32, u8 } from './columns.ts'
import { FAILED, TURN } from './kinds.ts'

export interface Placement {
  /** Axis position of start and end per slice; start ≤ end, open slices end at the extent. */
  readonly start: Float64Array
  readonly end: Float64Array
  readonly laneBand: Uint32Array
  /** Band b holds order[bandFirst[b]] … order[bandFirst[b + 1] - 1]. */
  readonly bandFirst: Uint32Array
  readonly order: Uint32Array
  /** Greatest end so far within the band, for each entry of `order`: ascending, so the first slice in view can be searched. */
  readonly reach: Float64Array
  /** Per slice: 1 if something failed that a lane at rest hides behind it. */
  readonly holdsFailure: Uint8Array
  /** Ends of edges, axis positions. */
  readonly edgeFrom: Float64Array
  readonly edgeTo: Float64Array
  /** Life of each lane. */
  readonly laneStart: Float64Array
  readonly laneEnd: Float64Array
}

/** Rows of a lane that is not expanded. */
export const RESTING_ROWS = 3

export function placeSlices(lanes: Lanes, axis: Axis): Placement {
  const { slices, edges } = lanes
  const start = new Float64Array(slices.count)
  const end = new Float64Array(slices.count)
  for (let slice = 0; slice < slices.count; slice++) {
    const from = unitOf(axis, f64(slices.startMs, slice), f64(slices.startSeq, slice))
    start[slice] = from
    end[slice] = Math.max(from, unitOf(axis, f64(slices.endMs, slice), f64(slices.endSeq, slice)))
  }
  const edgeFrom = new Float64Array(edges.count)
  const edgeTo = new Float64Array(edges.count)
  for (let edge = 0; edge < edges.count; edge++) {
    const from = unitOf(axis, f64(edges.fromMs, edge), f64(edges.fromSeq, edge))
    const toMs = f64(edges.toMs, edge)
    edgeFrom[edge] = from
    edgeTo[edge] = Number.isNaN(toMs) ? from : unitOf(axis, toMs, f64(edges.toSeq, edge))
  }
  return {
    start,
    end,
    ...groupIntoBands(lanes, start, end),
    holdsFailure: hiddenFailures(lanes.slices),
    edgeFrom,
    edgeTo,
    laneStart: Float64Array.from(lanes.lanes, (lane) => unitOf(axis, lane.startMs, lane.startSeq)),
    laneEnd: Float64Array.from(lanes.lanes, (lane) => unitOf(axis, lane.endMs, lane.endSeq)),
  }
}

/** The band that shows `row` of a lane; undefined beyond its rows. */
export function bandOf(
  placement: Placement,
  lane: Lane,
  laneIndex: number,
  row: number,
  expanded: boolean,
): number | undefined {
  if (row >= (expanded ? lane.rows : Math.min(lane.rows, RESTING_ROWS))) return undefined
  const first = u32(placement.laneBand, laneIndex)
  const resting = !expanded && row === RESTING_ROWS - 1 && lane.rows > RESTING_ROWS
  return first + (resting ? lane.rows : row)
}

/** True for a slice that a lane at rest does not show, because what holds it (not counting the turn) stands for it. */
export function isHiddenAtRest(slices: SliceColumns, slice: number): boolean {
  const parent = i32(slices.parent, slice)
  return parent >= 0 && u16(slices.row, slice) >= RESTING_ROWS - 1 && u8(slices.kind, parent) !== TURN
}

function hiddenFailures(slices: SliceColumns): Uint8Array {
  const holds = new Uint8Array(slices.count)
  for (let slice = 0; slice < slices.count; slice++) {
    if (u8(slices.status, slice) !== FAILED) continue
    // A holder comes before what it holds, so this climbs and ends.
    for (let at = slice; isHiddenAtRest(slices, at);) {
      const parent = i32(slices.parent, at)
      holds[parent] = 1
      if (parent >= at) break
      at = parent
    }
  }
  return holds
}

type Bands = Pick<Placement, 'laneBand' | 'bandFirst' | 'order' | 'reach'>

function groupIntoBands({ lanes, slices }: Lanes, start: Float64Array, end: Float64Array): Bands {
  const laneBand = new Uint32Array(lanes.length + 1)
  lanes.forEach((lane, index) => {
    laneBand[index + 1] = u32(laneBand, index) + lane.rows + (lane.rows > RESTING_ROWS ? 1 : 0)
  })
  const bands = u32(laneBand, lanes.length)
  const bandFirst = new Uint32Array(bands + 1)
  forEachMembership(lanes, slices, laneBand, (band) => {
    bandFirst[band + 1] = u32(bandFirst, band + 1) + 1
  })
  for (let band = 0; band < bands; band++) bandFirst[band + 1] = u32(bandFirst, band + 1) + u32(bandFirst, band)

  const order = new Uint32Array(u32(bandFirst, bands))
  const next = bandFirst.slice()
  forEachMembership(lanes, slices, laneBand, (band, slice) => {
    const at = u32(next, band)
    order[at] = slice
    next[band] = at + 1
  })

  const reach = new Float64Array(order.length)
  for (let band = 0; band < bands; band++) {
    const first = u32(bandFirst, band)
    const last = u32(bandFirst, band + 1)
    sortByStart(order.subarray(first, last), start)
    let reached = -Infinity
    for (let at = first; at < last; at++) {
      reached = Math.max(reached, f64(end, u32(order, at)))
      reach[at] = reached
    }
  }
  return { laneBand, bandFirst, order, reach }
}

function forEachMembership(
  lanes: readonly Lane[],
  slices: SliceColumns,
  laneBand: Uint32Array,
  visit: (band: number, slice: number) => void,
): void {
  for (let index = 0; index < lanes.length; index++) {
    const lane = item(lanes, index)
    const band = u32(laneBand, index)
    for (let slice = lane.first; slice < lane.end; slice++) {
      const row = u16(slices.row, slice)
      visit(band + row, slice)
      if (lane.rows > RESTING_ROWS && row >= RESTING_ROWS - 1 && !isHiddenAtRest(slices, slice)) {
        visit(band + lane.rows, slice)
      }
    }
  }
}

/** Slices come in clock order, so this sorts only on a sequence axis over a clock that jumped. */
function sortByStart(stretch: Uint32Array, start: Float64Array): void {
  for (let at = 1; at < stretch.length; at++) {
    if (f64(start, u32(stretch, at - 1)) > f64(start, u32(stretch, at))) {
      stretch.sort((a, b) => f64(start, a) - f64(start, b) || a - b)
      return
    }
  }
}
