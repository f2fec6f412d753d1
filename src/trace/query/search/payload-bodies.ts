/** Search in the bodies of payloads, by windows of bytes: none is ever held as a whole. */
import type { RawPayloadId } from '../../base/ids.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { SearchCursor, SearchHit } from '../../../shared/view-models/search.ts'
import { objectLabel } from '../object-label.ts'
import type { PayloadReader } from '../payload-reader.ts'
import type { TraceIndex } from '../trace-index.ts'
import { findBytes } from './byte-search.ts'
import { corpusOf } from './corpus.ts'
import { passes } from './filters.ts'
import { countLimit, pathOf, stepHits } from './objects.ts'
import type { SearchQuery } from './query-words.ts'
import { byteExcerpt } from './text-search.ts'
import type { Word } from './words.ts'

/** Work of one step. */
const stepBytes = 8 * 1024 * 1024
const stepPayloads = 256
const windowBytes = 1024 * 1024
/** Bytes read on each side of a match to show it. */
const aroundBytes = 256

/**
 * Looks at bodies from the cursor on until the step's work is done. All words must stand in one body. Filters alone do not
 * open bodies: their payloads were found as objects. Payloads that cannot be read are passed over.
 */
export async function searchPayloads(
  index: TraceIndex,
  reader: PayloadReader,
  query: SearchQuery,
  words: readonly Word[],
  cursor: SearchCursor,
  hits: SearchHit[],
): Promise<SearchCursor> {
  const { objects, payloads } = corpusOf(index)
  const total = objects.length + payloads.length
  if (words.length === 0) return { ...cursor, at: total }
  const lastBytes = cursor.bytes + stepBytes
  const lastAt = Math.min(total, cursor.at + stepPayloads)
  let state = cursor
  while (state.at < lastAt && state.bytes < lastBytes && hits.length < stepHits) {
    const id = payloads[state.at - objects.length]?.raw_payload_id
    const owner = id === undefined ? undefined : ownerOf(index, id, query)
    const size = id === undefined || owner === undefined ? undefined : await reader.size(id)
    if (id !== undefined && owner !== undefined && size !== undefined) {
      state = await scan(reader, id, size, words, state, lastBytes)
      if (state.offset < size) return state
      const hit = await hitOf(index, reader, id, owner, state)
      if (hit !== undefined) hits.push(hit)
    }
    state = { at: state.at + 1, offset: 0, found: [], bytes: state.bytes }
  }
  return state
}

/** The object that a hit in the payload leads to: the first of its users that passes; undefined if nothing of it passes. */
function ownerOf(index: TraceIndex, id: RawPayloadId, query: SearchQuery): ObjectRef | undefined {
  const own: ObjectRef = { kind: 'raw_payload', id }
  const users = index.payloadUsers(id).map(({ ref }) => ref)
  const isAnyKind = query.kinds.length === 0 || query.kinds.includes('raw_payload')
  const narrowed = isAnyKind ? { ...query, kinds: [] } : query
  return users.find((user) => passes(index, user, narrowed)) ?? (passes(index, own, query) ? own : undefined)
}

/** Reads on in one payload. A match that begins in a window is found there, however far it reaches into the next. */
async function scan(
  reader: PayloadReader,
  id: RawPayloadId,
  size: number,
  words: readonly Word[],
  from: SearchCursor,
  lastBytes: number,
): Promise<SearchCursor> {
  const reach = Math.max(...words.map(({ bytes }) => bytes.longest)) - 1
  let { offset, bytes } = from
  let found = words.map((_, at) => from.found[at] ?? nothingYet)
  while (offset < size && bytes < lastBytes) {
    const length = Math.min(windowBytes, size - offset)
    const body = await reader.read(id, offset, length + reach)
    if (body.length === 0) return { ...from, offset: size, found, bytes }
    found = found.map((known, at) => (words[at] === undefined ? known : look(body, length, offset, words[at], known)))
    offset += length
    bytes += length
  }
  return { at: from.at, offset, found, bytes }
}

type Found = SearchCursor['found'][number]

const nothingYet: Found = [-1, 0, 0]

function look(body: Uint8Array, length: number, offset: number, { bytes: word }: Word, known: Found): Found {
  let [first, firstLength, matches] = known
  for (let from = 0; matches < countLimit;) {
    const match = findBytes(body, word, from)
    if (match === undefined || match.offset >= length) break
    if (first < 0) [first, firstLength] = [offset + match.offset, match.length]
    matches++
    from = match.offset + match.length
  }
  return [first, firstLength, matches]
}

async function hitOf(
  index: TraceIndex,
  reader: PayloadReader,
  id: RawPayloadId,
  owner: ObjectRef,
  { found }: SearchCursor,
): Promise<SearchHit | undefined> {
  const [first] = found
  if (first === undefined || found.some(([offset]) => offset < 0)) return undefined
  const [offset, length, matches] = first
  const start = Math.max(0, offset - aroundBytes)
  const body = await reader.read(id, start, offset - start + length + aroundBytes)
  return {
    ref: owner,
    label: objectLabel(index, owner),
    path: pathOf(index, owner),
    field: 'payload',
    ...byteExcerpt(body, { offset: offset - start, length }),
    place: { in: 'payload', payloadId: id, offset, length },
    matches,
  }
}
