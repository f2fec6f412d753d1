/**
 * The graph as JSON values and back: the shape of the reference's `state.json` (docs/format/graph.md). Maps become objects
 * with keys in byte order, `__proto__` among them is an ordinary key. Reading checks everything it takes over; members it
 * does not know are ignored. Never reads files: the caller parses the text.
 */
import { inByteOrder } from '../base/byte-order.ts'
import { Cursor } from '../base/json/cursor.ts'
import type { TraceGraph } from './graph.ts'
import * as read from './graph-reading.ts'
import * as runtime from './runtime-reading.ts'

/** A plain value ready for `JSON.stringify`. Shares its leaves with the graph: do not change it. */
export function graphToJson(graph: TraceGraph): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(graph).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Map ? Object.fromEntries(inByteOrder(value)) : value,
    ]),
  )
}

/** Throws TraceError `state_malformed` naming the member that is missing or of another form than the model's. */
export function graphFromJson(state: unknown): TraceGraph {
  const at = new Cursor(state, [])
  const complete = at.optional('recording_complete')?.boolean()
  return {
    schema_version: read.schemaVersion(at.member('schema_version')),
    trace_id: at.id('trace_id'),
    rollout_id: at.id('rollout_id'),
    root_thread_id: at.id('root_thread_id'),
    started_at_unix_ms: at.ms('started_at_unix_ms'),
    ended_at_unix_ms: at.nullable('ended_at_unix_ms', read.ms),
    status: read.rolloutStatus(at.member('status')),
    ...(complete === undefined ? {} : { recording_complete: complete }),
    threads: at.map('threads', read.thread),
    codex_turns: at.map('codex_turns', read.codexTurn),
    conversation_items: at.map('conversation_items', read.conversationItem),
    inference_calls: at.map('inference_calls', read.inferenceCall),
    code_cells: at.map('code_cells', runtime.codeCell),
    tool_calls: at.map('tool_calls', runtime.toolCall),
    terminal_sessions: at.map('terminal_sessions', runtime.terminalSession),
    terminal_operations: at.map('terminal_operations', runtime.terminalOperation),
    compactions: at.map('compactions', read.compaction),
    compaction_requests: at.map('compaction_requests', read.compactionRequest),
    interaction_edges: at.map('interaction_edges', read.interactionEdge),
    raw_payloads: at.map('raw_payloads', read.rawPayload),
  }
}
