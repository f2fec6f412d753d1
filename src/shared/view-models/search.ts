/** Search over everything: objects of the graph first, then the bodies of payloads. Pulled step by step by its cursor. */
import type { ObjectRef } from '../../trace/model/object-ref.ts'

/** What of an object matched. `arguments` and `output` are those of tools and terminals. */
export type SearchField = 'id' | 'name' | 'text' | 'arguments' | 'output' | 'payload'

export interface SearchHit {
  /** For a payload body the object that the payload belongs to, else the payload itself. */
  readonly ref: ObjectRef
  readonly label: string
  /** Agent path of the thread it belongs to; empty if it belongs to none. */
  readonly path: string
  readonly field: SearchField
  /** Text around the match, each side at most 60 UTF-16 code units; control characters as recorded. */
  readonly before: string
  readonly match: string
  readonly after: string
  /**
   * Where to lead: in a payload the byte offset and length of the match; in an item the part and the code unit. Null for
   * ids, names and previews, which the object's own view shows.
   */
  readonly place:
    | { readonly in: 'payload'; readonly payloadId: string; readonly offset: number; readonly length: number }
    | { readonly in: 'part'; readonly part: number; readonly offset: number; readonly length: number }
    | null
  /** Matches of the first word in this object's field or payload, as far as counted. */
  readonly matches: number
}

/** Where a search goes on. Opaque to the page; belongs to one revision and one query. */
export interface SearchCursor {
  /** Objects and payloads looked at so far, in the order of the search. */
  readonly at: number
  /** Bytes of the present payload that were read. */
  readonly offset: number
  /** Per word: byte offset of its first match in the present payload (-1: none yet), its length there, and its matches. */
  readonly found: readonly (readonly [offset: number, length: number, matches: number])[]
  readonly bytes: number
}

export interface SearchStep {
  readonly revision: number
  readonly hits: readonly SearchHit[]
  readonly searched: {
    readonly objects: number
    readonly objectsTotal: number
    readonly payloads: number
    readonly payloadsTotal: number
    /** Of payload bodies. */
    readonly bytes: number
  }
  /** Null when everything was searched. */
  readonly next: SearchCursor | null
}
