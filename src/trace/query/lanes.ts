/** Lanes of the Agents view and the Timeline as columns: slices by lane, edges by source seq, steps of the sequence axis. */
import { compareBytes } from '../base/byte-order.ts'
import type { EdgeColumns, Lane, Lanes, SliceColumns } from '../../shared/view-models/lanes.ts'
import type { edgeEnds, laneEdgeKinds, sliceKinds, sliceStatuses } from '../../shared/view-models/lanes.ts'
import { edgeArrival, edgeStart, edgeText } from './lane-edges.ts'
import type { EdgeArrival, EdgeStart } from './lane-edges.ts'
import { laneSlices } from './lane-slices.ts'
import type { LaneSlices, Slice } from './lane-slices.ts'
import type { Interaction } from './interactions.ts'
import { endOf, firstSeen } from './overview.ts'
import { createStringCollector, type StringCollector } from './string-column.ts'
import type { ThreadNode } from './thread-tree.ts'
import type { TraceIndex } from './trace-index.ts'

/** The tables that codes in the columns refer to; their types are the contract's own, so neither can change alone. */
export const sliceKindCodes: typeof sliceKinds = [
  'turn',
  'inference',
  'tool',
  'code_cell',
  'terminal',
  'compaction',
  'compaction_request',
]
const sliceStatusCodes: typeof sliceStatuses = ['running', 'completed', 'failed', 'cancelled', 'aborted', 'unknown']
const edgeKindCodes: typeof laneEdgeKinds = [
  'spawn_agent',
  'assign_agent_task',
  'send_message',
  'agent_result',
  'close_agent',
]
const edgeEndCodes: typeof edgeEnds = ['item', 'thread', 'unseen']

/**
 * One lane per thread of the index, in tree order. An edge whose sender is unknown starts at the lane it reached; one
 * that touches no known thread at all is left out.
 */
export function lanes(index: TraceIndex): Lanes {
  const strings = createStringCollector()
  const perLane = index.threads.map((node) => laneSlices(index, node.threadId))
  const slices = sliceColumns(index, perLane, strings)
  const laneList = laneRows(index, perLane)
  const edges = edgeColumns(index, slices, strings)
  return {
    revision: index.revision,
    strings: strings.column(),
    lanes: laneList,
    slices,
    edges,
    ...extent(index, slices, edges),
    steps: stepsOf([slices.startSeq, slices.endSeq, edges.fromSeq, edges.toSeq]),
  }
}

function laneRows(index: TraceIndex, perLane: readonly LaneSlices[]): readonly Lane[] {
  let end = 0
  return perLane.flatMap((slices, position): Lane[] => {
    const node = index.threads[position]
    if (node === undefined) return []
    const first = end
    end += slices.slices.length
    return [{ ...laneFacts(index, node, slices.slices[0]), rows: slices.rowCount, first, end }]
  })
}

type LaneFacts = Omit<Lane, 'rows' | 'first' | 'end'>

/** A thread that was never started begins with its first slice. */
function laneFacts(index: TraceIndex, node: ThreadNode, first: Slice | undefined): LaneFacts {
  const { threadId, thread, path, depth, parent } = node
  const execution = thread?.execution
  return {
    threadId,
    path,
    nickname: thread?.nickname ?? null,
    depth,
    parent,
    status: execution?.status ?? 'unknown',
    startMs: execution?.started_at_unix_ms ?? firstSeen(index, threadId),
    endMs: execution?.ended_at_unix_ms ?? Number.NaN,
    startSeq: execution?.started_seq ?? first?.startSeq ?? 0,
    endSeq: execution?.ended_seq ?? Number.NaN,
  }
}

function sliceColumns(index: TraceIndex, perLane: readonly LaneSlices[], strings: StringCollector): SliceColumns {
  const count = perLane.reduce((sum, { slices }) => sum + slices.length, 0)
  const columns = {
    count,
    lane: new Uint32Array(count),
    row: new Uint16Array(count),
    kind: new Uint8Array(count),
    status: new Uint8Array(count),
    startMs: new Float64Array(count),
    endMs: new Float64Array(count),
    startSeq: new Float64Array(count),
    endSeq: new Float64Array(count),
    id: new Uint32Array(count),
    label: new Uint32Array(count),
    parent: new Int32Array(count),
    diagnostics: new Uint16Array(count),
  }
  let first = 0
  for (const [lane, { slices, rows }] of perLane.entries()) {
    for (const [position, slice] of slices.entries()) {
      const at = first + position
      columns.lane[at] = lane
      columns.row[at] = rows[position] ?? 0
      columns.kind[at] = sliceKindCodes.indexOf(slice.kind)
      columns.status[at] = sliceStatusCodes.indexOf(slice.status)
      columns.startMs[at] = slice.startMs
      columns.endMs[at] = slice.endMs
      columns.startSeq[at] = slice.startSeq
      columns.endSeq[at] = slice.endSeq
      columns.id[at] = strings.add(slice.id)
      columns.label[at] = strings.add(slice.label)
      columns.parent[at] = slice.parent < 0 ? -1 : first + slice.parent
      columns.diagnostics[at] = Math.min(index.diagnosticsOf(slice.id), 65_535)
    }
    first += slices.length
  }
  return columns
}

interface Arrow {
  readonly edge: Interaction
  readonly from: EdgeStart
  readonly to: EdgeArrival
  readonly fromLane: number
  readonly toLane: number
}

function edgeColumns(index: TraceIndex, slices: SliceColumns, strings: StringCollector): EdgeColumns {
  const arrows = index.interactions.flatMap((edge) => arrowOf(index, edge))
  arrows.sort((a, b) => a.from.seq - b.from.seq || compareBytes(a.edge.edgeId, b.edge.edgeId))
  const sliceOf = slicePositions(slices, strings)
  const { length: count } = arrows
  return {
    count,
    kind: Uint8Array.from(arrows, ({ edge }) => edgeKindCodes.indexOf(edge.kind)),
    end: Uint8Array.from(arrows, ({ to }) => edgeEndCodes.indexOf(to.end)),
    fromLane: Uint32Array.from(arrows, ({ fromLane }) => fromLane),
    toLane: Int32Array.from(arrows, ({ toLane }) => toLane),
    fromSlice: Int32Array.from(arrows, ({ from }) =>
      sliceOf(from.call?.kind === 'tool_call' ? 'tool' : 'inference', from.call?.id),
    ),
    toSlice: Int32Array.from(arrows, ({ to }) => sliceOf('inference', to.seenBy?.inference_call_id)),
    fromMs: Float64Array.from(arrows, ({ from }) => from.ms),
    toMs: Float64Array.from(arrows, ({ to }) => to.ms),
    fromSeq: Float64Array.from(arrows, ({ from }) => from.seq),
    toSeq: Float64Array.from(arrows, ({ to }) => to.seq),
    id: Uint32Array.from(arrows, ({ edge }) => strings.add(edge.edgeId)),
    label: Uint32Array.from(arrows, ({ edge }) => strings.add(edgeText(index, edge))),
    derived: Uint8Array.from(arrows, ({ edge }) => (edge.derived === undefined ? 0 : 1)),
  }
}

function arrowOf(index: TraceIndex, edge: Interaction): readonly Arrow[] {
  const from = edgeStart(index, edge)
  const to = edgeArrival(index, edge, from)
  const sender = from.thread === undefined ? undefined : index.threadPositions.get(from.thread)
  const receiver = to.thread === undefined ? undefined : index.threadPositions.get(to.thread)
  const fromLane = sender ?? receiver
  return fromLane === undefined ? [] : [{ edge, from, to, fromLane, toLane: receiver ?? -1 }]
}

/** Finds slices of tools and inferences by the object's id; -1 for those that are not there. */
function slicePositions(
  slices: SliceColumns,
  strings: StringCollector,
): (kind: 'tool' | 'inference', id: string | undefined) => number {
  const byKind = { tool: new Map<number, number>(), inference: new Map<number, number>() }
  for (let at = 0; at < slices.count; at++) {
    const kind = sliceKindCodes[slices.kind[at] ?? 0]
    if (kind === 'tool' || kind === 'inference') byKind[kind].set(slices.id[at] ?? -1, at)
  }
  return (kind, id) => (id === undefined ? -1 : (byKind[kind].get(strings.find(id)) ?? -1))
}

function extent(
  index: TraceIndex,
  slices: SliceColumns,
  edges: EdgeColumns,
): { readonly startMs: number; readonly endMs: number } {
  let startMs: number = index.graph.started_at_unix_ms
  let endMs = Math.max(startMs, endOf(index).endedAt)
  for (const column of [slices.startMs, slices.endMs, edges.fromMs, edges.toMs]) {
    for (const ms of column) {
      if (ms < startMs) startMs = ms
      if (ms > endMs) endMs = ms
    }
  }
  return { startMs, endMs }
}

function stepsOf(columns: readonly Float64Array[]): Float64Array {
  const seqs = new Set<number>()
  for (const column of columns) for (const seq of column) if (!Number.isNaN(seq)) seqs.add(seq)
  return Float64Array.from(seqs).sort()
}
