/** References from events to payload documents. The kind is never compared with the way a reference is used. */
import { z } from 'zod'
import type { RawPayloadId } from '../base/ids.ts'
import { rawPayloadKinds, type RawPayloadKind } from '../base/payload-kinds.ts'
import { id } from './primitives.ts'

export const payloadRef = z.looseObject({
  raw_payload_id: id<RawPayloadId>(),
  kind: z.looseObject({ type: z.enum(rawPayloadKinds) }),
  /** Relative to the bundle; may be anything, so it is opened only through a source. */
  path: z.string(),
})

/** As it stands in an event. */
export type RawPayloadRef = z.output<typeof payloadRef>

/** What others need of it; unknown members stay on the value. */
export interface PayloadRef {
  readonly raw_payload_id: RawPayloadId
  readonly kind: { readonly type: RawPayloadKind }
  readonly path: string
}
