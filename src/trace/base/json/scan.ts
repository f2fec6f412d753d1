/**
 * Checks JSON text in bytes without building values: the grammar of RFC 8259 with the limits of the reference's parser
 * (docs/format/bundle.md). The only judge of what is refused; reading what was checked can be left to faster parsers.
 */

/** Where and why bytes are no JSON. `at` is a byte offset. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  readonly at: number

  constructor(message: string, at: number) {
    super(`${message} at byte ${String(at)}`)
    this.at = at
  }
}

export interface ScanRules {
  /** `value`: as when the reference reads a value. `syntax`: as when it only checks that a document is well-formed. */
  readonly as: 'value' | 'syntax'
}

/** Containers within containers that the reference reads. */
export const MAX_DEPTH = 127

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const COMMA = 0x2c
const COLON = 0x3a

/** Offset behind the whitespace at `at`. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  for (;;) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at
    at += 1
  }
}

/** Checks that the bytes are one document with nothing but whitespace around it. Throws JsonFault. */
export function checkDocument(bytes: Uint8Array, rules: ScanRules): void {
  findDocument(bytes, rules)
  if (rules.as === 'value') checkUtf8(bytes)
}

/** The same without a look at the UTF-8 inside strings. Gives where the value stands. */
export function findDocument(bytes: Uint8Array, rules: ScanRules): { readonly start: number; readonly end: number } {
  const start = skipSpace(bytes, 0)
  const end = skipValue(bytes, start, rules)
  const behind = skipSpace(bytes, end)
  if (behind < bytes.length) throw new JsonFault('trailing characters', behind)
  return { start, end }
}

/**
 * Checks the value that starts at `at` and gives the offset behind it. Invalid UTF-8 inside strings is left to the caller,
 * who has to decode the bytes anyway. `outer`: containers around the value, for the limit of depth. Throws JsonFault.
 */
export function skipValue(bytes: Uint8Array, at: number, rules: ScanRules, outer = 0): number {
  // Open containers from the outside in, true for objects.
  const open: boolean[] = []
  for (;;) {
    const byte = bytes[at]
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (open.length + outer >= MAX_DEPTH && rules.as === 'value') throw new JsonFault('recursion limit exceeded', at)
      const inObject = byte === OPEN_OBJECT
      const first = skipSpace(bytes, at + 1)
      if (bytes[first] !== (inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        open.push(inObject)
        at = inObject ? skipKey(bytes, first, rules) : first
        continue
      }
      at = first + 1
    } else if (byte === QUOTE) at = skipString(bytes, at, rules)
    else at = skipScalar(bytes, at)
    for (;;) {
      const inObject = open.at(-1)
      if (inObject === undefined) return at
      at = skipSpace(bytes, at)
      const next = bytes[at]
      if (next === COMMA) {
        at = skipSpace(bytes, at + 1)
        if (inObject) at = skipKey(bytes, at, rules)
        break
      }
      if (next !== (inObject ? CLOSE_OBJECT : CLOSE_ARRAY))
        throw unexpected(bytes, at, 'a comma or the end of a container')
      open.pop()
      at += 1
    }
  }
}

/** Checks a key and its colon; offset of the member's value. */
export function skipKey(bytes: Uint8Array, at: number, rules: ScanRules): number {
  if (bytes[at] !== QUOTE) throw unexpected(bytes, at, 'a string as key')
  const colon = skipSpace(bytes, skipString(bytes, at, rules))
  if (bytes[colon] !== COLON) throw unexpected(bytes, colon, 'a colon')
  return skipSpace(bytes, colon + 1)
}

/** Checks the string that starts at `at`; offset behind its closing quote. */
export function skipString(bytes: Uint8Array, at: number, rules: ScanRules): number {
  const end = bytes.length
  let index = skipPlain(bytes, at + 1)
  while (index < end) {
    const byte = bytes[index]
    if (byte === QUOTE) return index + 1
    if (byte !== BACKSLASH) throw new JsonFault('control character in a string', index)
    index = skipPlain(bytes, skipEscape(bytes, index, rules) + 1)
  }
  throw new JsonFault('the document ends inside a string', end)
}

/** 1 for bytes that end or interrupt a string: quote, backslash, control characters. */
const ENDS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
)

/** Offset of the first byte from `at` that does not stand for itself in a string. Here most bytes are spent. */
function skipPlain(bytes: Uint8Array, at: number): number {
  const ends = ENDS_PLAIN
  const end = bytes.length
  while (at + 3 < end) {
    const first = (ends[bytes[at] ?? 0] ?? 0) | (ends[bytes[at + 1] ?? 0] ?? 0)
    if ((first | (ends[bytes[at + 2] ?? 0] ?? 0) | (ends[bytes[at + 3] ?? 0] ?? 0)) !== 0) break
    at += 4
  }
  while (at < end && ends[bytes[at] ?? 0] === 0) at += 1
  return at
}

/** Offset of the last byte of the escape at `at`. */
function skipEscape(bytes: Uint8Array, at: number, rules: ScanRules): number {
  const letter = bytes[at + 1]
  switch (letter) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f: // slash
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1
    case 0x75: // u
      break
    default:
      throw unexpected(bytes, at + 1, 'an escape')
  }
  const unit = hexUnit(bytes, at + 2)
  if (rules.as === 'syntax' || unit < 0xd800 || unit > 0xdfff) return at + 5
  const paired = unit < 0xdc00 && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 0x75
  const low = paired ? hexUnit(bytes, at + 8) : 0
  if (low < 0xdc00 || low > 0xdfff) throw new JsonFault('lone surrogate escape', at)
  return at + 11
}

function hexUnit(bytes: Uint8Array, at: number): number {
  let unit = 0
  for (let index = at; index < at + 4; index += 1) {
    const digit = hexDigit(bytes[index] ?? 0)
    if (digit < 0) throw unexpected(bytes, index, 'a hexadecimal digit')
    unit = unit * 16 + digit
  }
  return unit
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** Checks a number, true, false or null; offset behind it. */
function skipScalar(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x74:
      return skipWord(bytes, at, 'true')
    case 0x66:
      return skipWord(bytes, at, 'false')
    case 0x6e:
      return skipWord(bytes, at, 'null')
    default:
      return skipNumber(bytes, at)
  }
}

function skipWord(bytes: Uint8Array, at: number, word: string): number {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) throw unexpected(bytes, at + index, `\`${word}\``)
  return at + word.length
}

function skipNumber(bytes: Uint8Array, at: number): number {
  const whole = bytes[at] === 0x2d ? at + 1 : at
  let end = skipDigits(bytes, whole)
  if (end === whole) throw unexpected(bytes, whole, 'a value')
  if (bytes[whole] === 0x30 && end > whole + 1) throw new JsonFault('leading zero in a number', whole)
  if (bytes[end] === 0x2e) end = skipSomeDigits(bytes, end + 1)
  const exponent = bytes[end]
  if (exponent !== 0x65 && exponent !== 0x45) return end
  const sign = bytes[end + 1]
  return skipSomeDigits(bytes, sign === 0x2b || sign === 0x2d ? end + 2 : end + 1)
}

function skipSomeDigits(bytes: Uint8Array, at: number): number {
  const end = skipDigits(bytes, at)
  if (end === at) throw unexpected(bytes, at, 'a digit')
  return end
}

function skipDigits(bytes: Uint8Array, at: number): number {
  let byte = bytes[at]
  while (byte !== undefined && byte >= 0x30 && byte <= 0x39) {
    at += 1
    byte = bytes[at]
  }
  return at
}

function unexpected(bytes: Uint8Array, at: number, expected: string): JsonFault {
  return new JsonFault(at < bytes.length ? `expected ${expected}` : `the document ends, expected ${expected}`, at)
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Throws JsonFault on invalid UTF-8. */
export function checkUtf8(bytes: Uint8Array): void {
  // The platform's decoder looks at many bytes at a time; looking for other than ASCII first takes longer than decoding.
  decodeUtf8(bytes)
}

/** Throws JsonFault on invalid UTF-8. A byte-order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    throw new JsonFault('invalid UTF-8', 0)
  }
}
