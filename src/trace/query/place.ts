/** Where the views show an object. */
import { as } from '../base/ids.ts'
import type { CodeCellId, ItemId, OperationId, TerminalId, ToolCallId } from '../base/ids.ts'
import type { TerminalOperation, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { ObjectPlace } from '../../shared/view-models/place.ts'
import { callFor, compactionFor } from './call-place.ts'
import type { TimeRange } from './durations.ts'
import { threadsOf } from './search/filters.ts'
import { terminalOf } from './terminals.ts'
import { cellStartedBy } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

/** An unknown object has no places. */
export function objectPlace(index: TraceIndex, ref: ObjectRef, range: TimeRange | null = null): ObjectPlace {
  const operation = operationOf(index, ref)
  const session = ref.kind === 'terminal_session' && index.graph.terminal_sessions.has(as<TerminalId>(ref.id))
  return {
    revision: index.revision,
    threadId: threadsOf(index, ref)[0] ?? null,
    terminal: operation === undefined ? (session ? { ref, step: 0 } : null) : terminalOf(index, operation),
    codeCellId: cellOf(index, ref) ?? null,
    inferenceCallId: callFor(index, ref, range)?.inference_call_id ?? null,
    compactionId: compactionFor(index, ref) ?? null,
  }
}

function operationOf(index: TraceIndex, ref: ObjectRef): TerminalOperation | undefined {
  if (ref.kind === 'terminal_operation') return index.graph.terminal_operations.get(as<OperationId>(ref.id))
  const id = toolOf(index, ref)?.terminal_operation_id
  return id === undefined || id === null ? undefined : index.graph.terminal_operations.get(id)
}

function toolOf(index: TraceIndex, { kind, id }: ObjectRef): ToolCall | undefined {
  if (kind === 'tool_call') return index.graph.tool_calls.get(as<ToolCallId>(id))
  return kind === 'conversation_item' ? index.toolsOfItem(as<ItemId>(id))[0]?.tool : undefined
}

function cellOf(index: TraceIndex, ref: ObjectRef): CodeCellId | undefined {
  const id = as<CodeCellId>(ref.id)
  if (ref.kind === 'code_cell') return index.graph.code_cells.has(id) ? id : undefined
  if (ref.kind === 'conversation_item') {
    const [own] = index.cellsOfItem(as<ItemId>(ref.id))
    if (own !== undefined) return own.cell.code_cell_id
  }
  const operation = operationOf(index, ref)
  const tool = toolOf(index, ref) ?? (operation && index.graph.tool_calls.get(operation.tool_call_id))
  if (tool === undefined) return undefined
  return tool.requester.type === 'code_cell' ? tool.requester.code_cell_id : cellStartedBy(tool, index.graph)
}
