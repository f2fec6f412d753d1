/**
 * A payload or a line of the log as a document: its JSON as a tree of places in its bytes, and what is found in it. The tree
 * is indexed step by step; until that is done there is what was read so far. Offsets are bytes of the document.
 */

/** A payload, or a line of the log by the event in it. */
export type DocumentRef =
  { readonly kind: 'payload'; readonly id: string } | { readonly kind: 'event'; readonly seq: number }

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal'

export interface JsonNode {
  /** Decoded name within an object, index within an array, null for the root. */
  readonly key: string | number | null
  readonly kind: JsonKind
  readonly start: number
  /** Behind its last byte; null where that was not read yet or is not there. */
  readonly end: number | null
  /** Children so far; null where nobody counted: small containers, and all other kinds. */
  readonly count: number | null
  /** The beginning of a value as it is written; empty for containers. */
  readonly preview: string
}

export interface JsonProblem {
  readonly at: number
  readonly message: string
}

export interface DocumentIndex {
  /** Bytes of the document, and how many of them are indexed. */
  readonly size: number
  readonly indexed: number
  /** Undefined where the document holds no value as far as it is indexed. */
  readonly root: JsonNode | undefined
  /** Where and why it is no JSON. Nothing is indexed behind that. */
  readonly problem: JsonProblem | undefined
}

export interface DocumentChildren {
  readonly nodes: readonly JsonNode[]
  /** Of the container, as far as it was read. */
  readonly count: number
  /** False while its end is not read: there may be more later. */
  readonly ended: boolean
  /** Why there are no more of them. */
  readonly problem: JsonProblem | undefined
}

/** From the root down: child `index` of the container that begins at `start`. */
export interface DocumentPath {
  readonly steps: readonly { readonly start: number; readonly index: number; readonly child: JsonNode }[]
}

/** Some bytes of a document. */
export interface DocumentSlice {
  readonly offset: number
  readonly bytes: Uint8Array
  /** Size of the whole document, bytes. */
  readonly size: number
}

export interface DocumentFind {
  /** Where the match begins. */
  readonly found: number | undefined
  /** What to ask for next; undefined where nothing is left to search. */
  readonly next: number | undefined
  /** Bytes that this step has looked through. */
  readonly searched: number
}
