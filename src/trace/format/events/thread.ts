/** Agent threads and what their history accepted. */
import { z } from 'zod'
import type { AgentPath, ResponsesItemId, ThreadId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { id, rolloutStatus } from '../primitives.ts'

export const threadEvents = {
  thread_started: z.looseObject({
    thread_id: id<ThreadId>(),
    agent_path: id<AgentPath>(),
    metadata_payload: payloadRef.nullish(),
  }),
  thread_ended: z.looseObject({ thread_id: id<ThreadId>(), status: rolloutStatus }),
  /** [S2] */
  thread_resumed: z.looseObject({ thread_id: id<ThreadId>() }),
  /** [S2] The item with this Responses id became part of the live history of the envelope's thread. */
  history_item_accepted: z.looseObject({
    item_id: id<ResponsesItemId>(),
    agent_message_payload: payloadRef.nullish(),
  }),
}
