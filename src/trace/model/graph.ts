/**
 * The reduced graph, field by field as the reference reducer writes it (docs/format/graph.md). Names keep the on-disk
 * snake_case so that conformance is a deep-equal. Maps are keyed by id; their iteration order means nothing unless a
 * comment says so. The graph is never changed after reduction: every type is readonly, the reducer works on drafts.
 *
 * `[S2]` marks what exists only in schema 2. "Omitted" members are absent rather than null.
 */
import type {
  AgentPath,
  CodeCellId,
  CodexTurnId,
  CompactionId,
  CompactionRequestId,
  EdgeId,
  InferenceCallId,
  ItemId,
  ModelVisibleCallId,
  OperationId,
  RawPayloadId,
  ResponsesItemId,
  RolloutId,
  RuntimeCellId,
  Seq,
  TerminalId,
  ThreadId,
  ToolCallId,
  TraceId,
  UnixMs,
} from '../base/ids.ts'
import type { RawPayloadKind } from '../base/payload-kinds.ts'

export { rawPayloadKinds, type RawPayloadKind } from '../base/payload-kinds.ts'

export type SchemaVersion = 1 | 2
export type RolloutStatus = 'running' | 'completed' | 'failed' | 'aborted'
export type ExecutionStatus = 'running' | 'completed' | 'failed' | 'cancelled' | 'aborted'
export type CodeCellRuntimeStatus = 'starting' | 'running' | 'yielded' | 'completed' | 'failed' | 'terminated'

export interface ExecutionWindow {
  readonly started_at_unix_ms: UnixMs
  readonly started_seq: Seq
  readonly ended_at_unix_ms: UnixMs | null
  readonly ended_seq: Seq | null
  readonly status: ExecutionStatus
}

export interface RawPayloadRef {
  readonly raw_payload_id: RawPayloadId
  readonly kind: { readonly type: RawPayloadKind }
  /** As recorded; joined to the bundle only through the source, which keeps it inside. */
  readonly path: string
}

export type ThreadOrigin =
  | { readonly type: 'root' }
  | {
      readonly type: 'spawned'
      /** Need not exist in `threads`. */
      readonly parent_thread_id: ThreadId
      /** Need not exist in `interaction_edges`. */
      readonly spawn_edge_id: EdgeId
      readonly task_name: string
      readonly agent_role: string
    }

export interface Thread {
  readonly thread_id: ThreadId
  readonly agent_path: AgentPath
  readonly nickname: string | null
  readonly origin: ThreadOrigin
  readonly execution: ExecutionWindow
  readonly default_model: string | null
  /** In order of creation. [S2] without items that only ever appeared as unaccepted output. */
  readonly conversation_item_ids: readonly ItemId[]
}

export interface CodexTurn {
  readonly codex_turn_id: CodexTurnId
  readonly thread_id: ThreadId
  readonly execution: ExecutionWindow
  /** Empty in every version tried. */
  readonly input_item_ids: readonly ItemId[]
}

export type ItemRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool'
export type ItemChannel = 'analysis' | 'commentary' | 'final' | 'summary'
export type ItemKind =
  | 'message'
  | 'reasoning'
  | 'function_call'
  | 'function_call_output'
  | 'custom_tool_call'
  | 'custom_tool_call_output'
  | 'compaction_marker'

export type ItemPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'summary'; readonly text: string }
  | { readonly type: 'encoded'; readonly label: string; readonly value: string }
  /** `summary`: compact JSON, at most 243 bytes of UTF-8; the whole value is in the payload. */
  | { readonly type: 'json'; readonly summary: string; readonly raw_payload_id: RawPayloadId }
  | { readonly type: 'code'; readonly language: string; readonly source: string }
  | {
      readonly type: 'payload_ref'
      readonly label: string
      readonly raw_payload_id: RawPayloadId
      /** [S2] Omitted unless the reference stands for one content part. Lower-case hex. */
      readonly content_sha256?: string
    }

export type ItemProducer =
  | { readonly type: 'inference'; readonly inference_call_id: InferenceCallId }
  | { readonly type: 'tool'; readonly tool_call_id: ToolCallId }
  | { readonly type: 'code_cell'; readonly code_cell_id: CodeCellId }
  | { readonly type: 'compaction'; readonly compaction_id: CompactionId }

export interface ConversationItem {
  readonly item_id: ItemId
  /** [S2] Omitted if no sighting carried one. */
  readonly responses_item_id?: ResponsesItemId
  /** [S2] First acceptance of that Responses id in this thread; present together with `accepted_seq`. */
  readonly accepted_at_unix_ms?: UnixMs
  readonly accepted_seq?: Seq
  readonly thread_id: ThreadId
  /** Turn in which the item was first reduced. */
  readonly codex_turn_id: CodexTurnId | null
  readonly first_seen_at_unix_ms: UnixMs
  readonly role: ItemRole
  readonly channel: ItemChannel | null
  readonly kind: ItemKind
  readonly agent_message?: { readonly author: string; readonly recipient: string }
  readonly body: { readonly parts: readonly ItemPart[] }
  readonly call_id: ModelVisibleCallId | null
  /** In order of discovery, without duplicates. */
  readonly produced_by: readonly ItemProducer[]
}

/** Token counts, non-negative integers as the provider reported them. */
export interface TokenUsage {
  readonly input_tokens: number
  readonly cached_input_tokens: number
  readonly cache_write_input_tokens: number
  readonly output_tokens: number
  readonly reasoning_output_tokens: number
}

export interface InferenceCall {
  readonly inference_call_id: InferenceCallId
  readonly thread_id: ThreadId
  readonly codex_turn_id: CodexTurnId
  readonly execution: ExecutionWindow
  readonly model: string
  readonly provider_name: string
  readonly response_id: string | null
  readonly upstream_request_id: string | null
  readonly request_item_ids: readonly ItemId[]
  readonly response_item_ids: readonly ItemId[]
  readonly tool_call_ids_started_by_response: readonly ToolCallId[]
  readonly usage: TokenUsage | null
  readonly raw_request_payload_id: RawPayloadId
  readonly raw_response_payload_id: RawPayloadId | null
}

export type ToolKind =
  | { readonly type: 'exec_command' | 'write_stdin' | 'apply_patch' | 'web' | 'image_generation' }
  | { readonly type: 'spawn_agent' | 'assign_agent_task' | 'send_message' | 'wait_agent' | 'close_agent' }
  | { readonly type: 'mcp'; readonly server: string; readonly tool: string }
  | { readonly type: 'other'; readonly name: string }

export type ToolSummary =
  | {
      readonly type: 'generic'
      readonly label: string
      readonly input_preview: string | null
      readonly output_preview: string | null
    }
  | {
      readonly type: 'agent'
      readonly target_agent_path: string
      readonly task_name: string | null
      readonly message_preview: string
    }
  | { readonly type: 'wait_agent'; readonly target_agent_path: string | null; readonly timeout_ms: number | null }
  | { readonly type: 'terminal'; readonly operation_id: OperationId }

export type ToolRequester =
  { readonly type: 'model' } | { readonly type: 'code_cell'; readonly code_cell_id: CodeCellId }

export interface ToolCall {
  readonly tool_call_id: ToolCallId
  readonly mcp_call_id: string | null
  readonly model_visible_call_id: ModelVisibleCallId | null
  readonly code_mode_runtime_tool_id: string | null
  /** [S2] The code cell an exec tool started; omitted otherwise. */
  readonly started_code_cell_id?: CodeCellId
  readonly thread_id: ThreadId
  readonly started_by_codex_turn_id: CodexTurnId | null
  readonly execution: ExecutionWindow
  readonly requester: ToolRequester
  readonly kind: ToolKind
  readonly model_visible_call_item_ids: readonly ItemId[]
  readonly model_visible_output_item_ids: readonly ItemId[]
  readonly terminal_operation_id: OperationId | null
  readonly summary: ToolSummary
  readonly raw_invocation_payload_id: RawPayloadId | null
  readonly raw_result_payload_id: RawPayloadId | null
  readonly raw_runtime_payload_ids: readonly RawPayloadId[]
}

export interface CodeCell {
  readonly code_cell_id: CodeCellId
  readonly model_visible_call_id: ModelVisibleCallId
  readonly thread_id: ThreadId
  readonly codex_turn_id: CodexTurnId
  readonly source_item_id: ItemId
  readonly output_item_ids: readonly ItemId[]
  readonly runtime_cell_id: RuntimeCellId | null
  readonly execution: ExecutionWindow
  readonly runtime_status: CodeCellRuntimeStatus
  readonly initial_response_at_unix_ms: UnixMs | null
  readonly initial_response_seq: Seq | null
  readonly initial_response_status: CodeCellRuntimeStatus | null
  readonly raw_initial_response_payload_id: RawPayloadId | null
  readonly raw_result_payload_id: RawPayloadId | null
  readonly yielded_at_unix_ms: UnixMs | null
  readonly yielded_seq: Seq | null
  readonly source_js: string
  readonly nested_tool_call_ids: readonly ToolCallId[]
  readonly wait_tool_call_ids: readonly ToolCallId[]
}

export interface TerminalSession {
  readonly terminal_id: TerminalId
  readonly thread_id: ThreadId
  readonly created_by_operation_id: OperationId
  readonly operation_ids: readonly OperationId[]
  /** Always open. */
  readonly execution: ExecutionWindow
}

export type TerminalRequest =
  | {
      readonly type: 'exec_command'
      readonly command: readonly string[]
      readonly display_command: string
      readonly cwd: string
      readonly yield_time_ms: number | null
      readonly max_output_tokens: number | null
    }
  | {
      readonly type: 'write_stdin'
      readonly stdin: string
      readonly yield_time_ms: number | null
      readonly max_output_tokens: number | null
    }

export interface TerminalResult {
  readonly exit_code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly formatted_output: string | null
  readonly original_token_count: number | null
  readonly chunk_id: string | null
}

export interface TerminalObservation {
  readonly call_item_ids: readonly ItemId[]
  readonly output_item_ids: readonly ItemId[]
  readonly source: 'direct_tool_call'
}

export interface TerminalOperation {
  readonly operation_id: OperationId
  readonly terminal_id: TerminalId | null
  readonly tool_call_id: ToolCallId
  readonly kind: 'exec_command' | 'write_stdin'
  readonly execution: ExecutionWindow
  readonly request: TerminalRequest
  readonly result: TerminalResult | null
  /** At most one. */
  readonly model_observations: readonly TerminalObservation[]
  readonly raw_payload_ids: readonly RawPayloadId[]
}

export interface Compaction {
  readonly compaction_id: CompactionId
  readonly thread_id: ThreadId
  readonly codex_turn_id: CodexTurnId
  readonly installed_at_unix_ms: UnixMs
  readonly marker_item_id: ItemId
  readonly request_ids: readonly CompactionRequestId[]
  readonly input_item_ids: readonly ItemId[]
  readonly replacement_item_ids: readonly ItemId[]
}

export interface CompactionRequest {
  readonly compaction_request_id: CompactionRequestId
  readonly compaction_id: CompactionId
  readonly thread_id: ThreadId
  readonly codex_turn_id: CodexTurnId
  readonly execution: ExecutionWindow
  readonly model: string
  readonly provider_name: string
  readonly raw_request_payload_id: RawPayloadId
  readonly raw_response_payload_id: RawPayloadId | null
}

export type EdgeKind = 'spawn_agent' | 'assign_agent_task' | 'send_message' | 'agent_result' | 'close_agent'

export type EdgeAnchor =
  | { readonly type: 'conversation_item'; readonly item_id: ItemId }
  | { readonly type: 'tool_call'; readonly tool_call_id: ToolCallId }
  | { readonly type: 'thread'; readonly thread_id: ThreadId }

export interface InteractionEdge {
  readonly edge_id: EdgeId
  readonly kind: EdgeKind
  readonly source: EdgeAnchor
  readonly target: EdgeAnchor
  readonly started_at_unix_ms: UnixMs
  readonly ended_at_unix_ms: UnixMs | null
  readonly carried_item_ids: readonly ItemId[]
  readonly carried_raw_payload_ids: readonly RawPayloadId[]
}

export interface TraceGraph {
  readonly schema_version: SchemaVersion
  readonly trace_id: TraceId
  readonly rollout_id: RolloutId
  readonly root_thread_id: ThreadId
  readonly started_at_unix_ms: UnixMs
  readonly ended_at_unix_ms: UnixMs | null
  readonly status: RolloutStatus
  /** [S2] Omitted in schema 1. True iff the last event is recording_completed. */
  readonly recording_complete?: boolean
  readonly threads: ReadonlyMap<ThreadId, Thread>
  readonly codex_turns: ReadonlyMap<CodexTurnId, CodexTurn>
  readonly conversation_items: ReadonlyMap<ItemId, ConversationItem>
  readonly inference_calls: ReadonlyMap<InferenceCallId, InferenceCall>
  readonly code_cells: ReadonlyMap<CodeCellId, CodeCell>
  readonly tool_calls: ReadonlyMap<ToolCallId, ToolCall>
  readonly terminal_sessions: ReadonlyMap<TerminalId, TerminalSession>
  readonly terminal_operations: ReadonlyMap<OperationId, TerminalOperation>
  readonly compactions: ReadonlyMap<CompactionId, Compaction>
  readonly compaction_requests: ReadonlyMap<CompactionRequestId, CompactionRequest>
  readonly interaction_edges: ReadonlyMap<EdgeId, InteractionEdge>
  readonly raw_payloads: ReadonlyMap<RawPayloadId, RawPayloadRef>
}
