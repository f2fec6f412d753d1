/** Counts per lane for its header, from one pass over the columns, and whether its agent is new. */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { i32, item, u32, u8 } from './columns.ts'
import { FAILED, SLICE_KINDS } from './kinds.ts'
import type { Scene } from './scene.ts'

export interface LaneFacts {
  readonly inferences: number
  readonly tools: number
  readonly failures: number
  readonly edgesOut: number
  readonly edgesIn: number
}

export function laneFactsOf(lanes: Lanes): readonly LaneFacts[] {
  const facts = lanes.lanes.map(() => ({ inferences: 0, tools: 0, failures: 0, edgesOut: 0, edgesIn: 0 }))
  for (let slice = 0; slice < lanes.slices.count; slice++) {
    const fact = item(facts, u32(lanes.slices.lane, slice))
    const kind = item(SLICE_KINDS, u8(lanes.slices.kind, slice))
    if (kind === 'inference') fact.inferences += 1
    else if (kind === 'tool') fact.tools += 1
    else continue
    // A failed call's terminal operation failed with it; it counts once.
    if (u8(lanes.slices.status, slice) === FAILED) fact.failures += 1
  }
  for (let edge = 0; edge < lanes.edges.count; edge++) {
    item(facts, u32(lanes.edges.fromLane, edge)).edgesOut += 1
    const to = i32(lanes.edges.toLane, edge)
    if (to >= 0) item(facts, to).edgesIn += 1
  }
  return facts
}

/** Its agent began after what was seen before. */
export function isNewLane({ lanes, newAfter }: Pick<Scene, 'lanes' | 'newAfter'>, lane: number): boolean {
  const { startSeq, absent } = item(lanes.lanes, lane)
  return newAfter !== undefined && absent !== true && startSeq > newAfter
}
