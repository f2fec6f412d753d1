/** What a finished child agent reports to its parent. */
import { z } from 'zod'
import type { CodexTurnId, EdgeId, ThreadId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { id } from '../primitives.ts'

export const agentResultEvents = {
  agent_result_observed: z.looseObject({
    edge_id: id<EdgeId>(),
    child_thread_id: id<ThreadId>(),
    child_codex_turn_id: id<CodexTurnId>(),
    parent_thread_id: id<ThreadId>(),
    message: z.string(),
    carried_payload: payloadRef.nullish(),
  }),
}
