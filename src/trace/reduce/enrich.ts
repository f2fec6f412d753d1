/**
 * What the reference loses although it was recorded. Each enrichment is explained in docs/format/differences.md; none
 * changes the graph. Looks at the state that outlived the log, never at payloads.
 */
import type { EdgeId, InferenceCallId, ItemId, ThreadId, ToolCallId } from '../base/ids.ts'
import type { TraceGraph } from '../model/graph.ts'
import type { Derived, DerivedEdge } from '../model/reduction.ts'
import type { PendingEdge } from './drafts.ts'
import type { State } from './state.ts'

export function enrich(state: State, graph: TraceGraph): Derived {
  return {
    interaction_edges: lostDeliveries(state),
    terminal_results: new Map(state.olderResults),
    tool_call_ids_started_by_response: missedTools(graph),
    missing_threads: missingThreads(state, graph),
  }
}

/**
 * Messages, tasks and results that no item shows in the way the reference demands. Sent from a code cell, they are shown
 * with a header before them; otherwise no model ever saw them.
 */
function lostDeliveries(state: State): Map<EdgeId, DerivedEdge> {
  const edges = new Map<EdgeId, DerivedEdge>()
  const headed = new HeadedDeliveries(state)
  for (const pending of state.pendingEdges.values()) {
    if (pending.fallback_thread_id !== null || state.edges.has(pending.edge_id)) continue
    const item = headed.take(pending)
    edges.set(pending.edge_id, item === undefined ? unseenEdge(pending) : headedEdge(state, pending, item))
  }
  return edges
}

function unseenEdge(pending: PendingEdge): DerivedEdge {
  const target = { type: 'thread', thread_id: pending.target_thread_id } as const
  return { ...derivedFrom(pending), target, seen: false, reason: 'sent-never-seen' }
}

function headedEdge(state: State, pending: PendingEdge, item: ItemId): DerivedEdge {
  const waiting = [...(state.memories.get(pending.target_thread_id)?.waiting.values() ?? [])]
  const target = { type: 'conversation_item', item_id: item } as const
  return { ...derivedFrom(pending), target, seen: !waiting.includes(item), reason: 'sent-from-code-cells' }
}

function derivedFrom(pending: PendingEdge) {
  return {
    edge_id: pending.edge_id,
    kind: pending.kind,
    source: pending.source,
    started_at_unix_ms: pending.started_at_unix_ms,
    ended_at_unix_ms: pending.ended_at_unix_ms,
    carried_raw_payload_ids: [...pending.payload_ids],
  }
}

/** What recorders put before a message that was sent in clear text. */
const HEADER = /^Message Type: [A-Z_]+\nTask name: [^\n]*\nSender: [^\n]*\nPayload:\n/

/** Items that show a delivery below a header, by author and the text below it; each is taken once. */
class HeadedDeliveries {
  readonly #state: State
  readonly #byThread = new Map<ThreadId, Map<string, Map<string, ItemId[]>>>()

  constructor(state: State) {
    this.#state = state
  }

  take(pending: PendingEdge): ItemId | undefined {
    return this.#of(pending.target_thread_id).get(pending.author)?.get(pending.content)?.shift()
  }

  #of(thread: ThreadId): Map<string, Map<string, ItemId[]>> {
    const known = this.#byThread.get(thread)
    if (known !== undefined) return known
    const found = new Map<string, Map<string, ItemId[]>>()
    for (const [author, deliveries] of this.#state.memories.get(thread)?.deliveries ?? []) {
      found.set(author, this.#below(deliveries))
    }
    this.#byThread.set(thread, found)
    return found
  }

  #below(deliveries: ReadonlyMap<string, readonly ItemId[]>): Map<string, ItemId[]> {
    const byText = new Map<string, ItemId[]>()
    for (const [content, items] of deliveries) {
      const header = HEADER.exec(content)?.[0]
      if (header === undefined) continue
      const free = items.filter((item) => !this.#state.takenItems.has(item))
      const text = content.slice(header.length)
      byText.set(text, [...(byText.get(text) ?? []), ...free])
    }
    return byText
  }
}

/** Tool calls whose call item is in a response that does not list them: they started before it was recorded. */
function missedTools(graph: TraceGraph): Map<InferenceCallId, ToolCallId[]> {
  const toolsOfItem = new Map<ItemId, ToolCallId[]>()
  for (const tool of graph.tool_calls.values()) {
    for (const item of tool.model_visible_call_item_ids) {
      const known = toolsOfItem.get(item)
      if (known === undefined) toolsOfItem.set(item, [tool.tool_call_id])
      else known.push(tool.tool_call_id)
    }
  }
  const missed = new Map<InferenceCallId, ToolCallId[]>()
  for (const call of graph.inference_calls.values()) {
    const listed = new Set(call.tool_call_ids_started_by_response)
    const found = call.response_item_ids.flatMap((item) => toolsOfItem.get(item) ?? []).filter((id) => !listed.has(id))
    if (found.length > 0) missed.set(call.inference_call_id, [...new Set(found)])
  }
  return missed
}

/** Threads that others name but that no start event was seen for. */
function missingThreads(state: State, graph: TraceGraph): ThreadId[] {
  const missing = new Set<ThreadId>(state.impliedThreads)
  const name = (thread: ThreadId) => graph.threads.has(thread) || missing.add(thread)
  for (const { origin } of graph.threads.values()) if (origin.type === 'spawned') name(origin.parent_thread_id)
  for (const pending of state.pendingEdges.values()) name(pending.target_thread_id)
  return [...missing]
}
