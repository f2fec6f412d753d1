/** Answers the calls over one document: a payload, or a line of the log. Nothing reads a document as a whole. */
import type { DocumentRef, DocumentSlice } from '../../shared/view-models/document.ts'
import { as, type RawPayloadId } from '../../trace/base/ids.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { logFile } from '../../trace/bundle/layout.ts'
import type { FileFacts } from '../../trace/bundle/source.ts'
import type { RawPayloadRef } from '../../trace/model/graph.ts'
import type { EventRow } from '../../trace/model/event-index.ts'
import { childrenOf, type DocumentReader, findStep, pathTo } from '../../trace/query/index.ts'
import type { Answers } from './answer.ts'
import { CallRefusal } from './call-failure.ts'
import type { TraceSession } from './trace-session.ts'

type DocumentAnswers = Pick<
  Answers,
  'document/read' | 'document/index' | 'document/children' | 'document/path' | 'document/find'
>

export const documentAnswers: DocumentAnswers = {
  'document/read': async (session, { document, offset, limit }) => {
    const { reader } = await opened(session, document)
    const bytes = await reader.read(offset, limit)
    // Cloning a view between processes would send all that it is a view of.
    const own = bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
    return { offset, size: reader.size, bytes: own } satisfies DocumentSlice
  },
  'document/index': async (session, { document }) => {
    const { key, reader } = await opened(session, document)
    return session.outlines.step(key, reader)
  },
  'document/children': async (session, { document, start, from, limit }) => {
    const { key, reader } = await opened(session, document)
    return childrenOf(reader, session.outlines.of(key), start, from, limit)
  },
  'document/path': async (session, { document, offset }) => {
    const { key, reader } = await opened(session, document)
    return { steps: await pathTo(reader, session.outlines.of(key), offset) }
  },
  'document/find': async (session, { document, ...request }) => {
    const { reader } = await opened(session, document)
    return findStep(reader, request)
  },
}

async function opened(
  session: TraceSession,
  document: DocumentRef,
): Promise<{ readonly key: string; readonly reader: DocumentReader }> {
  const { source } = session
  if (document.kind === 'event') {
    const { offset, length } = eventRow(session, document.seq)
    const read = (from: number, limit: number): Promise<Uint8Array> =>
      source.read(logFile, offset + from, Math.max(0, Math.min(limit, length - from)))
    return { key: `event ${String(document.seq)}`, reader: { size: length, read } }
  }
  const { path } = payloadOf(session, document.id)
  const { size, mtimeMs } = await statPayload(session, path)
  const read = (from: number, limit: number): Promise<Uint8Array> => source.read(path, from, limit)
  return { key: `payload ${String(size)} ${String(mtimeMs)} ${document.id}`, reader: { size, read } }
}

export function eventRow({ index }: TraceSession, seq: number): EventRow {
  const position = index.events.indexOfSeq(seq)
  if (position === undefined) throw unknownObject(`there is no event ${String(seq)} in this trace`)
  return index.events.row(position)
}

export function payloadOf({ index }: TraceSession, payloadId: string): RawPayloadRef {
  const found = index.graph.raw_payloads.get(as<RawPayloadId>(payloadId))
  if (found === undefined) throw unknownObject(`there is no payload ${JSON.stringify(payloadId)} in this trace`)
  return found
}

export async function statPayload(session: TraceSession, path: string): Promise<FileFacts> {
  const facts = await session.stat(path)
  if (facts === undefined) throw new TraceError('not_found', `${JSON.stringify(path)} is not there`, { file: path })
  return facts
}

export function unknownObject(message: string): CallRefusal {
  return new CallRefusal({ code: 'unknown_object', message })
}
