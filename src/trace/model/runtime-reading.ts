/** As graph-reading.ts, for what ran: tool calls, code cells, terminals. */
import type { Cursor } from '../base/json/cursor.ts'
import { execution, int, ms, seq } from './graph-reading.ts'
import type {
  CodeCell,
  CodeCellRuntimeStatus,
  TerminalObservation,
  TerminalOperation,
  TerminalRequest,
  TerminalResult,
  TerminalSession,
  ToolCall,
  ToolKind,
  ToolRequester,
  ToolSummary,
} from './graph.ts'

const runtimeStatus = (at: Cursor): CodeCellRuntimeStatus =>
  at.oneOf(['starting', 'running', 'yielded', 'completed', 'failed', 'terminated'])

function toolKind(at: Cursor): ToolKind {
  const type = at
    .member('type')
    .oneOf([
      'exec_command',
      'write_stdin',
      'apply_patch',
      'web',
      'image_generation',
      'spawn_agent',
      'assign_agent_task',
      'send_message',
      'wait_agent',
      'close_agent',
      'mcp',
      'other',
    ])
  if (type === 'mcp') return { type, server: at.text('server'), tool: at.text('tool') }
  if (type === 'other') return { type, name: at.text('name') }
  return { type }
}

function toolSummary(at: Cursor): ToolSummary {
  const type = at.member('type').oneOf(['generic', 'agent', 'wait_agent', 'terminal'])
  switch (type) {
    case 'generic':
      return {
        type,
        label: at.text('label'),
        input_preview: at.textOrNull('input_preview'),
        output_preview: at.textOrNull('output_preview'),
      }
    case 'agent':
      return {
        type,
        target_agent_path: at.text('target_agent_path'),
        task_name: at.textOrNull('task_name'),
        message_preview: at.text('message_preview'),
      }
    case 'wait_agent':
      return {
        type,
        target_agent_path: at.textOrNull('target_agent_path'),
        timeout_ms: at.nullable('timeout_ms', int),
      }
    case 'terminal':
      return { type, operation_id: at.id('operation_id') }
  }
}

function requester(at: Cursor): ToolRequester {
  const type = at.member('type').oneOf(['model', 'code_cell'])
  return type === 'model' ? { type } : { type, code_cell_id: at.id('code_cell_id') }
}

export function toolCall(at: Cursor): ToolCall {
  const startedCell = at.optional('started_code_cell_id')
  return {
    tool_call_id: at.id('tool_call_id'),
    mcp_call_id: at.textOrNull('mcp_call_id'),
    model_visible_call_id: at.idOrNull('model_visible_call_id'),
    code_mode_runtime_tool_id: at.textOrNull('code_mode_runtime_tool_id'),
    ...(startedCell && { started_code_cell_id: at.id('started_code_cell_id') }),
    thread_id: at.id('thread_id'),
    started_by_codex_turn_id: at.idOrNull('started_by_codex_turn_id'),
    execution: execution(at),
    requester: requester(at.member('requester')),
    kind: toolKind(at.member('kind')),
    model_visible_call_item_ids: at.ids('model_visible_call_item_ids'),
    model_visible_output_item_ids: at.ids('model_visible_output_item_ids'),
    terminal_operation_id: at.idOrNull('terminal_operation_id'),
    summary: toolSummary(at.member('summary')),
    raw_invocation_payload_id: at.idOrNull('raw_invocation_payload_id'),
    raw_result_payload_id: at.idOrNull('raw_result_payload_id'),
    raw_runtime_payload_ids: at.ids('raw_runtime_payload_ids'),
  }
}

export function codeCell(at: Cursor): CodeCell {
  return {
    code_cell_id: at.id('code_cell_id'),
    model_visible_call_id: at.id('model_visible_call_id'),
    thread_id: at.id('thread_id'),
    codex_turn_id: at.id('codex_turn_id'),
    source_item_id: at.id('source_item_id'),
    output_item_ids: at.ids('output_item_ids'),
    runtime_cell_id: at.idOrNull('runtime_cell_id'),
    execution: execution(at),
    runtime_status: runtimeStatus(at.member('runtime_status')),
    initial_response_at_unix_ms: at.nullable('initial_response_at_unix_ms', ms),
    initial_response_seq: at.nullable('initial_response_seq', seq),
    initial_response_status: at.nullable('initial_response_status', runtimeStatus),
    raw_initial_response_payload_id: at.idOrNull('raw_initial_response_payload_id'),
    raw_result_payload_id: at.idOrNull('raw_result_payload_id'),
    yielded_at_unix_ms: at.nullable('yielded_at_unix_ms', ms),
    yielded_seq: at.nullable('yielded_seq', seq),
    source_js: at.text('source_js'),
    nested_tool_call_ids: at.ids('nested_tool_call_ids'),
    wait_tool_call_ids: at.ids('wait_tool_call_ids'),
  }
}

export function terminalSession(at: Cursor): TerminalSession {
  return {
    terminal_id: at.id('terminal_id'),
    thread_id: at.id('thread_id'),
    created_by_operation_id: at.id('created_by_operation_id'),
    operation_ids: at.ids('operation_ids'),
    execution: execution(at),
  }
}

function terminalRequest(at: Cursor): TerminalRequest {
  const limits = {
    yield_time_ms: at.nullable('yield_time_ms', int),
    max_output_tokens: at.nullable('max_output_tokens', int),
  }
  const type = at.member('type').oneOf(['exec_command', 'write_stdin'])
  if (type === 'write_stdin') return { type, stdin: at.text('stdin'), ...limits }
  return {
    type,
    command: at.list('command', (word) => word.string()),
    display_command: at.text('display_command'),
    cwd: at.text('cwd'),
    ...limits,
  }
}

function terminalResult(at: Cursor): TerminalResult {
  return {
    exit_code: at.nullable('exit_code', int),
    stdout: at.text('stdout'),
    stderr: at.text('stderr'),
    formatted_output: at.textOrNull('formatted_output'),
    original_token_count: at.nullable('original_token_count', int),
    chunk_id: at.textOrNull('chunk_id'),
  }
}

function observation(at: Cursor): TerminalObservation {
  return {
    call_item_ids: at.ids('call_item_ids'),
    output_item_ids: at.ids('output_item_ids'),
    source: at.member('source').oneOf(['direct_tool_call']),
  }
}

export function terminalOperation(at: Cursor): TerminalOperation {
  return {
    operation_id: at.id('operation_id'),
    terminal_id: at.idOrNull('terminal_id'),
    tool_call_id: at.id('tool_call_id'),
    kind: at.member('kind').oneOf(['exec_command', 'write_stdin']),
    execution: execution(at),
    request: terminalRequest(at.member('request')),
    result: at.nullable('result', terminalResult),
    model_observations: at.list('model_observations', observation),
    raw_payload_ids: at.ids('raw_payload_ids'),
  }
}
