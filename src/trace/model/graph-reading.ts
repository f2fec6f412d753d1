/**
 * One reader per object of the graph, for graph-json.ts: agents, what was said and asked, what passed between them. What ran is
 * read by runtime-reading.ts. Field by field as in graph.ts; knows nothing of files.
 */
import type { Cursor } from '../base/json/cursor.ts'
import { as, type RawPayloadId, type Seq, type UnixMs } from '../base/ids.ts'
import {
  rawPayloadKinds,
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
  type Thread,
  type ThreadOrigin,
  type TokenUsage,
} from './graph.ts'

export const ms = (at: Cursor): UnixMs => as<UnixMs>(at.number())
export const seq = (at: Cursor): Seq => as<Seq>(at.number())
export const int = (at: Cursor): number => at.number()

export const schemaVersion = (at: Cursor): SchemaVersion => at.oneOf([1, 2])
export const rolloutStatus = (at: Cursor): RolloutStatus => at.oneOf(['running', 'completed', 'failed', 'aborted'])
const executionStatus = (at: Cursor): ExecutionStatus =>
  at.oneOf(['running', 'completed', 'failed', 'cancelled', 'aborted'])

export function execution(at: Cursor): ExecutionWindow {
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
