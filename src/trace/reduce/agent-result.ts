/** Results that finished children report to their parents. Rule: docs/format/reduction.md §10.4. */
import type { EdgeAnchor } from '../model/graph.ts'
import type { HandlersFor } from './context.ts'
import { queueEdge } from './edges.ts'
import { knownThread } from './known.ts'
import { memoryOf } from './state.ts'

export const agentResultHandlers: HandlersFor<'agent_result_observed'> = {
  agent_result_observed(state, event, ctx) {
    const { payload, time } = event
    const child = payload.child_thread_id
    const unknown = `agent edge referenced unknown thread ${child}`
    const { agent_path: author } = knownThread(state, child, event, ctx, unknown, 'agent_thread_unknown')
    const last = memoryOf(state, child).lastMessages.get(payload.child_codex_turn_id)
    const source: EdgeAnchor = last
      ? { type: 'conversation_item', item_id: last.item_id }
      : { type: 'thread', thread_id: child }
    const carried = payload.carried_payload?.raw_payload_id
    queueEdge(
      state,
      {
        edge_id: payload.edge_id,
        kind: 'agent_result',
        source,
        target_thread_id: payload.parent_thread_id,
        author,
        content: payload.message,
        fallback_thread_id: null,
        started_at_unix_ms: time,
        ended_at_unix_ms: time,
        payload_ids: new Set(carried === undefined ? [] : [carried]),
      },
      ctx,
    )
  },
}
