/** The lanes of both sides in one order and on one sequence of steps; an agent that a side lacks has an empty lane there. */
import { as, type Seq } from '../../base/ids.ts'
import type { ExecutionWindow } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { ComparedLanes } from '../../../shared/view-models/compared-lanes.ts'
import type { DifferenceStop, Side } from '../../../shared/view-models/compare.ts'
import type { EdgeColumns, Lane, Lanes, SliceColumns, SliceKind } from '../../../shared/view-models/lanes.ts'
import { lanes, sliceKindCodes } from '../lanes.ts'
import { graphObject } from '../refs.ts'
import { textAt } from '../string-column.ts'
import { alignSteps, type AlignedSteps } from './aligned-steps.ts'
import type { Compared, ComparedPart } from './compared.ts'
import type { AlignedIndex } from './sequence.ts'

const listedStops = 20_000

/** What is shown of them. The steps stay those of everything, so that what is left out moves nothing. */
export interface LanesFilter {
  /** Leaves out agents that say and do the same, and marks what is the same of the others. */
  readonly onlyDifferences: boolean
  /** Index of the one agent to show; null for all. */
  readonly agent: number | null
}

/** A lane of each side, -1 where a side has none, in the order of both. */
interface LaneSlot {
  readonly a: number
  readonly b: number
  readonly depth: number
  readonly parent: number
}

export function comparedLanes(compared: Compared, filter: LanesFilter): ComparedLanes {
  const [a, b] = [lanes(compared.a.index), lanes(compared.b.index)]
  const slots = shownSlots(compared, slotsOf(compared, a, b), filter)
  const steps = alignSteps(a.steps, b.steps, pairedSeqs(compared))
  const alike = filter.onlyDifferences ? alikeIds(compared) : undefined
  return {
    a: inSlots(a, b, slots, 'a', steps, alike),
    b: inSlots(b, a, slots, 'b', steps, alike),
    stops: Float64Array.from(compared.comparison.stops.slice(0, listedStops), (stop) =>
      filter.agent === null || stop.agent === filter.agent ? unitOfStop(compared, stop, a, b, steps) : NaN,
    ),
  }
}

/** Agents come first among the slots, in the order of the comparison; what is left hangs from the nearest lane above it. */
function shownSlots(
  { comparison }: Compared,
  slots: readonly LaneSlot[],
  { onlyDifferences, agent }: LanesFilter,
): readonly LaneSlot[] {
  const isShown = (at: number): boolean =>
    (agent === null || at === agent) && !(onlyDifferences && comparison.agents[at]?.state === 'same')
  const placeOf = new Map<number, number>()
  const shown: LaneSlot[] = []
  slots.forEach((slot, at) => {
    if (!isShown(at)) return
    let above = slot.parent
    while (above >= 0 && !placeOf.has(above)) above = slots[above]?.parent ?? -1
    const parent = placeOf.get(above) ?? -1
    placeOf.set(at, shown.length)
    shown.push({ ...slot, parent, depth: (shown[parent]?.depth ?? -1) + 1 })
  })
  return shown
}

/** By kind of slice the ids of either side whose pair is the same. Kinds that are not paired follow what encloses them. */
type AlikeIds = Readonly<Record<Side, ReadonlyMap<SliceKind, ReadonlySet<string>>>>

function alikeIds({ comparison: { agents } }: Compared): AlikeIds {
  const of = (side: Side) => {
    const ids = (pairs: readonly { readonly a: string | null; readonly b: string | null; readonly state: string }[]) =>
      pairs.flatMap((pair) => (pair.state === 'same' && pair[side] !== null ? [pair[side]] : []))
    return new Map<SliceKind, ReadonlySet<string>>([
      ['turn', new Set(agents.flatMap(({ turns }) => ids(turns)))],
      ['inference', new Set(agents.flatMap(({ calls }) => ids(calls)))],
      ['tool', new Set(agents.flatMap(({ tools }) => ids(tools)))],
      ['compaction', new Set(agents.flatMap(({ compactions }) => ids(compactions)))],
    ])
  }
  return { a: of('a'), b: of('b') }
}

/** Per slice 1 if both runs have it alike. What is not paired follows what encloses it, however deep it is nested. */
function alikeSlices({ strings, slices }: Lanes, ids: ReadonlyMap<SliceKind, ReadonlySet<string>>): Uint8Array {
  const alike = new Uint8Array(slices.count)
  const followed = new Uint8Array(slices.count)
  const judged = (slice: number): number | undefined => {
    const paired = ids.get(sliceKindCodes[slices.kind[slice] ?? 0] ?? 'turn')
    return paired && Number(paired.has(textAt(strings, slices.id[slice] ?? -1)))
  }
  for (let slice = 0; slice < slices.count; slice += 1) {
    const inner: number[] = []
    let at = slice
    while (at >= 0 && followed[at] === 0 && judged(at) === undefined) {
      followed[at] = 1
      inner.push(at)
      at = slices.parent[at] ?? -1
    }
    const answer = at < 0 ? 0 : (judged(at) ?? alike[at] ?? 0)
    for (const one of inner.length === 0 ? [slice] : inner) alike[one] = answer
  }
  return alike
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

function inSlots(
  own: Lanes,
  other: Lanes,
  slots: readonly LaneSlot[],
  side: Side,
  steps: AlignedSteps,
  alike: AlikeIds | undefined,
): Lanes {
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
  const slices = reorderedSlices(own.slices, order, laneTo, sliceTo)
  return {
    ...own,
    lanes: placed,
    slices,
    ...(alike !== undefined && { alike: alikeSlices({ ...own, slices }, alike[side]) }),
    edges: shownEdges(own.edges, laneTo, sliceTo),
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

/** Those whose ends are shown, in their order: it is that of their seqs. */
function shownEdges(edges: EdgeColumns, laneTo: Int32Array, sliceTo: Int32Array): EdgeColumns {
  const isShown = (edge: number) => {
    const to = edges.toLane[edge] ?? -1
    return (laneTo[edges.fromLane[edge] ?? -1] ?? -1) >= 0 && (to < 0 || (laneTo[to] ?? -1) >= 0)
  }
  const order = Uint32Array.from(Array.from({ length: edges.count }, (_, edge) => edge).filter(isShown))
  const at = (column: { readonly [index: number]: number }) => (edge: number) => column[edge] ?? 0
  const slice = (column: Int32Array) => (edge: number) => sliceTo[column[edge] ?? -1] ?? -1
  return {
    count: order.length,
    kind: Uint8Array.from(order, at(edges.kind)),
    end: Uint8Array.from(order, at(edges.end)),
    fromLane: Uint32Array.from(order, (edge) => laneTo[edges.fromLane[edge] ?? -1] ?? 0),
    toLane: Int32Array.from(order, (edge) => laneTo[edges.toLane[edge] ?? -1] ?? -1),
    fromSlice: Int32Array.from(order, slice(edges.fromSlice)),
    toSlice: Int32Array.from(order, slice(edges.toSlice)),
    fromMs: Float64Array.from(order, at(edges.fromMs)),
    toMs: Float64Array.from(order, at(edges.toMs)),
    fromSeq: Float64Array.from(order, at(edges.fromSeq)),
    toSeq: Float64Array.from(order, at(edges.toSeq)),
    id: Uint32Array.from(order, at(edges.id)),
    label: Uint32Array.from(order, at(edges.label)),
    derived: Uint8Array.from(order, at(edges.derived)),
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
