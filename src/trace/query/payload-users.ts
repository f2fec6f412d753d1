/** Which payloads an object names, as what, and the way back. */
import { unreachable } from '../base/assert.ts'
import type { RawPayloadId } from '../base/ids.ts'
import type { TraceGraph } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import { addTo } from './grouping.ts'
import type { Groups } from './grouping.ts'
import type { Interaction } from './interactions.ts'
import type { GraphObject } from './refs.ts'

export interface NamedPayload {
  readonly payloadId: RawPayloadId
  /** What the payload is to the object, for example `request` or `result`. */
  readonly role: string
}

export interface PayloadUser {
  readonly ref: ObjectRef
  readonly role: string
}

/** Payloads in the order of their recording, each once; under its first role if it has several. */
export function payloadsNamedBy({ kind, object }: GraphObject): readonly NamedPayload[] {
  switch (kind) {
    case 'inference_call':
    case 'compaction_request':
      return named(['request', object.raw_request_payload_id], ['response', object.raw_response_payload_id])
    case 'tool_call':
      return named(
        ['invocation', object.raw_invocation_payload_id],
        ...object.raw_runtime_payload_ids.map((payload) => ['runtime event', payload] as const),
        ['result', object.raw_result_payload_id],
      )
    case 'code_cell':
      return named(
        ['initial response', object.raw_initial_response_payload_id],
        ['result', object.raw_result_payload_id],
      )
    case 'terminal_operation':
      return named(...object.raw_payload_ids.map((payload) => ['terminal evidence', payload] as const))
    case 'conversation_item':
      return named(
        ...object.body.parts.flatMap((part) => {
          if (part.type === 'json') return [['json part', part.raw_payload_id] as const]
          return part.type === 'payload_ref' ? [[`${part.label} part`, part.raw_payload_id] as const] : []
        }),
      )
    case 'thread':
    case 'codex_turn':
    case 'terminal_session':
    case 'compaction':
    case 'raw_payload':
      return []
    default:
      return unreachable(kind)
  }
}

export function payloadsCarriedBy({ carriedPayloadIds }: Interaction): readonly NamedPayload[] {
  return named(...carriedPayloadIds.map((payload) => ['carried', payload] as const))
}

function named(...payloads: readonly (readonly [role: string, id: RawPayloadId | null])[]): readonly NamedPayload[] {
  const roles = new Map<RawPayloadId, string>()
  for (const [role, id] of payloads) if (id !== null && !roles.has(id)) roles.set(id, role)
  return [...roles].map(([payloadId, role]) => ({ payloadId, role }))
}

/** Users by payload id: calls first, then items, then edges. */
export function payloadUsersOf(graph: TraceGraph, edges: readonly Interaction[]): Groups<RawPayloadId, PayloadUser> {
  const users = new Map<RawPayloadId, PayloadUser[]>()
  const use = (found: GraphObject, id: string): void => {
    const ref = { kind: found.kind, id }
    for (const { payloadId, role } of payloadsNamedBy(found)) addTo(users, payloadId, { ref, role })
  }
  for (const [id, object] of graph.inference_calls) use({ kind: 'inference_call', object }, id)
  for (const [id, object] of graph.tool_calls) use({ kind: 'tool_call', object }, id)
  for (const [id, object] of graph.code_cells) use({ kind: 'code_cell', object }, id)
  for (const [id, object] of graph.terminal_operations) use({ kind: 'terminal_operation', object }, id)
  for (const [id, object] of graph.compaction_requests) use({ kind: 'compaction_request', object }, id)
  for (const [id, object] of graph.conversation_items) use({ kind: 'conversation_item', object }, id)
  for (const edge of edges) {
    const ref = { kind: 'interaction_edge', id: edge.edgeId } as const
    for (const { payloadId, role } of payloadsCarriedBy(edge)) addTo(users, payloadId, { ref, role })
  }
  return users
}
