/** Finds words in texts of the graph, upper and lower case alike, and cuts out what stands around a match. */

/** UTF-16 code units on each side of a match. */
const around = 60

export interface TextMatch {
  readonly offset: number
  readonly length: number
}

export type TextWord = RegExp

export function textWord(word: string): TextWord {
  return new RegExp(word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu')
}

export function findText(text: string, word: TextWord): TextMatch | undefined {
  word.lastIndex = 0
  const found = word.exec(text)
  return found === null ? undefined : { offset: found.index, length: found[0].length }
}

/** Counts up to `limit`. */
export function countText(text: string, word: TextWord, limit: number): number {
  word.lastIndex = 0
  let count = 0
  while (count < limit && word.exec(text) !== null) count++
  return count
}

export interface Excerpt {
  readonly before: string
  readonly match: string
  readonly after: string
}

/** Never begins or ends inside a surrogate pair. A long match is cut. */
export function excerpt(text: string, { offset, length }: TextMatch): Excerpt {
  return {
    before: text.slice(Math.max(0, offset - around), offset).replace(/^[\uDC00-\uDFFF]/, ''),
    match: text.slice(offset, offset + Math.min(length, 200)).replace(/[\uD800-\uDBFF]$/, ''),
    after: text.slice(offset + length, offset + length + around).replace(/[\uD800-\uDBFF]$/, ''),
  }
}

/** The same of bytes; incomplete characters at the edges are left out. */
export function byteExcerpt(bytes: Uint8Array, { offset, length }: TextMatch): Excerpt {
  const decode = (from: number, to: number): string =>
    new TextDecoder().decode(bytes.subarray(Math.max(0, from), to)).replaceAll(/^\uFFFD{1,3}|\uFFFD{1,3}$/g, '')
  return {
    before: decode(offset - around, offset),
    match: decode(offset, offset + Math.min(length, 200)),
    after: decode(offset + length, offset + length + around),
  }
}
