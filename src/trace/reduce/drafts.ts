/**
 * The graph while it grows: the objects of model/graph.ts, writable, with sets where the graph has lists without
 * repetition. `publish.ts` makes the graph out of them; nothing outside `reduce/` sees a draft.
 */
import type {
  CodeCellId,
  CodexTurnId,
  EdgeId,
  ItemId,
  ModelVisibleCallId,
  RawPayloadId,
  RuntimeCellId,
  Seq,
  ThreadId,
  UnixMs,
} from '../base/ids.ts'
import type {
  CodeCell,
  CodeCellRuntimeStatus,
  CodexTurn,
  CompactionRequest,
  ConversationItem,
  EdgeAnchor,
  EdgeKind,
  ExecutionWindow,
  InferenceCall,
  InteractionEdge,
  ItemPart,
  ItemProducer,
  TerminalOperation,
  TerminalSession,
  Thread,
  ToolCall,
} from '../model/graph.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export type WindowDraft = Writable<ExecutionWindow>

type Draft<T extends { readonly execution: ExecutionWindow }, Sets extends keyof T = never> = Writable<
  Omit<T, 'execution' | Sets>
> & { readonly execution: WindowDraft } & { readonly [K in Sets]: Set<ElementOf<T[K]>> }

type ElementOf<T> = T extends readonly (infer E)[] ? E : never

export type ThreadDraft = Draft<Thread, 'conversation_item_ids'>
export type TurnDraft = Draft<CodexTurn>
export type InferenceDraft = Draft<InferenceCall, 'tool_call_ids_started_by_response'>
export type ToolDraft = Draft<
  ToolCall,
  'model_visible_call_item_ids' | 'model_visible_output_item_ids' | 'raw_runtime_payload_ids'
>
export type CellDraft = Draft<CodeCell, 'output_item_ids' | 'nested_tool_call_ids' | 'wait_tool_call_ids'>
export type SessionDraft = Draft<TerminalSession, 'operation_ids'>
export type OperationDraft = Omit<Draft<TerminalOperation, 'raw_payload_ids'>, 'model_observations'> & {
  /** The process it talks to, as far as it is known. Not in the graph. */
  process_id: string | null
}
export type CompactionRequestDraft = Draft<CompactionRequest>

/** Bodies are replaced as a whole, never changed: published items share them. */
export interface ItemDraft extends Writable<Omit<ConversationItem, 'produced_by' | 'body'>> {
  parts: readonly ItemPart[]
  readonly produced_by: ItemProducer[]
  /** n of `conversation_item:<n>`: the order of creation. */
  readonly ordinal: number
  /** Hash of what decides about matching; 0 until somebody asks. */
  identity: number
}

export interface EdgeDraft extends Writable<Omit<InteractionEdge, 'carried_item_ids' | 'carried_raw_payload_ids'>> {
  readonly carried_item_ids: Set<ItemId>
  readonly carried_raw_payload_ids: Set<RawPayloadId>
}

/** A delivery that no item shows yet. */
export interface PendingEdge {
  readonly edge_id: EdgeId
  readonly kind: EdgeKind
  readonly source: EdgeAnchor
  readonly target_thread_id: ThreadId
  readonly author: string
  readonly content: string
  /** Where the edge goes if no item ever shows the delivery. Spawns only. */
  readonly fallback_thread_id: ThreadId | null
  started_at_unix_ms: UnixMs
  ended_at_unix_ms: UnixMs | null
  readonly payload_ids: Set<RawPayloadId>
}

/** A started code cell whose source item has not been seen yet. */
export interface QueuedCell {
  readonly code_cell_id: CodeCellId
  readonly runtime_cell_id: RuntimeCellId
  readonly model_visible_call_id: ModelVisibleCallId
  readonly source_js: string
  readonly thread_id: ThreadId
  readonly codex_turn_id: CodexTurnId | null
  readonly seq: Seq
  readonly time: UnixMs
  readonly lifecycle: CellLifecycle[]
}

export interface CellLifecycle {
  readonly type: 'initial_response' | 'end'
  readonly runtime_cell_id: RuntimeCellId
  readonly status: CodeCellRuntimeStatus
  readonly payload_id: RawPayloadId | null
  readonly seq: Seq
  readonly time: UnixMs
}

/** First acceptance of a Responses id. */
export interface Acceptance {
  readonly time: UnixMs
  readonly seq: Seq
}
