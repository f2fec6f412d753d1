/** Compaction requests and what they installed. */
import { z } from 'zod'
import type { CodexTurnId, CompactionId, CompactionRequestId, ThreadId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { id } from '../primitives.ts'

const request = { compaction_id: id<CompactionId>(), compaction_request_id: id<CompactionRequestId>() }

export const compactionEvents = {
  compaction_request_started: z.looseObject({
    ...request,
    thread_id: id<ThreadId>(),
    codex_turn_id: id<CodexTurnId>(),
    model: z.string(),
    provider_name: z.string(),
    request_payload: payloadRef,
  }),
  compaction_request_completed: z.looseObject({ ...request, response_payload: payloadRef }),
  compaction_request_failed: z.looseObject({ ...request, error: z.string() }),
  /** Thread and turn come from the envelope. */
  compaction_installed: z.looseObject({ compaction_id: id<CompactionId>(), checkpoint_payload: payloadRef }),
}
