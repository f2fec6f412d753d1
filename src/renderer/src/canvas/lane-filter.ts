/** What the lanes show at full strength: edges by kind, slices by status, tool and agent. An empty set means no restriction. */
import type { LaneEdgeKind, Lanes, SliceStatus } from '../../../shared/view-models/lanes.ts'
import { i32, item, textAt, u32, u8 } from './columns.ts'
import type { EdgeFilter } from './edge-geometry.ts'
import { EDGE_KINDS, SLICE_KINDS, SLICE_STATUSES } from './kinds.ts'

export interface LaneFilter {
  readonly hiddenEdges: ReadonlySet<LaneEdgeKind>
  readonly statuses: ReadonlySet<SliceStatus>
  /** Names as `toolName` gives them. */
  readonly tools: ReadonlySet<string>
  /** Thread ids. An edge is shown if one of its ends is theirs. */
  readonly agents: ReadonlySet<string>
}

export const NO_FILTER: LaneFilter = {
  hiddenEdges: new Set(),
  statuses: new Set(),
  tools: new Set(),
  agents: new Set(),
}

export function edgeFilterOf(
  { edges, lanes }: Lanes,
  hidden: LaneFilter['hiddenEdges'],
  agents: LaneFilter['agents'],
): EdgeFilter {
  const shown = EDGE_KINDS.map((kind) => !hidden.has(kind))
  const theirs = lanes.map(({ threadId }) => agents.size === 0 || agents.has(threadId))
  return (edge) =>
    item(shown, u8(edges.kind, edge)) &&
    (item(theirs, u32(edges.fromLane, edge)) || theirs[i32(edges.toLane, edge)] === true)
}

/** Per slice 1 if it is left out; undefined if nothing is. */
export function dimmedBy(lanes: Lanes, filter: LaneFilter): Uint8Array | undefined {
  const { slices, alike } = lanes
  if (filter.statuses.size === 0 && filter.tools.size === 0 && filter.agents.size === 0) return alike
  const theirs = lanes.lanes.map(({ threadId }) => filter.agents.size === 0 || filter.agents.has(threadId))
  const statuses = SLICE_STATUSES.map((status) => filter.statuses.size === 0 || filter.statuses.has(status))
  const dimmed = new Uint8Array(slices.count)
  for (let slice = 0; slice < slices.count; slice++) {
    const passes =
      alike?.[slice] !== 1 &&
      item(theirs, u32(slices.lane, slice)) &&
      item(statuses, u8(slices.status, slice)) &&
      (filter.tools.size === 0 || (isTool(lanes, slice) && filter.tools.has(toolName(lanes, slice))))
    dimmed[slice] = passes ? 0 : 1
  }
  return dimmed
}

/** The tools called, most called first. */
export function toolNames(lanes: Lanes): readonly { readonly name: string; readonly calls: number }[] {
  const calls = new Map<string, number>()
  for (let slice = 0; slice < lanes.slices.count; slice++) {
    if (!isTool(lanes, slice)) continue
    const name = toolName(lanes, slice)
    calls.set(name, (calls.get(name) ?? 0) + 1)
  }
  return Array.from(calls, ([name, count]) => ({ name, calls: count })).sort((a, b) => b.calls - a.calls)
}

/** A tool's label is its name and, after a space, what it was called with. */
export function toolName({ strings, slices }: Lanes, slice: number): string {
  const label = textAt(strings, u32(slices.label, slice))
  const space = label.indexOf(' ')
  return space < 0 ? label : label.slice(0, space)
}

function isTool({ slices }: Lanes, slice: number): boolean {
  return SLICE_KINDS[u8(slices.kind, slice)] === 'tool'
}

/** By kind code. */
export function countEdgeKinds({ edges }: Lanes): readonly number[] {
  const counts = EDGE_KINDS.map(() => 0)
  for (let edge = 0; edge < edges.count; edge++) counts[u8(edges.kind, edge)] = item(counts, u8(edges.kind, edge)) + 1
  return counts
}

/** By status code. */
export function countStatuses({ slices }: Lanes): readonly number[] {
  const counts = SLICE_STATUSES.map(() => 0)
  for (let at = 0; at < slices.count; at++) counts[u8(slices.status, at)] = item(counts, u8(slices.status, at)) + 1
  return counts
}
