/** Finds text in a document of any size, some bytes per step, in either direction. Knows no more than what it is asked for. */
import type { DocumentFind } from '../../../shared/view-models/document.ts'
import { byteWord, findBytes } from '../search/byte-search.ts'
import type { DocumentReader } from './json-children.ts'

export interface FindRequest {
  readonly text: string
  /** Matches begin in [from, until). */
  readonly from: number
  readonly until: number
  readonly backwards: boolean
}

const CHUNK_BYTES = 1024 * 1024
const CHUNKS_PER_STEP = 32

/** The nearest match, or where to go on: at `next` as the new `from`, or the new `until` if it goes backwards. */
export async function findStep(reader: DocumentReader, request: FindRequest): Promise<DocumentFind> {
  const word = byteWord(request.text)
  const until = Math.min(request.until, reader.size)
  let { from } = request
  let end = until
  let searched = 0
  for (let chunk = 0; chunk < CHUNKS_PER_STEP && from < end; chunk += 1) {
    const offset = request.backwards ? Math.max(from, end - CHUNK_BYTES) : from
    const length = Math.min(CHUNK_BYTES, end - offset)
    // A match may reach into the next chunk, but has to begin in this one.
    const bytes = await reader.read(offset, length + word.longest - 1)
    searched += length
    let found: number | undefined
    for (let match = findBytes(bytes, word, 0); match !== undefined && match.offset < length;) {
      found = match.offset
      if (!request.backwards) break
      match = findBytes(bytes, word, match.offset + 1)
    }
    if (found !== undefined) return { found: offset + found, next: undefined, searched }
    if (request.backwards) end = offset
    else from = offset + length
  }
  const next = from >= end ? undefined : request.backwards ? end : from
  return { found: undefined, next, searched }
}
