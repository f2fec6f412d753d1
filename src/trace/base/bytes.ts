/** Bytes compared with bytes. */

/** How many bytes two arrays have in common from the beginning. */
export type CommonLength = (a: Uint8Array, b: Uint8Array) => number

/** Four bytes at a time where the arrays allow it. */
export const commonLength: CommonLength = (a, b) => {
  const length = Math.min(a.length, b.length)
  let at = 0
  if (a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0) {
    const words = length >> 2
    const wordsA = new Uint32Array(a.buffer, a.byteOffset, words)
    const wordsB = new Uint32Array(b.buffer, b.byteOffset, words)
    let word = 0
    while (word < words && wordsA[word] === wordsB[word]) word += 1
    at = word << 2
  }
  while (at < length && a[at] === b[at]) at += 1
  return at
}
