/** Search in the objects of the graph: ids, names and content. */
import { as } from '../../base/ids.ts'
import type { EdgeId } from '../../base/ids.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { SearchCursor, SearchHit } from '../../../shared/view-models/search.ts'
import { objectLabel } from '../object-label.ts'
import { graphObject } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'
import { corpusOf } from './corpus.ts'
import { diagnosticFields, edgeFields, fieldsOf, isContent } from './fields.ts'
import type { Field } from './fields.ts'
import { passes, threadsOf } from './filters.ts'
import type { SearchQuery } from './query-words.ts'
import { countText, excerpt, findText } from './text-search.ts'
import type { TextMatch } from './text-search.ts'
import type { Word } from './words.ts'

/** Work of one step: code units of texts. Objects without text cost something too. */
const stepText = 4_000_000
const objectCost = 200
/** Hits of one step, and matches that are counted in one field. */
export const stepHits = 200
export const countLimit = 1000

/** Looks at objects from the cursor on until the step's work is done. Hits are appended. */
export function searchObjects(
  index: TraceIndex,
  query: SearchQuery,
  words: readonly Word[],
  cursor: SearchCursor,
  hits: SearchHit[],
): SearchCursor {
  const { objects } = corpusOf(index)
  let budget = stepText
  let { at } = cursor
  for (; at < objects.length && budget > 0 && hits.length < stepHits; at++) {
    const ref = objects[at]
    budget -= objectCost
    if (ref === undefined || !passes(index, ref, query)) continue
    const fields = fieldsOfRef(index, ref)
    budget -= fields.reduce((sum, { text }) => sum + text.length, 0)
    const hit = matchObject(index, ref, fields, words)
    if (hit !== undefined) hits.push(hit)
  }
  return { ...cursor, at }
}

function fieldsOfRef(index: TraceIndex, ref: ObjectRef): readonly Field[] {
  if (ref.kind === 'interaction_edge') {
    const edge = index.interaction(as<EdgeId>(ref.id))
    return edge === undefined ? [] : edgeFields(edge)
  }
  if (ref.kind === 'diagnostic') {
    const diagnostic = index.reduction.diagnostics[Number(ref.id)]
    return diagnostic === undefined ? [] : diagnosticFields(diagnostic)
  }
  const found = graphObject(index.graph, ref)
  return found === undefined ? [] : fieldsOf(index, found)
}

/** Every word must stand in some field. Shown is where the first one stands. */
function matchObject(
  index: TraceIndex,
  ref: ObjectRef,
  fields: readonly Field[],
  words: readonly Word[],
): SearchHit | undefined {
  const places = words.map((word) => placeOf(fields, word))
  if (places.includes(undefined)) return undefined
  const label = objectLabel(index, ref)
  const facts = { ref, label, path: pathOf(index, ref) }
  const [place] = places
  const [word] = words
  if (place === undefined || word === undefined) {
    return { ...facts, field: 'name', before: '', match: label, after: '', place: null, matches: 0 }
  }
  const { field, match } = place
  return {
    ...facts,
    field: field.field,
    ...excerpt(field.text, match),
    place: field.part === undefined ? null : { in: 'part', part: field.part, ...match },
    matches: countText(field.text, word.text, countLimit),
  }
}

function placeOf(
  fields: readonly Field[],
  word: Word,
): { readonly field: Field; readonly match: TextMatch } | undefined {
  for (const field of fields) {
    const match = word.inContent && !isContent(field) ? undefined : findText(field.text, word.text)
    if (match !== undefined) return { field, match }
  }
  return undefined
}

export function pathOf(index: TraceIndex, ref: ObjectRef): string {
  const [thread] = threadsOf(index, ref)
  return thread === undefined ? '' : index.pathOf(thread)
}
