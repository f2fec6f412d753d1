/** The slices of one lane: everything a thread did that has a duration, what it is nested in, and its row. */
import type { CodexTurnId, ThreadId } from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type { Compaction, ExecutionWindow, ToolCall } from '../model/graph.ts'
import type { SliceKind, SliceStatus } from '../../shared/view-models/lanes.ts'
import { firstPosition } from './grouping.ts'
import { callLabel, commandText, firstLine, toolLabel } from './labels.ts'
import { createRowAssigner } from './rows.ts'
import type { Span } from './rows.ts'
import { cellStartedBy } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

export interface Slice extends Span {
  readonly kind: SliceKind
  readonly status: SliceStatus
  readonly id: string
  readonly label: string
  /** Position in the same list, -1 without. */
  readonly parent: number
}

export interface LaneSlices {
  readonly slices: readonly Slice[]
  /** Row of each slice. */
  readonly rows: readonly number[]
  readonly rowCount: number
}

const firstSharedRow = 3

/** The row that slices of a kind share at rest; undefined for those that only stand in the shared rows. */
function baseRow(kind: SliceKind): number | undefined {
  switch (kind) {
    case 'turn':
      return 0
    case 'inference':
    case 'compaction':
      return 1
    case 'tool':
    case 'code_cell':
      return 2
    case 'compaction_request':
    case 'terminal':
      return undefined
    default:
      return unreachable(kind)
  }
}

/** Slices by startMs, then startSeq, outer before inner. */
export function laneSlices(index: TraceIndex, thread: ThreadId): LaneSlices {
  const collected = collect(index, thread)
  const placed = placeInRows(collected)
  const order = [...collected.keys()].sort((a, b) => {
    const [first, second] = [collected[a], collected[b]]
    return first && second ? first.startMs - second.startMs || first.startSeq - second.startSeq || a - b : 0
  })
  const positions = new Int32Array(collected.length)
  for (const [position, before] of order.entries()) positions[before] = position
  return {
    slices: order.flatMap((at) => {
      const slice = collected[at]
      return slice === undefined ? [] : [{ ...slice, parent: positions[slice.parent] ?? -1 }]
    }),
    rows: order.map((at) => placed.rows[at] ?? 0),
    rowCount: placed.rowCount,
  }
}

/** Positions of slices that others may be nested in, by the graph's id. */
type Holders = Map<string, number>

interface Collector {
  readonly index: TraceIndex
  readonly slices: Slice[]
  readonly turns: Holders
  readonly compactions: Holders
  readonly tools: Holders
  readonly cells: Holders
  /** Cells by the tool call that started them. */
  readonly starters: Holders
}

/** Outer slices come before those nested in them. */
function collect(index: TraceIndex, thread: ThreadId): readonly Slice[] {
  const into: Collector = {
    index,
    slices: [],
    turns: new Map(),
    compactions: new Map(),
    tools: new Map(),
    cells: new Map(),
    starters: new Map(),
  }
  collectTurns(into, thread)
  collectCompactions(into, thread)
  for (const [position, call] of index.callsOf(thread).entries()) {
    const parent = holder(into.turns, call.codex_turn_id)
    const label = callLabel(call, position + 1)
    into.slices.push({ kind: 'inference', id: call.inference_call_id, label, parent, ...windowOf(call.execution) })
  }
  collectTools(into, thread)
  return into.slices
}

function collectTurns({ index, slices, turns }: Collector, thread: ThreadId): void {
  for (const [position, turn] of index.turnsOf(thread).entries()) {
    const id = turn.codex_turn_id
    turns.set(id, slices.length)
    slices.push({ kind: 'turn', id, label: `turn ${String(position + 1)}`, parent: -1, ...windowOf(turn.execution) })
  }
}

function collectCompactions({ index, slices, turns, compactions }: Collector, thread: ThreadId): void {
  for (const compaction of index.compactionsOf(thread)) {
    const id = compaction.compaction_id
    const parent = holder(turns, compaction.codex_turn_id)
    compactions.set(id, slices.length)
    const span = compactionSpan(index, compaction)
    slices.push({ kind: 'compaction', id, label: 'compaction', status: 'completed', parent, ...span })
  }
  for (const request of index.requestsOf(thread)) {
    const parent = compactions.get(request.compaction_id) ?? holder(turns, request.codex_turn_id)
    const label = `compaction request ${request.model}`
    const id = request.compaction_request_id
    slices.push({ kind: 'compaction_request', id, label, parent, ...windowOf(request.execution) })
  }
}

/** Tools of the model, the cells they started, the tools of the cells, and the terminal operations of them all. */
function collectTools(into: Collector, thread: ThreadId): void {
  const { index, slices, turns, tools, cells, starters } = into
  const toolCalls = index.toolsOf(thread)
  for (const tool of toolCalls) if (tool.requester.type === 'model') collectTool(into, tool, -1)
  for (const cell of index.cellsOf(thread)) {
    const id = cell.code_cell_id
    const parent = starters.get(id) ?? holder(turns, cell.codex_turn_id)
    cells.set(id, slices.length)
    const label = firstLine(cell.source_js) || 'code cell'
    slices.push({ kind: 'code_cell', id, label, parent, ...windowOf(cell.execution) })
  }
  for (const tool of toolCalls) {
    if (tool.requester.type === 'code_cell') collectTool(into, tool, holder(cells, tool.requester.code_cell_id))
  }
  for (const operation of index.operationsOf(thread)) {
    const parent = holder(tools, operation.tool_call_id)
    const label = firstLine(commandText(operation.request)) || operation.kind
    slices.push({ kind: 'terminal', id: operation.operation_id, label, parent, ...windowOf(operation.execution) })
  }
}

function collectTool({ index, slices, turns, tools, starters }: Collector, tool: ToolCall, cell: number): void {
  const { graph } = index
  const id = tool.tool_call_id
  const parent = cell >= 0 ? cell : holder(turns, tool.started_by_codex_turn_id)
  const operation =
    tool.terminal_operation_id === null ? undefined : graph.terminal_operations.get(tool.terminal_operation_id)
  const started = cellStartedBy(tool, graph)
  if (started !== undefined && !starters.has(started)) starters.set(started, slices.length)
  tools.set(id, slices.length)
  slices.push({ kind: 'tool', id, label: toolLabel(tool, operation), parent, ...windowOf(tool.execution) })
}

function holder(holders: Holders, id: CodexTurnId | string | null): number {
  return id === null ? -1 : (holders.get(id) ?? -1)
}

function windowOf(execution: ExecutionWindow): Span & { readonly status: SliceStatus } {
  return {
    status: execution.status,
    startMs: execution.started_at_unix_ms,
    endMs: execution.ended_at_unix_ms ?? Number.NaN,
    startSeq: execution.started_seq,
    endSeq: execution.ended_seq ?? Number.NaN,
  }
}

/** From the start of its first request to its installation; a moment if no request was recorded. */
function compactionSpan(index: TraceIndex, compaction: Compaction): Span {
  const first = index.requestsOfCompaction(compaction.compaction_id)[0]?.execution
  const endMs = compaction.installed_at_unix_ms
  const endSeq = installedSeq(index, compaction)
  return { startMs: first?.started_at_unix_ms ?? endMs, endMs, startSeq: first?.started_seq ?? endSeq, endSeq }
}

/**
 * The graph does not say at which seq a compaction was installed: the log does. Without a log it is the end of its last
 * request, else the end of the last inference before it.
 */
export function installedSeq(index: TraceIndex, compaction: Compaction): number {
  const events = index.events.eventsOf({ kind: 'compaction', id: compaction.compaction_id })
  for (const position of events.toReversed()) {
    const { seq, type } = index.events.row(position)
    if (type === 'compaction_installed' && !Number.isNaN(seq)) return seq
  }
  const request = index.requestsOfCompaction(compaction.compaction_id).at(-1)?.execution
  if (request !== undefined) return request.ended_seq ?? request.started_seq
  const calls = index.callsOf(compaction.thread_id)
  const next = firstPosition(calls.length, (at) => {
    const call = calls[at]
    return call !== undefined && call.execution.started_at_unix_ms > compaction.installed_at_unix_ms
  })
  const before = calls[next - 1]?.execution
  const thread = index.graph.threads.get(compaction.thread_id)
  return before?.ended_seq ?? before?.started_seq ?? thread?.execution.started_seq ?? 0
}

/** Slices nested in a tool, cell or compaction lie below the slice that holds them; turns hold without pushing down. */
function placeInRows(slices: readonly Slice[]): { readonly rows: readonly number[]; readonly rowCount: number } {
  const assigner = createRowAssigner(firstSharedRow)
  const rows = new Array<number>(slices.length).fill(0)
  const bySeq = [...slices.entries()].sort(([a, first], [b, second]) => first.startSeq - second.startSeq || a - b)
  for (const [at, slice] of bySeq) {
    const outer = slices[slice.parent]
    const isNested = outer !== undefined && outer.kind !== 'turn'
    const preferred = isNested ? undefined : baseRow(slice.kind)
    rows[at] = assigner.assign(slice, preferred, isNested ? (rows[slice.parent] ?? 0) + 1 : firstSharedRow)
  }
  return { rows, rowCount: assigner.rows }
}
