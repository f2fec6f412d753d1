/** Where the arrow keys, `[` `]` and `.` `,` lead: from one target to the next. Pure, by indices. */
import { f64, i32, u16, u32, u8 } from './columns.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { FAILED } from './kinds.ts'
import { type LaidLane, laidOf, shownRow } from './lane-layout.ts'
import { isHiddenAtRest } from './placement.ts'
import type { Scene, Target } from './scene.ts'
import type { AxisUnit } from './spaces.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

type Place = Pick<Scene, 'lanes' | 'layout' | 'placement' | 'edges'>

/** The next target, or the same one at the end. Without a selection: the first lane. */
export function step(scene: Place, from: Target | undefined, direction: Direction, near: AxisUnit): Target | undefined {
  const lane = laneOf(scene, from)
  if (lane === undefined) {
    const first = scene.layout.laid[0]
    return first && { type: 'lane', lane: first.index }
  }
  const laid = laidOf(scene.layout, lane)
  const slice = sliceOf(scene.lanes, from)
  if (direction === 'left' || direction === 'right') return stepInLane(scene.lanes, laid, slice, direction, near, scene)
  const at = scene.layout.laid.indexOf(laid) + (direction === 'up' ? -1 : 1)
  const next = scene.layout.laid[at]
  if (next === undefined) return from
  if (slice === undefined) return { type: 'lane', lane: next.index }
  const time = f64(scene.placement.start, slice)
  const row = shownRow(laid, u16(scene.lanes.slices.row, slice))
  const found = nearestSlice(scene, next, time, row) ?? nearestSlice(scene, next, time, undefined)
  return found === undefined ? { type: 'lane', lane: next.index } : oneSlice(found)
}

function stepInLane(
  lanes: Lanes,
  laid: LaidLane,
  slice: number | undefined,
  direction: 'left' | 'right',
  near: AxisUnit,
  scene: Place,
): Target {
  if (slice === undefined) {
    const found = nearestSlice(scene, laid, near, undefined)
    return found === undefined ? { type: 'lane', lane: laid.index } : oneSlice(found)
  }
  const by = direction === 'left' ? -1 : 1
  for (let next = slice + by; next >= laid.lane.first && next < laid.lane.end; next += by) {
    if (laid.expanded || !isHiddenAtRest(lanes.slices, next)) return oneSlice(next)
  }
  return oneSlice(slice)
}

/** Edges of one lane in order of the time at which they touch it. */
export function edgesOfLane(scene: Place, lane: number): readonly number[] {
  const { edges } = scene.lanes
  const touching: number[] = []
  for (let edge = 0; edge < edges.count; edge++) {
    if (u32(edges.fromLane, edge) === lane || i32(edges.toLane, edge) === lane) touching.push(edge)
  }
  return touching.sort((a, b) => edgeTime(scene, a, lane) - edgeTime(scene, b, lane) || a - b)
}

/** The next or previous edge that touches the selection's lane, from the selection on. */
export function stepEdge(scene: Place, from: Target | undefined, lane: number, by: 1 | -1): Target | undefined {
  const shown = edgesOfLane(scene, lane).filter((edge) => u8(scene.edges.shown, edge) === 1)
  if (from?.type === 'edge') {
    const next = shown[shown.indexOf(from.edge) + by]
    return next === undefined ? from : { type: 'edge', edge: next }
  }
  const slice = sliceOf(scene.lanes, from)
  const own = shown.filter((edge) => slice !== undefined && touchesSlice(scene.lanes, edge, slice))
  const time = slice === undefined ? (by > 0 ? -Infinity : Infinity) : f64(scene.placement.start, slice)
  const onward = shown.filter((edge) => (edgeTime(scene, edge, lane) - time) * by >= 0)
  const next = own.at(by > 0 ? 0 : -1) ?? onward.at(by > 0 ? 0 : -1)
  return next === undefined ? from : { type: 'edge', edge: next }
}

/** Failed slices in order of time over all lanes; wraps around. Undefined if nothing failed. */
export function stepFailure({ lanes, placement }: Place, from: Target | undefined, by: 1 | -1): Target | undefined {
  const { slices } = lanes
  const failed: number[] = []
  for (let slice = 0; slice < slices.count; slice++) if (u8(slices.status, slice) === FAILED) failed.push(slice)
  failed.sort((a, b) => f64(placement.start, a) - f64(placement.start, b) || a - b)
  const at = failed.indexOf(sliceOf(lanes, from) ?? -1)
  const next = at < 0 ? failed.at(by > 0 ? 0 : -1) : failed[(at + by + failed.length) % failed.length]
  return next === undefined ? undefined : oneSlice(next)
}

/** The edges to show at full strength for what is picked out. */
export function edgesTouching(lanes: Lanes, target: Target | undefined): readonly number[] {
  if (target === undefined || target.type === 'gap' || target.type === 'bundle') return []
  if (target.type === 'edge') return [target.edge]
  const touching: number[] = []
  for (let edge = 0; edge < lanes.edges.count; edge++) {
    const touches =
      target.type === 'slice'
        ? touchesSlice(lanes, edge, target.slice)
        : u32(lanes.edges.fromLane, edge) === target.lane || i32(lanes.edges.toLane, edge) === target.lane
    if (touches) touching.push(edge)
  }
  return touching
}

/** The lane a target belongs to: an edge belongs to the lane that sent it. */
export function laneOf({ lanes }: Pick<Place, 'lanes'>, target: Target | undefined): number | undefined {
  switch (target?.type) {
    case 'lane':
      return target.lane
    case 'slice':
      return u32(lanes.slices.lane, target.slice)
    case 'edge':
      return u32(lanes.edges.fromLane, target.edge)
    case 'bundle':
    case 'gap':
    case undefined:
      return undefined
  }
}

/** The slice from which a walk goes on: an edge's is the call that sent it. */
function sliceOf(lanes: Lanes, target: Target | undefined): number | undefined {
  if (target?.type === 'slice') return target.slice
  if (target?.type !== 'edge') return undefined
  const sender = i32(lanes.edges.fromSlice, target.edge)
  return sender < 0 ? undefined : sender
}

function touchesSlice({ edges }: Lanes, edge: number, slice: number): boolean {
  return i32(edges.fromSlice, edge) === slice || i32(edges.toSlice, edge) === slice
}

function edgeTime({ lanes, placement }: Place, edge: number, lane: number): AxisUnit {
  return u32(lanes.edges.fromLane, edge) === lane ? f64(placement.edgeFrom, edge) : f64(placement.edgeTo, edge)
}

/** The slice of a lane nearest in time: of the given row if the lane has one there, else of any. */
function nearestSlice(
  { lanes, placement }: Place,
  laid: LaidLane,
  time: AxisUnit,
  row: number | undefined,
): number | undefined {
  const { slices } = lanes
  let best: number | undefined
  let bestAway = Infinity
  for (let slice = laid.lane.first; slice < laid.lane.end; slice++) {
    if (!laid.expanded && isHiddenAtRest(slices, slice)) continue
    if (row !== undefined && shownRow(laid, u16(slices.row, slice)) !== row) continue
    const away = Math.max(0, f64(placement.start, slice) - time, time - f64(placement.end, slice))
    if (away >= bestAway) continue
    bestAway = away
    best = slice
  }
  return best
}

function oneSlice(slice: number): Target {
  return { type: 'slice', slice, merged: 1 }
}
