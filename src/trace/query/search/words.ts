/** The words of a query, ready to be looked for in texts and in bytes. */
import { byteWord } from './byte-search.ts'
import type { ByteWord } from './byte-search.ts'
import type { SearchQuery } from './query-words.ts'
import { textWord } from './text-search.ts'
import type { TextWord } from './text-search.ts'

export interface Word {
  readonly text: TextWord
  readonly bytes: ByteWord
  /** Must stand in content. */
  readonly inContent: boolean
}

export function wordsOf({ words, texts }: SearchQuery): readonly Word[] {
  const make = (word: string, inContent: boolean): Word => ({ text: textWord(word), bytes: byteWord(word), inContent })
  return [...words.map((word) => make(word, false)), ...texts.map((word) => make(word, true))]
}
