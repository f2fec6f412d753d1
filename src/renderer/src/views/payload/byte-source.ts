/** Where the bytes of a document come from, read by windows. */
import type { RequestOf } from '../../../../shared/calls/index.ts'
import type {
  DocumentChildren,
  DocumentFind,
  DocumentIndex,
  DocumentPath,
  DocumentRef,
} from '../../../../shared/view-models/document.ts'
import type { Client } from '../../transport/client.ts'

export interface ByteSource {
  /** Bytes of the whole. */
  readonly size: number
  /** Exactly the bytes [offset, offset + length), less what lies past the end. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>
}

export type FindRequest = Omit<RequestOf<'document/find'>, 'session' | 'document'>

/** Bytes that can be searched. */
export interface SearchableSource extends ByteSource {
  find(request: FindRequest, signal: AbortSignal): Promise<DocumentFind>
}

/** A document of the trace: its bytes, its tree and what is found in it, each asked of the host in small steps. */
export interface DocumentSource extends SearchableSource {
  index(signal: AbortSignal): Promise<DocumentIndex>
  children(start: number, from: number, limit: number): Promise<DocumentChildren>
  path(offset: number): Promise<DocumentPath>
}

/** The most that one `document/read` may ask for. */
const MOST_BYTES = 1024 * 1024

export function documentSource(client: Client, session: string, document: DocumentRef, size: number): DocumentSource {
  const here = { session, document }
  const readOne = async (offset: number, limit: number, signal?: AbortSignal): Promise<Uint8Array> => {
    const request = { ...here, offset, limit }
    return (await client.call('document/read', request, signal === undefined ? {} : { signal })).bytes
  }
  return {
    size,
    async read(offset, length, signal) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      if (wanted <= MOST_BYTES) return wanted === 0 ? new Uint8Array() : readOne(offset, wanted, signal)
      const whole = new Uint8Array(wanted)
      for (let at = 0; at < wanted;) {
        const part = await readOne(offset + at, Math.min(MOST_BYTES, wanted - at), signal)
        // The file shrank meanwhile: what is left is what there is.
        if (part.length === 0) return whole.subarray(0, at)
        whole.set(part, at)
        at += part.length
      }
      return whole
    },
    index: (signal) => client.call('document/index', here, { signal }),
    children: (start, from, limit) => client.call('document/children', { ...here, start, from, limit }),
    path: (offset) => client.call('document/path', { ...here, offset }),
    find: (request, signal) => client.call('document/find', { ...here, ...request }, { signal }),
  }
}

/** A part of another source; found in it is what is found there. */
export function partOf(source: SearchableSource, from: number, to: number): SearchableSource {
  const size = to - from
  const own = (offset: number | undefined): number | undefined => (offset === undefined ? undefined : offset - from)
  return {
    size,
    read: (offset, length, signal) => source.read(from + offset, Math.min(length, size - offset), signal),
    async find(request, signal) {
      const there = { ...request, from: request.from + from, until: Math.min(request.until, size) + from }
      const { found, next, searched } = await source.find(there, signal)
      return { found: own(found), next: own(next), searched }
    },
  }
}

/** Text at hand, as UTF-8. Upper and lower case are found alike. */
export function textSource(text: string): SearchableSource {
  const bytes = new TextEncoder().encode(text)
  const lower = text.toLowerCase()
  // Lower case may be longer than what it is of; then positions would be off.
  const searched = lower.length === text.length ? lower : text
  const unitAt = (byte: number): number => new TextDecoder().decode(bytes.subarray(0, byte)).length
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
    find({ text: wanted, from, until, backwards }) {
      const word = searched === lower ? wanted.toLowerCase() : wanted
      const [first, end] = [unitAt(from), unitAt(until)]
      const at = backwards ? (end === 0 ? -1 : searched.lastIndexOf(word, end - 1)) : searched.indexOf(word, first)
      const isFound = at >= first && at < end
      const found = isFound ? new TextEncoder().encode(text.slice(0, at)).length : undefined
      return Promise.resolve({ found, next: undefined, searched: until - from })
    },
  }
}
