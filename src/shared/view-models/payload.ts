/** What is known of a payload beside its bytes. */
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { CallFailure } from '../events.ts'

export interface PayloadFacts {
  readonly payloadId: string
  readonly kind: string
  /** As recorded, relative to the bundle. */
  readonly path: string
  /** Bytes; undefined if it cannot be read, then `problem` says why. */
  readonly size?: number
  readonly problem?: CallFailure
  readonly usedBy: readonly { readonly ref: ObjectRef; readonly label: string; readonly role: string }[]
}
