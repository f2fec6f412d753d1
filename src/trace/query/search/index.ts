/**
 * Search over a whole trace, step by step: objects of the graph, then payload bodies in windows. A step does a bounded
 * amount of work and says where to go on, so that a search is cancelled by not asking again. Nothing is kept in between.
 */
import type { SearchCursor, SearchHit, SearchStep } from '../../../shared/view-models/search.ts'
import type { PayloadReader } from '../payload-reader.ts'
import type { TraceIndex } from '../trace-index.ts'
import { corpusOf } from './corpus.ts'
import { searchObjects } from './objects.ts'
import { searchPayloads } from './payload-bodies.ts'
import { parseSearch } from './query-words.ts'
import type { SearchQuery } from './query-words.ts'
import { wordsOf } from './words.ts'

export const searchStart: SearchCursor = { at: 0, offset: 0, found: [], bytes: 0 }

/** All steps to the end. */
export async function* search(index: TraceIndex, reader: PayloadReader, typed: string): AsyncGenerator<SearchStep> {
  for (let cursor: SearchCursor | null = searchStart; cursor !== null;) {
    const step: SearchStep = await searchStep(index, reader, typed, cursor)
    yield step
    cursor = step.next
  }
}

/** One step. Words alone or filters alone are enough; an empty query finds nothing. */
export async function searchStep(
  index: TraceIndex,
  reader: PayloadReader,
  typed: string,
  cursor: SearchCursor,
): Promise<SearchStep> {
  const query = parseSearch(typed)
  const { objects, payloads } = corpusOf(index)
  const total = objects.length + payloads.length
  const hits: SearchHit[] = []
  const words = wordsOf(query)
  const reached = isEmpty(query) ? { ...cursor, at: total } : searchObjects(index, query, words, cursor, hits)
  const end = reached.at < objects.length ? reached : await searchPayloads(index, reader, query, words, reached, hits)
  return {
    revision: index.revision,
    hits,
    searched: {
      objects: Math.min(end.at, objects.length),
      objectsTotal: objects.length,
      payloads: Math.max(0, end.at - objects.length),
      payloadsTotal: payloads.length,
      bytes: end.bytes,
    },
    next: end.at < total ? end : null,
  }
}

function isEmpty({ words, texts, agents, kinds, statuses, tools, unknown }: SearchQuery): boolean {
  return [words, texts, agents, kinds, statuses, tools].every((list) => list.length === 0) || unknown.length > 0
}
