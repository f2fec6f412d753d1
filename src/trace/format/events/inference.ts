/** Inference calls. */
import { z } from 'zod'
import type { CodexTurnId, InferenceCallId, ThreadId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { id } from '../primitives.ts'

const call = { inference_call_id: id<InferenceCallId>() }

export const inferenceEvents = {
  inference_started: z.looseObject({
    ...call,
    thread_id: id<ThreadId>(),
    codex_turn_id: id<CodexTurnId>(),
    model: z.string(),
    provider_name: z.string(),
    request_payload: payloadRef,
  }),
  inference_completed: z.looseObject({
    ...call,
    /** What a later `previous_response_id` names. */
    response_id: z.string().nullish(),
    upstream_request_id: z.string().nullish(),
    response_payload: payloadRef,
  }),
  inference_failed: z.looseObject({
    ...call,
    upstream_request_id: z.string().nullish(),
    error: z.string(),
    partial_response_payload: payloadRef.nullish(),
  }),
  inference_cancelled: z.looseObject({
    ...call,
    upstream_request_id: z.string().nullish(),
    reason: z.string(),
    partial_response_payload: payloadRef.nullish(),
  }),
}
