/** From ids to objects: what an id names, and which thread and turn an object belongs to. */
import { as } from '../base/ids.ts'
import type {
  CodeCellId,
  CodexTurnId,
  CompactionId,
  CompactionRequestId,
  EdgeId,
  InferenceCallId,
  ItemId,
  OperationId,
  RawPayloadId,
  TerminalId,
  ThreadId,
  ToolCallId,
} from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type {
  CodeCell,
  CodexTurn,
  Compaction,
  CompactionRequest,
  ConversationItem,
  InferenceCall,
  RawPayloadRef,
  TerminalOperation,
  TerminalSession,
  Thread,
  ToolCall,
  TraceGraph,
} from '../model/graph.ts'
import type { ObjectKind, ObjectRef } from '../model/object-ref.ts'
import type { Reduction } from '../model/reduction.ts'

/** An object of the graph with its kind. Edges, events and diagnostics are looked up elsewhere. */
export type GraphObject =
  | { readonly kind: 'thread'; readonly object: Thread }
  | { readonly kind: 'codex_turn'; readonly object: CodexTurn }
  | { readonly kind: 'conversation_item'; readonly object: ConversationItem }
  | { readonly kind: 'inference_call'; readonly object: InferenceCall }
  | { readonly kind: 'tool_call'; readonly object: ToolCall }
  | { readonly kind: 'code_cell'; readonly object: CodeCell }
  | { readonly kind: 'terminal_session'; readonly object: TerminalSession }
  | { readonly kind: 'terminal_operation'; readonly object: TerminalOperation }
  | { readonly kind: 'compaction'; readonly object: Compaction }
  | { readonly kind: 'compaction_request'; readonly object: CompactionRequest }
  | { readonly kind: 'raw_payload'; readonly object: RawPayloadRef }

/** Undefined for unknown ids, and for the kinds that are not objects of the graph of their own. */
export function graphObject(graph: TraceGraph, { kind, id }: ObjectRef): GraphObject | undefined {
  switch (kind) {
    case 'thread':
      return found(kind, graph.threads.get(as<ThreadId>(id)))
    case 'codex_turn':
      return found(kind, graph.codex_turns.get(as<CodexTurnId>(id)))
    case 'conversation_item':
      return found(kind, graph.conversation_items.get(as<ItemId>(id)))
    case 'inference_call':
      return found(kind, graph.inference_calls.get(as<InferenceCallId>(id)))
    case 'tool_call':
      return found(kind, graph.tool_calls.get(as<ToolCallId>(id)))
    case 'code_cell':
      return found(kind, graph.code_cells.get(as<CodeCellId>(id)))
    case 'terminal_session':
      return found(kind, graph.terminal_sessions.get(as<TerminalId>(id)))
    case 'terminal_operation':
      return found(kind, graph.terminal_operations.get(as<OperationId>(id)))
    case 'compaction':
      return found(kind, graph.compactions.get(as<CompactionId>(id)))
    case 'compaction_request':
      return found(kind, graph.compaction_requests.get(as<CompactionRequestId>(id)))
    case 'raw_payload':
      return found(kind, graph.raw_payloads.get(as<RawPayloadId>(id)))
    case 'interaction_edge':
    case 'raw_event':
    case 'diagnostic':
      return undefined
    default:
      return unreachable(kind)
  }
}

function found<K extends ObjectKind, T>(kind: K, object: T | undefined): { kind: K; object: T } | undefined {
  return object === undefined ? undefined : { kind, object }
}

/** Kinds in the order in which an id is looked for: an id that two kinds share names the first. */
const kindsById: readonly ObjectKind[] = [
  'thread',
  'codex_turn',
  'inference_call',
  'tool_call',
  'conversation_item',
  'terminal_operation',
  'terminal_session',
  'code_cell',
  'compaction',
  'compaction_request',
  'raw_payload',
]

/** What an id of the graph names; undefined if nothing has it. */
export function refOfId({ graph, derived }: Reduction, id: string): ObjectRef | undefined {
  for (const kind of kindsById) {
    if (graphObject(graph, { kind, id }) !== undefined) return { kind, id }
  }
  const edge = as<EdgeId>(id)
  const isEdge = graph.interaction_edges.has(edge) || derived.interaction_edges.has(edge)
  return isEdge ? { kind: 'interaction_edge', id } : undefined
}

/** The thread an object belongs to; of a thread itself, even if it was never started. An edge belongs to none: it ties two. */
export function threadOf(graph: TraceGraph, ref: ObjectRef): ThreadId | undefined {
  if (ref.kind === 'thread') return as<ThreadId>(ref.id)
  const found = graphObject(graph, ref)
  if (found === undefined) return undefined
  switch (found.kind) {
    case 'raw_payload':
      return undefined
    case 'terminal_operation':
      return graph.tool_calls.get(found.object.tool_call_id)?.thread_id
    default:
      return found.object.thread_id
  }
}
