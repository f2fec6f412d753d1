/** What a payload is for: the objects that name it, and through its events those that were made from it. */
import type { RawPayloadId } from '../base/ids.ts'
import type { PayloadFacts } from '../../shared/view-models/payload.ts'
import { objectLabel } from './object-label.ts'
import type { TraceIndex } from './trace-index.ts'

/** At most 200, calls first. A payload that no object names (a checkpoint, a protocol event) is used by what its events made. */
export function payloadUsers(index: TraceIndex, payload: RawPayloadId): PayloadFacts['usedBy'] {
  const named = index.payloadUsers(payload)
  const users = named.length > 0 ? named : usersThroughEvents(index, payload)
  return users.slice(0, 200).map(({ ref, role }) => ({ ref, role, label: objectLabel(index, ref) }))
}

function usersThroughEvents(index: TraceIndex, id: RawPayloadId): ReturnType<TraceIndex['payloadUsers']> {
  return index.events.eventsOf({ kind: 'raw_payload', id }).flatMap((position) => {
    const { seq, type } = index.events.row(position)
    const objects = index.events.objectsOf(position).filter(({ kind }) => kind !== 'raw_payload')
    if (objects.length > 0) return objects.map((ref) => ({ ref, role: type }))
    return Number.isNaN(seq) ? [] : [{ ref: { kind: 'raw_event' as const, id: String(seq) }, role: type }]
  })
}
