/** Details of tool calls, code cells and terminals: what the model asked for and was told, and what really ran. */
import type { CodeCell, TerminalOperation, TerminalSession, ToolCall } from '../../model/graph.ts'
import type { ItemId } from '../../base/ids.ts'
import type { ObjectText } from '../../../shared/view-models/object.ts'
import { commandText, toolName } from '../labels.ts'
import { terminalResult } from '../terminal-result.ts'
import { cellStartedBy } from '../trace-index.ts'
import type { TraceIndex } from '../trace-index.ts'
import { itemTexts } from './conversation.ts'
import { edgeRelation } from './edges.ts'
import { amount, executionFields, link, mono, relation, status, text, textBlock, time } from './parts.ts'
import type { Description } from './parts.ts'

export function describeTool(index: TraceIndex, tool: ToolCall): Description {
  const id = tool.tool_call_id
  const { terminal_operation_id: operationId } = tool
  const operation = operationId === null ? undefined : index.graph.terminal_operations.get(operationId)
  const cell = tool.requester.type === 'code_cell' ? tool.requester.code_cell_id : undefined
  const started = cellStartedBy(tool, index.graph)
  const waitsFor = index.cellsOf(tool.thread_id).filter((each) => each.wait_tool_call_ids.includes(id))
  return {
    status: tool.execution.status,
    fields: [
      ...executionFields(tool.execution),
      text('kind', tool.kind.type),
      text('tool', toolName(tool.kind)),
      text('requester', cell === undefined ? 'model' : 'code cell'),
      ...(cell === undefined ? [] : [link(index, 'requested by', 'code_cell', cell)]),
      link(index, 'asked for by', 'inference_call', index.callStarting(id)?.inference_call_id),
      link(index, 'thread', 'thread', tool.thread_id),
      link(index, 'turn', 'codex_turn', tool.started_by_codex_turn_id),
      ...(operationId === null ? [] : [link(index, 'terminal operation', 'terminal_operation', operationId)]),
      ...(started === undefined ? [] : [link(index, 'started code cell', 'code_cell', started)]),
      mono('tool call id', id),
      mono('model-visible call id', tool.model_visible_call_id),
      ...(tool.mcp_call_id === null ? [] : [mono('MCP call id', tool.mcp_call_id)]),
      ...(tool.code_mode_runtime_tool_id === null ? [] : [mono('runtime tool id', tool.code_mode_runtime_tool_id)]),
    ],
    texts: [
      ...textsOf(index, tool.model_visible_call_item_ids, 'call: '),
      ...summaryTexts(tool),
      ...(operation === undefined ? [] : operationTexts(index, operation)),
      ...textsOf(index, tool.model_visible_output_item_ids, 'output: '),
    ],
    relations: [
      ...relation(index, 'model-visible call', 'conversation_item', tool.model_visible_call_item_ids),
      ...relation(index, 'model-visible output', 'conversation_item', tool.model_visible_output_item_ids),
      ...relation(
        index,
        'waits for',
        'code_cell',
        waitsFor.map((each) => each.code_cell_id),
      ),
      ...edgeRelation(index, 'source of', index.edgesFrom({ kind: 'tool_call', id })),
      ...edgeRelation(index, 'target of', index.edgesTo({ kind: 'tool_call', id })),
    ],
  }
}

function textsOf(index: TraceIndex, items: readonly ItemId[], prefix: string): readonly ObjectText[] {
  return items.flatMap((id) => {
    const item = index.graph.conversation_items.get(id)
    return item === undefined ? [] : itemTexts(index, item, prefix)
  })
}

function summaryTexts({ summary, raw_invocation_payload_id: payload }: ToolCall): readonly ObjectText[] {
  if (summary.type !== 'generic' || summary.input_preview === null) return []
  const block = textBlock('invocation (preview)', 'runtime', 'json', summary.input_preview, payload)
  return [{ ...block, cut: summary.input_preview.endsWith('...') }]
}

export function describeCell(index: TraceIndex, cell: CodeCell): Description {
  const initialAt = cell.initial_response_at_unix_ms
  return {
    status: cell.execution.status,
    fields: [
      ...executionFields(cell.execution),
      { ...status(cell.runtime_status), name: 'runtime status' },
      time('initial response', initialAt),
      text('initial response status', cell.initial_response_status),
      time('last yielded', cell.yielded_at_unix_ms),
      link(index, 'thread', 'thread', cell.thread_id),
      link(index, 'turn', 'codex_turn', cell.codex_turn_id),
      link(index, 'started by', 'tool_call', index.toolStarting(cell.code_cell_id)?.tool_call_id),
      link(index, 'source item', 'conversation_item', cell.source_item_id),
      mono('model-visible call id', cell.model_visible_call_id),
      mono('runtime cell id', cell.runtime_cell_id),
    ],
    texts: [
      textBlock('source', 'runtime', 'code', cell.source_js),
      ...textsOf(index, cell.output_item_ids, 'output: '),
    ],
    relations: [
      ...relation(index, 'nested tool calls', 'tool_call', cell.nested_tool_call_ids),
      ...relation(index, 'waited for by', 'tool_call', cell.wait_tool_call_ids),
      ...relation(index, 'model-visible output', 'conversation_item', cell.output_item_ids),
    ],
  }
}

export function describeSession(index: TraceIndex, session: TerminalSession): Description {
  return {
    status: session.execution.status,
    fields: [
      ...executionFields(session.execution),
      link(index, 'thread', 'thread', session.thread_id),
      link(index, 'created by', 'terminal_operation', session.created_by_operation_id),
    ],
    relations: relation(index, 'operations', 'terminal_operation', session.operation_ids),
  }
}

export function describeOperation(index: TraceIndex, operation: TerminalOperation): Description {
  const { request } = operation
  const { result, derived } = terminalResult(index, operation)
  const [observation] = operation.model_observations
  return {
    status: operation.execution.status,
    fields: [
      ...executionFields(operation.execution),
      text('kind', operation.kind),
      ...(request.type === 'exec_command' ? [mono('working directory', request.cwd)] : []),
      amount('exit code', result?.exit_code, '', derived ? 'derived' : 'observed'),
      amount('yield time', request.yield_time_ms, 'ms'),
      amount('output limit', request.max_output_tokens, 'tokens'),
      amount('original output', result?.original_token_count, 'tokens'),
      link(index, 'tool call', 'tool_call', operation.tool_call_id),
      link(index, 'terminal session', 'terminal_session', operation.terminal_id),
      link(index, 'thread', 'thread', index.graph.tool_calls.get(operation.tool_call_id)?.thread_id),
    ],
    texts: [...operationTexts(index, operation), ...textsOf(index, observation?.output_item_ids ?? [], 'output: ')],
    relations: [
      ...relation(index, 'model-visible call', 'conversation_item', observation?.call_item_ids ?? []),
      ...relation(index, 'model-visible output', 'conversation_item', observation?.output_item_ids ?? []),
    ],
  }
}

function operationTexts(index: TraceIndex, operation: TerminalOperation): readonly ObjectText[] {
  const { result } = terminalResult(index, operation)
  const payload = operation.raw_payload_ids.at(-1)
  return [
    textBlock(
      operation.kind === 'exec_command' ? 'command' : 'written',
      'runtime',
      'code',
      commandText(operation.request),
    ),
    ...(result === null || result.stdout === ''
      ? []
      : [textBlock('stdout', 'runtime', 'terminal', result.stdout, payload)]),
    ...(result === null || result.stderr === ''
      ? []
      : [textBlock('stderr', 'runtime', 'terminal', result.stderr, payload)]),
  ]
}
