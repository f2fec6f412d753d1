/** A text found in a view whose places hold conversation items: a transcript, or the input of a call. */

/** Whose places are looked through: rows of a transcript, or entries of a call's input. */
export type ItemFindScope =
  | {
      readonly in: 'conversation'
      readonly threadId: string
      /** Rows are those of the transcript within it. Unix ms. */
      readonly range?: { readonly fromMs: number; readonly toMs: number } | undefined
    }
  | { readonly in: 'context'; readonly inferenceCallId: string }

export interface FoundPart {
  /** Row of the transcript, entry of the input. */
  readonly place: number
  readonly itemId: string
  /** Of the item; null where the text is about the item: the name of its tool, the agents of a message, what its sender said. */
  readonly part: number | null
  /** UTF-16 code unit of the first match in the part, or in what is about the item. */
  readonly offset: number
}

export interface ItemFindStep {
  readonly revision: number
  /** By place, then by part; a part that holds the text several times stands here once. */
  readonly found: readonly FoundPart[]
  readonly places: number
  /** The place to go on from; null when everything was looked through. */
  readonly next: number | null
}
