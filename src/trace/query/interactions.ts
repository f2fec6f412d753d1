/**
 * Interaction edges of the graph and those the reference loses, as one list. Which tool calls, items and threads they tie
 * together is asked by anchor.
 */
import type { EdgeId, ItemId, RawPayloadId, UnixMs } from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type { EdgeAnchor, EdgeKind } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { Reduction } from '../model/reduction.ts'

export interface Interaction {
  readonly edgeId: EdgeId
  readonly kind: EdgeKind
  readonly source: EdgeAnchor
  readonly target: EdgeAnchor
  readonly startedAt: UnixMs
  readonly endedAt: UnixMs | null
  readonly carriedItemIds: readonly ItemId[]
  readonly carriedPayloadIds: readonly RawPayloadId[]
  /** Present if the reference does not have this edge. `seen`: whether a model of the target ever saw it. */
  readonly derived?: { readonly seen: boolean; readonly reason: string }
}

/** All edges, those of the graph first. An id that both have is the graph's. Order carries no meaning. */
export function interactionsOf({ graph, derived }: Reduction): readonly Interaction[] {
  const interactions: Interaction[] = []
  for (const edge of graph.interaction_edges.values()) {
    interactions.push({
      edgeId: edge.edge_id,
      kind: edge.kind,
      source: edge.source,
      target: edge.target,
      startedAt: edge.started_at_unix_ms,
      endedAt: edge.ended_at_unix_ms,
      carriedItemIds: edge.carried_item_ids,
      carriedPayloadIds: edge.carried_raw_payload_ids,
    })
  }
  for (const edge of derived.interaction_edges.values()) {
    if (graph.interaction_edges.has(edge.edge_id)) continue
    interactions.push({
      edgeId: edge.edge_id,
      kind: edge.kind,
      source: edge.source,
      target: edge.target,
      startedAt: edge.started_at_unix_ms,
      endedAt: edge.ended_at_unix_ms,
      carriedItemIds: edge.target.type === 'conversation_item' ? [edge.target.item_id] : [],
      carriedPayloadIds: edge.carried_raw_payload_ids,
      derived: { seen: edge.seen, reason: edge.reason },
    })
  }
  return interactions
}

export function anchorRef(anchor: EdgeAnchor): ObjectRef {
  switch (anchor.type) {
    case 'conversation_item':
      return { kind: 'conversation_item', id: anchor.item_id }
    case 'tool_call':
      return { kind: 'tool_call', id: anchor.tool_call_id }
    case 'thread':
      return { kind: 'thread', id: anchor.thread_id }
    default:
      return unreachable(anchor)
  }
}
