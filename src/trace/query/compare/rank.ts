/**
 * The causal order of inference calls, independent of clocks: a call comes after the agent's previous call, after the call
 * that spawned its agent, and after the calls that sent what it is shown (messages, tasks, results). The rank is the length
 * of the longest such chain, 1 for a call that nothing precedes. Calls of equal rank are unordered.
 */
import type { InferenceCallId, ItemId, ThreadId, ToolCallId } from '../../base/ids.ts'
import { sharedPrefix } from '../trace-index.ts'
import type { EdgeAnchor, InferenceCall, TraceGraph } from '../../model/graph.ts'

export function causalRanks(graph: TraceGraph): Map<InferenceCallId, number> {
  const calls = [...graph.inference_calls.values()].sort(
    (left, right) => left.execution.started_seq - right.execution.started_seq,
  )
  const callOfItem = new Map<ItemId, InferenceCallId>()
  for (const call of calls) {
    for (const id of call.response_item_ids) if (!callOfItem.has(id)) callOfItem.set(id, call.inference_call_id)
  }
  const causes = deliveredBy(graph, callOfItem)
  const ranks = new Map<InferenceCallId, number>()
  const lastOfThread = new Map<ThreadId, InferenceCall>()
  const rankOf = (id: InferenceCallId | undefined) => (id === undefined ? 0 : (ranks.get(id) ?? 0))
  for (const call of calls) {
    const previous = lastOfThread.get(call.thread_id)
    let rank = previous === undefined ? rankOf(causes.spawned.get(call.thread_id)) : rankOf(previous.inference_call_id)
    // What the previous call was given too is behind that call.
    const known = previous === undefined ? 0 : sharedPrefix(previous.request_item_ids, call.request_item_ids)
    for (const id of call.request_item_ids.slice(known)) rank = Math.max(rank, rankOf(causes.delivered.get(id)))
    ranks.set(call.inference_call_id, rank + 1)
    lastOfThread.set(call.thread_id, call)
  }
  return ranks
}

interface Causes {
  /** By item that arrived: the call that sent it. */
  readonly delivered: ReadonlyMap<ItemId, InferenceCallId>
  /** By thread: the call that spawned it. */
  readonly spawned: ReadonlyMap<ThreadId, InferenceCallId>
}

function deliveredBy(graph: TraceGraph, callOfItem: ReadonlyMap<ItemId, InferenceCallId>): Causes {
  const callOfTool = (id: ToolCallId): InferenceCallId | undefined => {
    const items = graph.tool_calls.get(id)?.model_visible_call_item_ids ?? []
    return items.map((item) => callOfItem.get(item)).find((call) => call !== undefined)
  }
  const sender = (source: EdgeAnchor): InferenceCallId | undefined => {
    if (source.type === 'tool_call') return callOfTool(source.tool_call_id)
    return source.type === 'conversation_item' ? callOfItem.get(source.item_id) : undefined
  }
  const delivered = new Map<ItemId, InferenceCallId>()
  const spawned = new Map<ThreadId, InferenceCallId>()
  for (const edge of graph.interaction_edges.values()) {
    const from = sender(edge.source)
    if (from === undefined) continue
    if (edge.target.type === 'conversation_item') delivered.set(edge.target.item_id, from)
    if (edge.kind !== 'spawn_agent') continue
    const child =
      edge.target.type === 'thread'
        ? edge.target.thread_id
        : edge.target.type === 'conversation_item'
          ? graph.conversation_items.get(edge.target.item_id)?.thread_id
          : undefined
    if (child !== undefined) spawned.set(child, from)
  }
  return { delivered, spawned }
}
