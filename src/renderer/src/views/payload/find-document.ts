/** Finds text in a document, step by step and once round; says how far it got and can be stopped. */
import type { DocumentSource } from './byte-source.ts'

export interface FindOptions {
  /** Where to begin; the search goes round once. */
  readonly from: number
  readonly backwards: boolean
  readonly signal: AbortSignal
  /** Bytes looked through so far. */
  readonly onProgress: (bytes: number) => void
}

export type FindState =
  | { readonly name: 'idle' | 'none' }
  | { readonly name: 'searching'; readonly bytes: number }
  | { readonly name: 'found'; readonly offset: number }

/** Byte offset of the nearest match at or after `from` (before it, if backwards); undefined if there is none anywhere. */
export async function findInDocument(
  source: Pick<DocumentSource, 'size' | 'find'>,
  text: string,
  { from, backwards, signal, onProgress }: FindOptions,
): Promise<number | undefined> {
  const before = { from: 0, until: from }
  const behind = { from, until: source.size }
  let searched = 0
  for (const stretch of backwards ? [before, behind] : [behind, before]) {
    let left: { readonly from: number; readonly until: number } | undefined = stretch
    while (left !== undefined && left.from < left.until) {
      const step = await source.find({ ...left, text, backwards }, signal)
      signal.throwIfAborted()
      if (step.found !== undefined) return step.found
      searched += step.searched
      onProgress(searched)
      if (step.next === undefined) left = undefined
      else left = backwards ? { from: left.from, until: step.next } : { from: step.next, until: left.until }
    }
  }
  return undefined
}
