/** Answers the calls over an opened trace: each is one query of the library, or a window of bytes of the bundle. */
import type { EventDetail } from '../../shared/view-models/events.ts'
import type { PayloadFacts, PayloadSlice } from '../../shared/view-models/payload.ts'
import { as, type RawPayloadId } from '../../trace/base/ids.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { logFile } from '../../trace/bundle/layout.ts'
import type { FileFacts } from '../../trace/bundle/source.ts'
import type { RawPayloadRef } from '../../trace/model/graph.ts'
import { diagnosticsPage, eventRows, lanes, objectDetail, overview, payloadUsers } from '../../trace/query/index.ts'
import type { Answers } from './answer.ts'
import { CallRefusal, failureOf } from './call-failure.ts'
import type { TraceSession } from './trace-session.ts'
import { viewAnswers } from './view-answers.ts'

const LONGEST_EVENT_TEXT = 1024 * 1024

/** Each throws what `failureOf` understands. */
export const answers: Answers = {
  'trace/overview': (session) => overview(session.index, session.facts),
  'trace/lanes': (session) => lanes(session.index),
  'trace/object': (session, { ref }) => {
    const detail = objectDetail(session.index, ref)
    if (detail === undefined) throw unknownObject(`there is no ${ref.kind} ${JSON.stringify(ref.id)} in this trace`)
    return detail
  },
  'trace/events': (session, request) => eventRows(session.index, request),
  'trace/event': (session, { seq }) => eventDetail(session, seq),
  'trace/diagnostics': (session) => diagnosticsPage(session.index),
  ...viewAnswers,
  'payload/stat': (session, { payloadId }) => payloadFacts(session, payloadId),
  'payload/read': async (session, { payloadId, offset, limit }) => {
    const { path } = payload(session, payloadId)
    const { size } = await statPayload(session, path)
    const bytes = await session.source.read(path, offset, limit)
    // Cloning a view between processes would send all that it is a view of.
    const own = bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
    return { offset, size, bytes: own } satisfies PayloadSlice
  },
}

async function eventDetail({ index, source }: TraceSession, seq: number): Promise<EventDetail> {
  const position = index.events.indexOfSeq(seq)
  if (position === undefined) throw unknownObject(`there is no event ${String(seq)} in this trace`)
  const row = index.events.row(position)
  const bytes = await source.read(logFile, row.offset, Math.min(row.length, LONGEST_EVENT_TEXT))
  return {
    revision: index.revision,
    row,
    text: new TextDecoder().decode(bytes),
    cut: row.length > LONGEST_EVENT_TEXT,
    objects: index.events.objectsOf(position),
  }
}

async function payloadFacts(session: TraceSession, payloadId: string): Promise<PayloadFacts> {
  const ref = payload(session, payloadId)
  const usedBy = payloadUsers(session.index, ref.raw_payload_id)
  const facts = { payloadId, kind: ref.kind.type, path: ref.path, usedBy }
  try {
    return { ...facts, size: (await statPayload(session, ref.path)).size }
  } catch (error) {
    return { ...facts, problem: failureOf(error) }
  }
}

async function statPayload({ source }: TraceSession, path: string): Promise<FileFacts> {
  const facts = await source.stat(path)
  if (facts === undefined) throw new TraceError('not_found', `${JSON.stringify(path)} is not there`, { file: path })
  return facts
}

function payload({ index }: TraceSession, payloadId: string): RawPayloadRef {
  const found = index.graph.raw_payloads.get(as<RawPayloadId>(payloadId))
  if (found === undefined) throw unknownObject(`there is no payload ${JSON.stringify(payloadId)} in this trace`)
  return found
}

function unknownObject(message: string): CallRefusal {
  return new CallRefusal({ code: 'unknown_object', message })
}
