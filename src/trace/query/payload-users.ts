/** Which objects name a payload, and as what. */
import type { RawPayloadId } from '../base/ids.ts'
import type { TraceGraph } from '../model/graph.ts'
import type { ObjectKind, ObjectRef } from '../model/object-ref.ts'
import { addTo } from './grouping.ts'
import type { Groups } from './grouping.ts'
import type { Interaction } from './interactions.ts'

export interface PayloadUser {
  readonly ref: ObjectRef
  /** What the payload is to the object, for example `request` or `tool result`. */
  readonly role: string
}

/** Users by payload id, each object and role once: calls first, then items, then edges. */
export function payloadUsersOf(
  graph: TraceGraph,
  interactions: readonly Interaction[],
): Groups<RawPayloadId, PayloadUser> {
  const users = new Map<RawPayloadId, PayloadUser[]>()
  const use = (payload: RawPayloadId | null, kind: ObjectKind, id: string, role: string): void => {
    if (payload === null) return
    const last = users.get(payload)?.at(-1)
    if (last?.ref.kind === kind && last.ref.id === id && last.role === role) return
    addTo(users, payload, { ref: { kind, id }, role })
  }
  for (const call of graph.inference_calls.values()) {
    use(call.raw_request_payload_id, 'inference_call', call.inference_call_id, 'request')
    use(call.raw_response_payload_id, 'inference_call', call.inference_call_id, 'response')
  }
  for (const tool of graph.tool_calls.values()) {
    use(tool.raw_invocation_payload_id, 'tool_call', tool.tool_call_id, 'invocation')
    for (const payload of tool.raw_runtime_payload_ids) use(payload, 'tool_call', tool.tool_call_id, 'runtime event')
    use(tool.raw_result_payload_id, 'tool_call', tool.tool_call_id, 'result')
  }
  for (const cell of graph.code_cells.values()) {
    use(cell.raw_initial_response_payload_id, 'code_cell', cell.code_cell_id, 'initial response')
    use(cell.raw_result_payload_id, 'code_cell', cell.code_cell_id, 'result')
  }
  for (const operation of graph.terminal_operations.values()) {
    for (const payload of operation.raw_payload_ids) {
      use(payload, 'terminal_operation', operation.operation_id, 'terminal evidence')
    }
  }
  for (const request of graph.compaction_requests.values()) {
    use(request.raw_request_payload_id, 'compaction_request', request.compaction_request_id, 'request')
    use(request.raw_response_payload_id, 'compaction_request', request.compaction_request_id, 'response')
  }
  for (const item of graph.conversation_items.values()) {
    for (const part of item.body.parts) {
      if (part.type === 'json' || part.type === 'payload_ref') {
        use(
          part.raw_payload_id,
          'conversation_item',
          item.item_id,
          `${part.type === 'json' ? 'json' : part.label} part`,
        )
      }
    }
  }
  for (const edge of interactions) {
    for (const payload of edge.carriedPayloadIds) use(payload, 'interaction_edge', edge.edgeId, 'carried')
  }
  return users
}
