/**
 * Finds text in the bytes of payloads without decoding them. ASCII letters match in upper and lower case, everything else
 * byte for byte. A word is also found as JSON writes it inside of strings, and inside of strings within strings.
 */

/** A word in the forms it may stand in; all in lower case. */
export interface ByteWord {
  readonly forms: readonly Uint8Array[]
  /** Bytes of the longest form. */
  readonly longest: number
}

export interface ByteMatch {
  readonly offset: number
  readonly length: number
}

export function byteWord(word: string): ByteWord {
  const once = escaped(word)
  const texts = new Set([word, once, escaped(once)])
  const forms = Array.from(texts, (text) => new TextEncoder().encode(text).map(lower))
  return { forms, longest: Math.max(...forms.map(({ length }) => length)) }
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The first match at or after `from`; of several forms at one place the longest. */
export function findBytes(bytes: Uint8Array, { forms }: ByteWord, from: number): ByteMatch | undefined {
  let best: ByteMatch | undefined
  for (const form of forms) {
    const offset = findForm(bytes, form, from, best?.offset ?? bytes.length)
    if (offset < 0) continue
    if (best === undefined || offset < best.offset || form.length > best.length) best = { offset, length: form.length }
  }
  return best
}

/** Horspool's search with folded letters; matches that begin after `last` are of no interest. */
function findForm(bytes: Uint8Array, form: Uint8Array, from: number, last: number): number {
  const { length } = form
  if (length === 0) return -1
  const skip = skipTable(form)
  const end = Math.min(bytes.length - length, last)
  let at = from
  while (at <= end) {
    let back = length - 1
    while (back >= 0 && lower(bytes[at + back] ?? 0) === form[back]) back--
    if (back < 0) return at
    at += skip[bytes[at + length - 1] ?? 0] ?? length
  }
  return -1
}

const skipTables = new WeakMap<Uint8Array, Uint32Array>()

function skipTable(form: Uint8Array): Uint32Array {
  const known = skipTables.get(form)
  if (known !== undefined) return known
  const table = new Uint32Array(256).fill(form.length)
  for (let at = 0; at < form.length - 1; at++) {
    const byte = form[at] ?? 0
    table[byte] = form.length - 1 - at
    if (byte >= 0x61 && byte <= 0x7a) table[byte - 0x20] = form.length - 1 - at
  }
  skipTables.set(form, table)
  return table
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
}
