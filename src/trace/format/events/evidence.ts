/** Events that are kept as evidence and change nothing in the graph but the list of payloads. */
import { z } from 'zod'
import { payloadRef } from '../payload-ref.ts'

export const evidenceEvents = {
  protocol_event_observed: z.looseObject({ event_type: z.string(), event_payload: payloadRef }),
}
