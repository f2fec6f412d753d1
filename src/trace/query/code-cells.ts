/** The Code cells view. */
import type { CodeCellId } from '../base/ids.ts'
import type { CodeCell, ToolCall } from '../model/graph.ts'
import type {
  CellCall,
  CellMoment,
  CodeCellDetail,
  CodeCellList,
  CodeCellSummary,
} from '../../shared/view-models/code-cells.ts'
import { itemView } from './item-view.ts'
import { firstLine, toolName } from './labels.ts'
import { labelOfTool } from './object-label.ts'
import { countFailed } from './overview.ts'
import type { PayloadReader } from './payload-reader.ts'
import { createJsonSource } from './recorded-json.ts'
import type { TraceIndex } from './trace-index.ts'
import { transcriptOf } from './transcript.ts'

const sourceLimit = 262_144
const listedCalls = 1000
const listedOutputs = 50

export function codeCells(index: TraceIndex): CodeCellList {
  const cells = [...index.graph.code_cells.values()].sort((a, b) => a.execution.started_seq - b.execution.started_seq)
  return { revision: index.revision, cells: cells.map((cell) => summaryOf(index, cell)) }
}

/** Undefined for an unknown cell. */
export async function codeCell(
  index: TraceIndex,
  reader: PayloadReader,
  id: CodeCellId,
): Promise<CodeCellDetail | undefined> {
  const cell = index.graph.code_cells.get(id)
  if (cell === undefined) return undefined
  const source = createJsonSource(reader)
  const { positions } = transcriptOf(index, cell.thread_id)
  const outputs = cell.output_item_ids
    .slice(0, listedOutputs)
    .flatMap((item) => index.graph.conversation_items.get(item) ?? [])
  return {
    ...summaryOf(index, cell),
    revision: index.revision,
    source: cell.source_js.slice(0, sourceLimit),
    sourceLength: cell.source_js.length,
    sourceItemId: cell.source_item_id,
    startedBy: index.toolStarting(id)?.tool_call_id ?? null,
    moments: momentsOf(cell),
    calls: callsOf(index, nestedTools(index, cell)),
    waitCalls: callsOf(index, waits(index, cell)),
    outputs: await Promise.all(outputs.map((item) => itemView(index, source, item, positions.get(item.item_id) ?? 0))),
  }
}

function summaryOf(index: TraceIndex, cell: CodeCell): CodeCellSummary {
  const nested = nestedTools(index, cell)
  const { started_at_unix_ms: startedAt, started_seq: startedSeq, ended_at_unix_ms: endedAt, status } = cell.execution
  return {
    codeCellId: cell.code_cell_id,
    threadId: cell.thread_id,
    path: index.pathOf(cell.thread_id),
    label: firstLine(cell.source_js),
    status,
    runtimeStatus: cell.runtime_status,
    startedAt,
    startedSeq,
    endedAt,
    nestedCalls: nested.length,
    failedCalls: countFailed(nested),
    waits: waits(index, cell).length,
  }
}

/** As the cell lists them, and those that only the tool calls know of. */
function nestedTools(index: TraceIndex, cell: CodeCell): readonly ToolCall[] {
  const listed = cell.nested_tool_call_ids.flatMap((id) => index.graph.tool_calls.get(id) ?? [])
  return bySeq([...new Set([...listed, ...index.toolsOfCell(cell.code_cell_id)])])
}

function waits(index: TraceIndex, cell: CodeCell): readonly ToolCall[] {
  return bySeq(cell.wait_tool_call_ids.flatMap((id) => index.graph.tool_calls.get(id) ?? []))
}

function bySeq(tools: readonly ToolCall[]): readonly ToolCall[] {
  return tools.toSorted((a, b) => a.execution.started_seq - b.execution.started_seq)
}

function callsOf(index: TraceIndex, tools: readonly ToolCall[]): readonly CellCall[] {
  return tools.slice(0, listedCalls).map((tool) => {
    const { execution } = tool
    return {
      toolCallId: tool.tool_call_id,
      name: toolName(tool.kind),
      label: labelOfTool(index, tool),
      status: execution.status,
      startedAt: execution.started_at_unix_ms,
      startedSeq: execution.started_seq,
      endedAt: execution.ended_at_unix_ms,
      endedSeq: execution.ended_seq,
      diagnostics: index.diagnosticsOf(tool.tool_call_id),
    }
  })
}

/** Only the last yield is recorded; one that is the initial response is not told twice. */
function momentsOf(cell: CodeCell): readonly CellMoment[] {
  const { execution } = cell
  const moments: CellMoment[] = [
    { what: 'started', at: execution.started_at_unix_ms, seq: execution.started_seq, status: null, payloadId: null },
  ]
  const add = (what: CellMoment['what'], at: number | null, seq: number | null, more: Partial<CellMoment>): void => {
    if (at !== null && seq !== null) moments.push({ what, at, seq, status: null, payloadId: null, ...more })
  }
  const { initial_response_at_unix_ms: firstAt, initial_response_seq: firstSeq } = cell
  const payloadId = cell.raw_initial_response_payload_id
  add('initial_response', firstAt, firstSeq, { status: cell.initial_response_status, payloadId })
  if (cell.yielded_seq !== firstSeq) add('yielded', cell.yielded_at_unix_ms, cell.yielded_seq, { status: 'yielded' })
  const result = cell.raw_result_payload_id
  add('ended', execution.ended_at_unix_ms, execution.ended_seq, { status: cell.runtime_status, payloadId: result })
  return moments.sort((a, b) => a.seq - b.seq)
}
