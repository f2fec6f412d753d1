/**
 * Makes the graph out of the drafts. Everything a draft may still change is copied, so a published graph stays as it is;
 * item bodies and finished lists are shared. Members come in the order the reference writes them.
 */
import type { EdgeId, ItemId, ToolCallId } from '../base/ids.ts'
import type { KnownSchema } from '../format/version.ts'
import type {
  CodeCell,
  CompactionRequest,
  ConversationItem,
  InferenceCall,
  InteractionEdge,
  TerminalOperation,
  TerminalSession,
  Thread,
  ToolCall,
  TraceGraph,
} from '../model/graph.ts'
import type {
  Acceptance,
  CellDraft,
  CompactionRequestDraft,
  EdgeDraft,
  InferenceDraft,
  ItemDraft,
  OperationDraft,
  SessionDraft,
  ThreadDraft,
  ToolDraft,
} from './drafts.ts'
import type { State } from './state.ts'
import { startedCellOf, visibleItems } from './settle.ts'

export function publish(state: State, schema: KnownSchema, edges: ReadonlyMap<EdgeId, EdgeDraft>): TraceGraph {
  const visible = schema === 2 ? visibleItems(state) : undefined
  return {
    schema_version: schema,
    trace_id: state.traceId,
    rollout_id: state.rolloutId,
    root_thread_id: state.rootThreadId,
    started_at_unix_ms: state.startedAt,
    ended_at_unix_ms: state.endedAt,
    status: state.status,
    ...(schema === 2 && { recording_complete: state.recordingComplete }),
    threads: mapOf(state.threads, (thread) => publishThread(thread, visible)),
    codex_turns: mapOf(state.turns, (turn) => ({ ...turn, execution: { ...turn.execution } })),
    conversation_items: mapOf(state.items, (item) => publishItem(item, acceptanceOf(state, item, schema))),
    inference_calls: mapOf(state.inferences, publishInference),
    code_cells: mapOf(state.cells, publishCell),
    tool_calls: mapOf(state.tools, (tool) => publishTool(state, tool, schema)),
    terminal_sessions: mapOf(state.sessions, publishSession),
    terminal_operations: mapOf(state.operations, (operation) => publishOperation(state, operation)),
    compactions: new Map(state.compactions),
    compaction_requests: mapOf(state.compactionRequests, publishRequest),
    interaction_edges: mapOf(edges, publishEdge),
    raw_payloads: new Map(state.payloads),
  }
}

function mapOf<K, To, From>(map: ReadonlyMap<K, From>, make: (value: From) => To): Map<K, To> {
  const made = new Map<K, To>()
  for (const [key, value] of map) made.set(key, make(value))
  return made
}

function publishThread(thread: ThreadDraft, visible: ReadonlySet<ItemId> | undefined): Thread {
  const ids = [...thread.conversation_item_ids]
  return {
    thread_id: thread.thread_id,
    agent_path: thread.agent_path,
    nickname: thread.nickname,
    origin: thread.origin,
    execution: { ...thread.execution },
    default_model: thread.default_model,
    conversation_item_ids: visible === undefined ? ids : ids.filter((id) => visible.has(id)),
  }
}

function acceptanceOf(state: State, item: ItemDraft, schema: KnownSchema): Acceptance | undefined {
  if (schema === 1 || item.responses_item_id === undefined) return undefined
  return state.memories.get(item.thread_id)?.acceptances.get(item.responses_item_id)
}

function publishItem(item: ItemDraft, accepted: Acceptance | undefined): ConversationItem {
  return {
    item_id: item.item_id,
    ...(item.responses_item_id !== undefined && { responses_item_id: item.responses_item_id }),
    ...(accepted !== undefined && { accepted_at_unix_ms: accepted.time, accepted_seq: accepted.seq }),
    thread_id: item.thread_id,
    codex_turn_id: item.codex_turn_id,
    first_seen_at_unix_ms: item.first_seen_at_unix_ms,
    role: item.role,
    channel: item.channel,
    kind: item.kind,
    ...(item.agent_message !== undefined && { agent_message: item.agent_message }),
    body: { parts: item.parts },
    call_id: item.call_id,
    produced_by: [...item.produced_by],
  }
}

function publishInference(call: InferenceDraft): InferenceCall {
  return {
    ...call,
    execution: { ...call.execution },
    tool_call_ids_started_by_response: [...call.tool_call_ids_started_by_response],
  }
}

function publishCell(cell: CellDraft): CodeCell {
  return {
    ...cell,
    output_item_ids: [...cell.output_item_ids],
    execution: { ...cell.execution },
    nested_tool_call_ids: [...cell.nested_tool_call_ids],
    wait_tool_call_ids: [...cell.wait_tool_call_ids],
  }
}

function publishTool(state: State, tool: ToolDraft, schema: KnownSchema): ToolCall {
  const started = schema === 2 ? startedCellOf(state, tool) : undefined
  return {
    tool_call_id: tool.tool_call_id,
    mcp_call_id: tool.mcp_call_id,
    model_visible_call_id: tool.model_visible_call_id,
    code_mode_runtime_tool_id: tool.code_mode_runtime_tool_id,
    ...(started !== undefined && { started_code_cell_id: started }),
    thread_id: tool.thread_id,
    started_by_codex_turn_id: tool.started_by_codex_turn_id,
    execution: { ...tool.execution },
    requester: tool.requester,
    kind: tool.kind,
    model_visible_call_item_ids: [...tool.model_visible_call_item_ids],
    model_visible_output_item_ids: [...tool.model_visible_output_item_ids],
    terminal_operation_id: tool.terminal_operation_id,
    summary: tool.summary,
    raw_invocation_payload_id: tool.raw_invocation_payload_id,
    raw_result_payload_id: tool.raw_result_payload_id,
    raw_runtime_payload_ids: [...tool.raw_runtime_payload_ids],
  }
}

function publishSession(session: SessionDraft): TerminalSession {
  return { ...session, operation_ids: [...session.operation_ids], execution: { ...session.execution } }
}

function publishOperation(state: State, operation: OperationDraft): TerminalOperation {
  const { process_id: _, ...rest } = operation
  return {
    ...rest,
    execution: { ...rest.execution },
    model_observations: observationsOf(state, rest.tool_call_id),
    raw_payload_ids: [...rest.raw_payload_ids],
  }
}

/** What the model saw of an operation is what its tool's items show. */
function observationsOf(state: State, id: ToolCallId): TerminalOperation['model_observations'] {
  const tool = state.tools.get(id)
  if (tool === undefined) return []
  const { model_visible_call_item_ids: calls, model_visible_output_item_ids: outputs } = tool
  if (calls.size + outputs.size === 0) return []
  return [{ call_item_ids: [...calls], output_item_ids: [...outputs], source: 'direct_tool_call' }]
}

function publishRequest(request: CompactionRequestDraft): CompactionRequest {
  return { ...request, execution: { ...request.execution } }
}

function publishEdge(edge: EdgeDraft): InteractionEdge {
  return {
    ...edge,
    carried_item_ids: [...edge.carried_item_ids],
    carried_raw_payload_ids: [...edge.carried_raw_payload_ids],
  }
}
