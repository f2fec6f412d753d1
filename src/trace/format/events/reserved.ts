/** Declared by the format, refused by every reference program when it occurs. */
import { z } from 'zod'
import { payloadRef } from '../payload-ref.ts'

export const reservedEvents = {
  other: z.looseObject({
    kind: z.string(),
    summary: z.string(),
    payloads: z.array(payloadRef),
    metadata: z.unknown().refine((value) => value !== undefined, 'required'),
  }),
}
