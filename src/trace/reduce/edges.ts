/**
 * Interaction edges: deliveries wait until an item of the target thread shows them. Rule: docs/format/reduction.md §10.1
 * and §10.5. What never shows up is settled by the finish step.
 */
import type { EdgeId, ItemId, UnixMs } from '../base/ids.ts'
import { serializedDelivery } from '../format/bodies/agent.ts'
import type { EdgeAnchor } from '../model/graph.ts'
import type { Context } from './context.ts'
import type { EdgeDraft, ItemDraft, PendingEdge } from './drafts.ts'
import { freeId } from './free-id.ts'
import { memoryOf, type State } from './state.ts'

export interface Delivery {
  readonly author: string
  readonly content: string
}

/** The message between agents that an item of the recipient's own thread shows. */
export function deliveryOf(state: State, item: ItemDraft): Delivery | undefined {
  if (item.role !== 'assistant' || item.kind !== 'message') return undefined
  const delivery = item.agent_message ? agentMessageDelivery(item) : textDelivery(item)
  if (delivery === undefined) return undefined
  return state.threads.get(item.thread_id)?.agent_path === delivery.recipient ? delivery : undefined
}

interface Addressed extends Delivery {
  readonly recipient: string
}

function agentMessageDelivery({ agent_message: message, parts }: ItemDraft): Addressed | undefined {
  const [first, second] = parts
  if (message === undefined || first === undefined || parts.length > 2) return undefined
  if (second === undefined) {
    if (first.type === 'text') return { ...message, content: first.text }
    return first.type === 'encoded' ? { ...message, content: first.value } : undefined
  }
  return first.type === 'text' && second.type === 'encoded' ? { ...message, content: second.value } : undefined
}

function textDelivery({ parts }: ItemDraft): Addressed | undefined {
  const [part] = parts
  if (parts.length !== 1 || part?.type !== 'text' || !part.text.trimStart().startsWith('{')) return undefined
  const reading = serializedDelivery.safeParse(parseText(part.text))
  if (!reading.success) return undefined
  const { author, recipient, content, encrypted_content: encrypted } = reading.data
  return { author, recipient, content: encrypted ?? content }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The item is in its thread's list from now on, where deliveries queued later will look for it. */
export function listDelivery(state: State, item: ItemDraft): void {
  const delivery = deliveryOf(state, item)
  if (delivery === undefined) return
  const { deliveries } = memoryOf(state, item.thread_id)
  const ofAuthor = deliveries.get(delivery.author) ?? new Map<string, ItemId[]>()
  deliveries.set(delivery.author, ofAuthor)
  const items = ofAuthor.get(delivery.content)
  if (items === undefined) ofAuthor.set(delivery.content, [item.item_id])
  else items.push(item.item_id)
}

/** An item was sighted: the first edge that waits for what it shows is resolved. */
export function resolvePending(state: State, item: ItemDraft, ctx: Context): void {
  if (state.pendingEdges.size === 0 || state.takenItems.has(item.item_id)) return
  const delivery = deliveryOf(state, item)
  if (delivery === undefined) return
  const [id] = memoryOf(state, item.thread_id).expected.get(delivery.author)?.get(delivery.content) ?? []
  const pending = id === undefined ? undefined : state.pendingEdges.get(id)
  if (pending === undefined) return
  forgetPending(state, pending)
  resolve(state, pending, item.item_id, ctx)
}

function resolve(state: State, pending: PendingEdge, item: ItemId, ctx: Context): void {
  const target: EdgeAnchor = { type: 'conversation_item', item_id: item }
  upsertEdge(state, edgeFrom(pending, target, [item]), ctx)
}

export function edgeFrom(pending: PendingEdge, target: EdgeAnchor, items: readonly ItemId[]): EdgeDraft {
  return {
    edge_id: pending.edge_id,
    kind: pending.kind,
    source: pending.source,
    target,
    started_at_unix_ms: pending.started_at_unix_ms,
    ended_at_unix_ms: pending.ended_at_unix_ms,
    carried_item_ids: new Set(items),
    carried_raw_payload_ids: new Set(pending.payload_ids),
  }
}

/** A delivery was observed at its sender: resolved at once if the item is there, else it waits. */
export function queueEdge(state: State, edge: PendingEdge, ctx: Context): void {
  const items = memoryOf(state, edge.target_thread_id).deliveries.get(edge.author)?.get(edge.content) ?? []
  const free = items.find((item) => !state.takenItems.has(item))
  if (free !== undefined) {
    resolve(state, edge, free, ctx)
    return
  }
  const known = state.pendingEdges.get(edge.edge_id)
  if (known === undefined) {
    remember(state, edge)
    return
  }
  if (!sameDelivery(known, edge)) {
    const message = `pending interaction edge ${edge.edge_id} was observed with conflicting delivery data`
    ctx.refuse('pending_edge_conflict', message, edge.edge_id)
    return
  }
  mergeTimes(known, edge)
  for (const id of edge.payload_ids) known.payload_ids.add(id)
}

function remember(state: State, edge: PendingEdge): void {
  state.pendingEdges.set(edge.edge_id, edge)
  const { expected } = memoryOf(state, edge.target_thread_id)
  const ofAuthor = expected.get(edge.author) ?? new Map<string, Set<EdgeId>>()
  expected.set(edge.author, ofAuthor)
  const waiting = ofAuthor.get(edge.content) ?? new Set()
  ofAuthor.set(edge.content, waiting.add(edge.edge_id))
  if (edge.source.type !== 'tool_call') return
  const ofTool = state.pendingByTool.get(edge.source.tool_call_id) ?? new Set()
  state.pendingByTool.set(edge.source.tool_call_id, ofTool.add(edge.edge_id))
}

function forgetPending(state: State, edge: PendingEdge): void {
  state.pendingEdges.delete(edge.edge_id)
  const ofAuthor = memoryOf(state, edge.target_thread_id).expected.get(edge.author)
  const waiting = ofAuthor?.get(edge.content)
  waiting?.delete(edge.edge_id)
  if (waiting?.size === 0) ofAuthor?.delete(edge.content)
  if (edge.source.type === 'tool_call') state.pendingByTool.get(edge.source.tool_call_id)?.delete(edge.edge_id)
}

function sameDelivery(a: PendingEdge, b: PendingEdge): boolean {
  return (
    a.kind === b.kind &&
    sameAnchor(a.source, b.source) &&
    a.target_thread_id === b.target_thread_id &&
    a.author === b.author &&
    a.content === b.content &&
    a.fallback_thread_id === b.fallback_thread_id
  )
}

/**
 * Inserts the edge or merges it into the one of the same id, which must have the same ends. In tolerant mode another
 * message under a taken id becomes an edge of its own; anything else that conflicts adds nothing.
 */
export function upsertEdge(state: State, edge: EdgeDraft, ctx: Context): void {
  const known = state.edges.get(edge.edge_id)
  if (known === undefined) {
    insert(state, edge, ctx)
    return
  }
  if (known.kind !== edge.kind || !sameAnchor(known.source, edge.source) || !sameAnchor(known.target, edge.target)) {
    const message = `interaction edge ${edge.edge_id} was observed with conflicting endpoints`
    ctx.refuse('edge_conflict', message, edge.edge_id)
    if (edge.target.type !== 'conversation_item') return
    insert(state, { ...edge, edge_id: freeId(edge.edge_id, (id) => state.edges.has(id)) }, ctx)
    return
  }
  mergeTimes(known, edge)
  for (const id of edge.carried_item_ids) known.carried_item_ids.add(id)
  for (const id of edge.carried_raw_payload_ids) known.carried_raw_payload_ids.add(id)
  ctx.touch('interaction_edge', edge.edge_id)
}

function insert(state: State, edge: EdgeDraft, ctx: Context): void {
  state.edges.set(edge.edge_id, edge)
  if (edge.target.type === 'conversation_item') state.takenItems.add(edge.target.item_id)
  if (edge.source.type === 'tool_call') {
    const ofTool = state.edgesByTool.get(edge.source.tool_call_id)
    if (ofTool === undefined) state.edgesByTool.set(edge.source.tool_call_id, [edge.edge_id])
    else ofTool.push(edge.edge_id)
  }
  ctx.touch('interaction_edge', edge.edge_id)
}

interface Times {
  started_at_unix_ms: UnixMs
  ended_at_unix_ms: UnixMs | null
}

/** Earliest start, latest end; no end counts as none. */
function mergeTimes(into: Times, from: Readonly<Times>): void {
  if (from.started_at_unix_ms < into.started_at_unix_ms) into.started_at_unix_ms = from.started_at_unix_ms
  const ends = [into.ended_at_unix_ms, from.ended_at_unix_ms].filter((end) => end !== null)
  into.ended_at_unix_ms = ends.toSorted((a, b) => b - a)[0] ?? null
}

function sameAnchor(a: EdgeAnchor, b: EdgeAnchor): boolean {
  switch (a.type) {
    case 'conversation_item':
      return b.type === a.type && b.item_id === a.item_id
    case 'tool_call':
      return b.type === a.type && b.tool_call_id === a.tool_call_id
    case 'thread':
      return b.type === a.type && b.thread_id === a.thread_id
  }
}
