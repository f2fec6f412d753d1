/** Answers the calls over an opened trace: each is one query of the library. */
import type { EventDetail } from '../../shared/view-models/events.ts'
import type { PayloadFacts } from '../../shared/view-models/payload.ts'
import {
  diagnosticsPage,
  eventPlace,
  eventRows,
  lanes,
  objectDetail,
  overview,
  payloadUsers,
} from '../../trace/query/index.ts'
import type { Answers } from './answer.ts'
import { failureOf } from './call-failure.ts'
import { documentAnswers, eventRow, payloadOf, statPayload, unknownObject } from './document-answers.ts'
import type { TraceSession } from './trace-session.ts'
import { viewAnswers } from './view-answers.ts'

/** Each throws what `failureOf` understands. */
export const answers: Answers = {
  'trace/overview': (session) => overview(session.index, session.facts),
  'trace/lanes': (session) => lanes(session.index),
  'trace/object': (session, { ref, prices }) => {
    const detail = objectDetail(session.index, ref, prices ?? null)
    if (detail === undefined) throw unknownObject(`there is no ${ref.kind} ${JSON.stringify(ref.id)} in this trace`)
    return detail
  },
  'trace/events': (session, request) => eventRows(session.index, request),
  'trace/event-row': (session, request) => eventPlace(session.index, request),
  'trace/event': (session, { seq }) => eventDetail(session, seq),
  'trace/diagnostics': (session) => diagnosticsPage(session.index),
  ...viewAnswers,
  'payload/stat': (session, { payloadId }) => payloadFacts(session, payloadId),
  ...documentAnswers,
}

function eventDetail(session: TraceSession, seq: number): EventDetail {
  const { index } = session
  const row = eventRow(session, seq)
  return { revision: index.revision, row, objects: index.events.objectsOf(index.events.indexOfSeq(seq) ?? 0) }
}

async function payloadFacts(session: TraceSession, payloadId: string): Promise<PayloadFacts> {
  const ref = payloadOf(session, payloadId)
  const usedBy = payloadUsers(session.index, ref.raw_payload_id)
  const facts = { payloadId, kind: ref.kind.type, path: ref.path, usedBy }
  try {
    return { ...facts, size: (await statPayload(session, ref.path)).size }
  } catch (error) {
    return { ...facts, problem: failureOf(error) }
  }
}
