/** The lanes of both sides in one order and on one sequence of steps; an agent that a side lacks has an empty lane there. */
import { as, type Seq } from '../../base/ids.ts'
import type { ExecutionWindow } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { ComparedLanes } from '../../../shared/view-models/compared-lanes.ts'
import type { DifferenceStop, Side } from '../../../shared/view-models/compare.ts'
import type { EdgeColumns, Lane, Lanes, SliceColumns } from '../../../shared/view-models/lanes.ts'
import { lanes } from '../lanes.ts'
import { graphObject } from '../refs.ts'
import { alignSteps, type AlignedSteps } from './aligned-steps.ts'
import type { Compared, ComparedPart } from './compared.ts'
import type { AlignedIndex } from './sequence.ts'

const listedStops = 20_000

/** A lane of each side, -1 where a side has none, in the order of both. */
interface LaneSlot {
  readonly a: number
  readonly b: number
  readonly depth: number
  readonly parent: number
}

export function comparedLanes(compared: Compared): ComparedLanes {
  const [a, b] = [lanes(compared.a.index), lanes(compared.b.index)]
  const slots = slotsOf(compared, a, b)
  const steps = alignSteps(a.steps, b.steps, pairedSeqs(compared))
  return {
    a: inSlots(a, b, slots, 'a', steps),
    b: inSlots(b, a, slots, 'b', steps),
    stops: Float64Array.from(compared.comparison.stops.slice(0, listedStops), (stop) =>
      unitOfStop(compared, stop, a, b, steps),
    ),
  }
}

/** The agents of the comparison, then lanes of threads that the graphs do not hold. */
function slotsOf({ comparison }: Compared, a: Lanes, b: Lanes): readonly LaneSlot[] {
  const placeOf = ({ lanes: list }: Lanes) =>
    new Map<string | null, number>(list.map(({ threadId }, at) => [threadId, at]))
  const [placeA, placeB] = [placeOf(a), placeOf(b)]
  const slots = comparison.agents.map((agent): LaneSlot => ({
    a: placeA.get(agent.a) ?? -1,
    b: placeB.get(agent.b) ?? -1,
    depth: agent.depth,
    parent: agent.parent,
  }))
  const restOf = (list: Lanes, side: Side) => {
    const used = new Set(slots.map((slot) => slot[side]))
    return list.lanes.map((_, at) => at).filter((at) => !used.has(at))
  }
  const [restA, restB] = [restOf(a, 'a'), restOf(b, 'b')]
  return [
    ...slots,
    ...restA.map((at): LaneSlot => ({ a: at, b: -1, depth: 0, parent: -1 })),
    ...restB.map((at): LaneSlot => ({ a: -1, b: at, depth: 0, parent: -1 })),
  ]
}

/** Starts and ends of what is paired. */
function pairedSeqs({ comparison, a, b }: Compared): readonly AlignedIndex[] {
  const seqs: AlignedIndex[] = []
  const add = (left: ExecutionWindow | undefined, right: ExecutionWindow | undefined) => {
    if (left === undefined || right === undefined) return
    seqs.push({ a: left.started_seq, b: right.started_seq })
    if (left.ended_seq !== null && right.ended_seq !== null) seqs.push({ a: left.ended_seq, b: right.ended_seq })
  }
  for (const agent of comparison.agents) {
    for (const pair of agent.turns)
      if (pair.a !== null && pair.b !== null)
        add(a.index.graph.codex_turns.get(pair.a)?.execution, b.index.graph.codex_turns.get(pair.b)?.execution)
    for (const pair of agent.calls)
      if (pair.a !== null && pair.b !== null)
        add(a.index.graph.inference_calls.get(pair.a)?.execution, b.index.graph.inference_calls.get(pair.b)?.execution)
    for (const pair of agent.tools)
      if (pair.a !== null && pair.b !== null)
        add(a.index.graph.tool_calls.get(pair.a)?.execution, b.index.graph.tool_calls.get(pair.b)?.execution)
  }
  return seqs
}

function inSlots(own: Lanes, other: Lanes, slots: readonly LaneSlot[], side: Side, steps: AlignedSteps): Lanes {
  const opposite: Side = side === 'a' ? 'b' : 'a'
  const laneTo = new Int32Array(own.lanes.length).fill(-1)
  const order: number[] = []
  const placed = slots.map((slot, at): Lane => {
    const lane = own.lanes[slot[side]]
    const across = other.lanes[slot[opposite]]
    const rows = Math.max(lane?.rows ?? 0, across?.rows ?? 0)
    const first = order.length
    if (lane === undefined) return absentLane(own, across, slot, rows, first)
    laneTo[slot[side]] = at
    for (let slice = lane.first; slice < lane.end; slice += 1) order.push(slice)
    return { ...lane, depth: slot.depth, parent: slot.parent, rows, first, end: order.length }
  })
  const sliceTo = new Int32Array(own.slices.count).fill(-1)
  order.forEach((slice, at) => (sliceTo[slice] = at))
  return {
    ...own,
    lanes: placed,
    slices: reorderedSlices(own.slices, order, laneTo, sliceTo),
    edges: relabelledEdges(own.edges, laneTo, sliceTo),
    stepUnits: steps[side],
    stepExtent: steps.extent,
  }
}

function absentLane(own: Lanes, across: Lane | undefined, slot: LaneSlot, rows: number, first: number): Lane {
  return {
    threadId: `absent ${across?.threadId ?? ''}`,
    path: across?.path ?? '',
    nickname: null,
    depth: slot.depth,
    parent: slot.parent,
    status: 'unknown',
    startMs: own.startMs,
    endMs: own.startMs,
    startSeq: own.steps[0] ?? 0,
    endSeq: own.steps[0] ?? 0,
    rows,
    first,
    end: first,
    absent: true,
  }
}

function reorderedSlices(
  slices: SliceColumns,
  order: readonly number[],
  laneTo: Int32Array,
  sliceTo: Int32Array,
): SliceColumns {
  const at = (column: { readonly [index: number]: number }) => (_: unknown, index: number) =>
    column[order[index] ?? 0] ?? 0
  const { length } = order
  const mapped = (column: { readonly [index: number]: number }, to: Int32Array) => (_: unknown, index: number) =>
    to[column[order[index] ?? 0] ?? -1] ?? -1
  return {
    count: length,
    lane: Uint32Array.from({ length }, mapped(slices.lane, laneTo)),
    row: Uint16Array.from({ length }, at(slices.row)),
    kind: Uint8Array.from({ length }, at(slices.kind)),
    status: Uint8Array.from({ length }, at(slices.status)),
    startMs: Float64Array.from({ length }, at(slices.startMs)),
    endMs: Float64Array.from({ length }, at(slices.endMs)),
    startSeq: Float64Array.from({ length }, at(slices.startSeq)),
    endSeq: Float64Array.from({ length }, at(slices.endSeq)),
    id: Uint32Array.from({ length }, at(slices.id)),
    label: Uint32Array.from({ length }, at(slices.label)),
    parent: Int32Array.from({ length }, mapped(slices.parent, sliceTo)),
    diagnostics: Uint16Array.from({ length }, at(slices.diagnostics)),
  }
}

/** Edges keep their order: it is that of their seqs. */
function relabelledEdges(edges: EdgeColumns, laneTo: Int32Array, sliceTo: Int32Array): EdgeColumns {
  return {
    ...edges,
    fromLane: edges.fromLane.map((lane) => laneTo[lane] ?? 0),
    toLane: edges.toLane.map((lane) => laneTo[lane] ?? -1),
    fromSlice: edges.fromSlice.map((slice) => sliceTo[slice] ?? -1),
    toSlice: edges.toSlice.map((slice) => sliceTo[slice] ?? -1),
  }
}

function unitOfStop(
  { a, b }: Compared,
  stop: DifferenceStop,
  lanesA: Lanes,
  lanesB: Lanes,
  steps: AlignedSteps,
): number {
  const left = stop.a === null ? undefined : seqOf(a, stop.a)
  if (left !== undefined) return unitOf(left, lanesA.steps, steps.a)
  const right = stop.b === null ? undefined : seqOf(b, stop.b)
  return right === undefined ? NaN : unitOf(right, lanesB.steps, steps.b)
}

/** When a thing came up: its start, the call that first saw an item or answered with it. */
function seqOf(part: ComparedPart, ref: ObjectRef): Seq | undefined {
  const { index } = part
  if (ref.kind === 'conversation_item') {
    const call = index.callAnswering(as(ref.id)) ?? index.firstCallWith(as(ref.id))
    return call?.execution.started_seq
  }
  if (ref.kind === 'interaction_edge') {
    const source = index.graph.interaction_edges.get(as(ref.id))?.source
    if (source?.type === 'tool_call') return index.graph.tool_calls.get(source.tool_call_id)?.execution.started_seq
    return source?.type === 'conversation_item'
      ? seqOf(part, { kind: 'conversation_item', id: source.item_id })
      : undefined
  }
  const found = graphObject(index.graph, ref)?.object
  return found !== undefined && 'execution' in found ? found.execution.started_seq : undefined
}

/** At or after the seq. */
function unitOf(seq: number, steps: Float64Array, units: Float64Array): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((steps[middle] ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return units[Math.min(low, units.length - 1)] ?? NaN
}
