/**
 * What the reference loses although it was recorded. Each enrichment is explained in docs/format/differences.md; none
 * changes the graph. Looks at the state that outlived the log, never at payloads.
 */
import type { EdgeId, InferenceCallId, ThreadId, ToolCallId } from '../base/ids.ts'
import type { TraceGraph } from '../model/graph.ts'
import type { Derived, DerivedEdge } from '../model/reduction.ts'
import type { State } from './state.ts'

export function enrich(state: State, graph: TraceGraph): Derived {
  return {
    interaction_edges: unseenDeliveries(state),
    terminal_results: new Map(state.olderResults),
    tool_call_ids_started_by_response: missedTools(graph),
    missing_threads: missingThreads(state, graph),
  }
}

/** Messages, tasks and results that were sent but that no model ever saw: nothing showed them until the end. */
function unseenDeliveries(state: State): Map<EdgeId, DerivedEdge> {
  const edges = new Map<EdgeId, DerivedEdge>()
  for (const pending of state.pendingEdges.values()) {
    if (pending.fallback_thread_id !== null || state.edges.has(pending.edge_id)) continue
    edges.set(pending.edge_id, {
      edge_id: pending.edge_id,
      kind: pending.kind,
      source: pending.source,
      target: { type: 'thread', thread_id: pending.target_thread_id },
      started_at_unix_ms: pending.started_at_unix_ms,
      ended_at_unix_ms: pending.ended_at_unix_ms,
      carried_raw_payload_ids: [...pending.payload_ids],
      seen: false,
      reason: 'sent-never-seen',
    })
  }
  return edges
}

/** Tool calls whose call item is in a response that does not list them: they started before it was recorded. */
function missedTools(graph: TraceGraph): Map<InferenceCallId, ToolCallId[]> {
  const tools = new Map<string, ToolCallId[]>()
  for (const tool of graph.tool_calls.values()) {
    for (const item of tool.model_visible_call_item_ids) {
      const known = tools.get(item)
      if (known === undefined) tools.set(item, [tool.tool_call_id])
      else known.push(tool.tool_call_id)
    }
  }
  const missed = new Map<InferenceCallId, ToolCallId[]>()
  for (const call of graph.inference_calls.values()) {
    const listed = new Set(call.tool_call_ids_started_by_response)
    const found = call.response_item_ids.flatMap((item) => tools.get(item) ?? []).filter((tool) => !listed.has(tool))
    if (found.length > 0) missed.set(call.inference_call_id, [...new Set(found)])
  }
  return missed
}

/** Threads that others name but that no start event was seen for. */
function missingThreads(state: State, graph: TraceGraph): ThreadId[] {
  const missing = new Set(state.impliedThreads)
  for (const thread of graph.threads.values()) {
    if (thread.origin.type === 'spawned' && !graph.threads.has(thread.origin.parent_thread_id)) {
      missing.add(thread.origin.parent_thread_id)
    }
  }
  return [...missing]
}
