/** What a search or find led to within a transcript. */

export interface FoundText {
  readonly itemId: string
  /** Of the item; null where what was found is no part of it: its tool's name, the agents of a message, what its sender said. */
  readonly part: number | null
  /** UTF-16 code unit in the part. */
  readonly offset: number
  readonly text: string
}

/** With the way to bring it into view once it is drawn. */
export interface LedTo extends FoundText {
  readonly show: (place: Range) => void
}
