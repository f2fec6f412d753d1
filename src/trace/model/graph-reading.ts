/** One reader per object of the graph, for graph-json.ts. Field by field as in graph.ts; knows nothing of files. */
import type { Cursor } from '../base/json/cursor.ts'
import { as, type RawPayloadId, type Seq, type UnixMs } from '../base/ids.ts'
import {
  rawPayloadKinds,
  type CodeCell,
  type CodeCellRuntimeStatus,
  type CodexTurn,
  type Compaction,
  type CompactionRequest,
  type ConversationItem,
  type EdgeAnchor,
  type ExecutionStatus,
  type ExecutionWindow,
  type InferenceCall,
  type InteractionEdge,
  type ItemPart,
  type ItemProducer,
  type RawPayloadRef,
  type RolloutStatus,
  type SchemaVersion,
  type TerminalObservation,
  type TerminalOperation,
  type TerminalRequest,
  type TerminalResult,
  type TerminalSession,
  type Thread,
  type ThreadOrigin,
  type TokenUsage,
  type ToolCall,
  type ToolKind,
  type ToolRequester,
  type ToolSummary,
} from './graph.ts'

export const ms = (at: Cursor): UnixMs => as<UnixMs>(at.number())
export const seq = (at: Cursor): Seq => as<Seq>(at.number())
const int = (at: Cursor): number => at.number()

export const schemaVersion = (at: Cursor): SchemaVersion => at.oneOf([1, 2])
export const rolloutStatus = (at: Cursor): RolloutStatus => at.oneOf(['running', 'completed', 'failed', 'aborted'])
const runtimeStatus = (at: Cursor): CodeCellRuntimeStatus =>
  at.oneOf(['starting', 'running', 'yielded', 'completed', 'failed', 'terminated'])
const executionStatus = (at: Cursor): ExecutionStatus =>
  at.oneOf(['running', 'completed', 'failed', 'cancelled', 'aborted'])

function execution(at: Cursor): ExecutionWindow {
  const window = at.member('execution')
  return {
    started_at_unix_ms: window.ms('started_at_unix_ms'),
    started_seq: window.seq('started_seq'),
    ended_at_unix_ms: window.nullable('ended_at_unix_ms', ms),
    ended_seq: window.nullable('ended_seq', seq),
    status: executionStatus(window.member('status')),
  }
}

function origin(at: Cursor): ThreadOrigin {
  const type = at.member('type').oneOf(['root', 'spawned'])
  if (type === 'root') return { type }
  return {
    type,
    parent_thread_id: at.id('parent_thread_id'),
    spawn_edge_id: at.id('spawn_edge_id'),
    task_name: at.text('task_name'),
    agent_role: at.text('agent_role'),
  }
}

export function thread(at: Cursor): Thread {
  return {
    thread_id: at.id('thread_id'),
    agent_path: at.id('agent_path'),
    nickname: at.textOrNull('nickname'),
    origin: origin(at.member('origin')),
    execution: execution(at),
    default_model: at.textOrNull('default_model'),
    conversation_item_ids: at.ids('conversation_item_ids'),
  }
}

export function codexTurn(at: Cursor): CodexTurn {
  return {
    codex_turn_id: at.id('codex_turn_id'),
    thread_id: at.id('thread_id'),
    execution: execution(at),
    input_item_ids: at.ids('input_item_ids'),
  }
}

function part(at: Cursor): ItemPart {
  const type = at.member('type').oneOf(['text', 'summary', 'encoded', 'json', 'code', 'payload_ref'])
  switch (type) {
    case 'text':
    case 'summary':
      return { type, text: at.text('text') }
    case 'encoded':
      return { type, label: at.text('label'), value: at.text('value') }
    case 'json':
      return { type, summary: at.text('summary'), raw_payload_id: at.id('raw_payload_id') }
    case 'code':
      return { type, language: at.text('language'), source: at.text('source') }
    case 'payload_ref': {
      const hash = at.optional('content_sha256')?.string()
      const raw_payload_id = at.id<RawPayloadId>('raw_payload_id')
      return { type, label: at.text('label'), raw_payload_id, ...(hash !== undefined && { content_sha256: hash }) }
    }
  }
}

function producer(at: Cursor): ItemProducer {
  const type = at.member('type').oneOf(['inference', 'tool', 'code_cell', 'compaction'])
  switch (type) {
    case 'inference':
      return { type, inference_call_id: at.id('inference_call_id') }
    case 'tool':
      return { type, tool_call_id: at.id('tool_call_id') }
    case 'code_cell':
      return { type, code_cell_id: at.id('code_cell_id') }
    case 'compaction':
      return { type, compaction_id: at.id('compaction_id') }
  }
}

export function conversationItem(at: Cursor): ConversationItem {
  const responsesId = at.optional('responses_item_id')
  const accepted = at.optional('accepted_seq')
  const message = at.optional('agent_message')
  return {
    item_id: at.id('item_id'),
    ...(responsesId && { responses_item_id: at.id('responses_item_id') }),
    ...(accepted && { accepted_at_unix_ms: at.ms('accepted_at_unix_ms'), accepted_seq: seq(accepted) }),
    thread_id: at.id('thread_id'),
    codex_turn_id: at.idOrNull('codex_turn_id'),
    first_seen_at_unix_ms: at.ms('first_seen_at_unix_ms'),
    role: at.member('role').oneOf(['system', 'developer', 'user', 'assistant', 'tool']),
    channel: at.nullable('channel', (channel) => channel.oneOf(['analysis', 'commentary', 'final', 'summary'])),
    kind: at
      .member('kind')
      .oneOf([
        'message',
        'reasoning',
        'function_call',
        'function_call_output',
        'custom_tool_call',
        'custom_tool_call_output',
        'compaction_marker',
      ]),
    ...(message && { agent_message: { author: message.text('author'), recipient: message.text('recipient') } }),
    body: { parts: at.member('body').list('parts', part) },
    call_id: at.idOrNull('call_id'),
    produced_by: at.list('produced_by', producer),
  }
}

function usage(at: Cursor): TokenUsage {
  return {
    input_tokens: int(at.member('input_tokens')),
    cached_input_tokens: int(at.member('cached_input_tokens')),
    // Absent in what programs before 0.150 wrote.
    cache_write_input_tokens: at.optional('cache_write_input_tokens')?.number() ?? 0,
    output_tokens: int(at.member('output_tokens')),
    reasoning_output_tokens: int(at.member('reasoning_output_tokens')),
  }
}

export function inferenceCall(at: Cursor): InferenceCall {
  return {
    inference_call_id: at.id('inference_call_id'),
    thread_id: at.id('thread_id'),
    codex_turn_id: at.id('codex_turn_id'),
    execution: execution(at),
    model: at.text('model'),
    provider_name: at.text('provider_name'),
    response_id: at.textOrNull('response_id'),
    upstream_request_id: at.textOrNull('upstream_request_id'),
    request_item_ids: at.ids('request_item_ids'),
    response_item_ids: at.ids('response_item_ids'),
    tool_call_ids_started_by_response: at.ids('tool_call_ids_started_by_response'),
    usage: at.nullable('usage', usage),
    raw_request_payload_id: at.id('raw_request_payload_id'),
    raw_response_payload_id: at.idOrNull('raw_response_payload_id'),
  }
}

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

export function compaction(at: Cursor): Compaction {
  return {
    compaction_id: at.id('compaction_id'),
    thread_id: at.id('thread_id'),
    codex_turn_id: at.id('codex_turn_id'),
    installed_at_unix_ms: at.ms('installed_at_unix_ms'),
    marker_item_id: at.id('marker_item_id'),
    request_ids: at.ids('request_ids'),
    input_item_ids: at.ids('input_item_ids'),
    replacement_item_ids: at.ids('replacement_item_ids'),
  }
}

export function compactionRequest(at: Cursor): CompactionRequest {
  return {
    compaction_request_id: at.id('compaction_request_id'),
    compaction_id: at.id('compaction_id'),
    thread_id: at.id('thread_id'),
    codex_turn_id: at.id('codex_turn_id'),
    execution: execution(at),
    model: at.text('model'),
    provider_name: at.text('provider_name'),
    raw_request_payload_id: at.id('raw_request_payload_id'),
    raw_response_payload_id: at.idOrNull('raw_response_payload_id'),
  }
}

function anchor(at: Cursor): EdgeAnchor {
  const type = at.member('type').oneOf(['conversation_item', 'tool_call', 'thread'])
  switch (type) {
    case 'conversation_item':
      return { type, item_id: at.id('item_id') }
    case 'tool_call':
      return { type, tool_call_id: at.id('tool_call_id') }
    case 'thread':
      return { type, thread_id: at.id('thread_id') }
  }
}

export function interactionEdge(at: Cursor): InteractionEdge {
  return {
    edge_id: at.id('edge_id'),
    kind: at.member('kind').oneOf(['spawn_agent', 'assign_agent_task', 'send_message', 'agent_result', 'close_agent']),
    source: anchor(at.member('source')),
    target: anchor(at.member('target')),
    started_at_unix_ms: at.ms('started_at_unix_ms'),
    ended_at_unix_ms: at.nullable('ended_at_unix_ms', ms),
    carried_item_ids: at.ids('carried_item_ids'),
    carried_raw_payload_ids: at.ids('carried_raw_payload_ids'),
  }
}

export function rawPayload(at: Cursor): RawPayloadRef {
  return {
    raw_payload_id: at.id('raw_payload_id'),
    kind: { type: at.member('kind').member('type').oneOf(rawPayloadKinds) },
    path: at.text('path'),
  }
}
