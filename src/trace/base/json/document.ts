/**
 * One JSON document in bytes, checked as a whole, read in parts: a member or element is found by skipping over the others
 * and becomes a value only when asked for. Keeps the bytes, so nobody should keep a document.
 */
import { readExact, readPlain, type ExactValue } from './exact.ts'
import { decodeUtf8, findDocument, skipSpace, skipString, skipValue, type ScanRules } from './scan.ts'

const CHECKED: ScanRules = { as: 'syntax' }
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** The text of a range of bytes. Where it has as many units as bytes, offsets in both are the same. */
export interface Decoded {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Where a key stands, quotes included, and its value. */
interface Member {
  readonly start: number
  readonly end: number
  readonly value: JsonSpan
}

/** A value inside a checked document: bytes [start, end). */
export class JsonSpan {
  readonly #bytes: Uint8Array
  readonly #decoded: Decoded | undefined
  /** Found when the first is asked for. */
  #members: Member[] | undefined
  readonly start: number
  readonly end: number

  /** `decoded`: the text of a range around it, if that is at hand. */
  constructor(bytes: Uint8Array, start: number, end: number, decoded?: Decoded) {
    this.#bytes = bytes
    this.#decoded = decoded
    this.start = start
    this.end = end
  }

  get isObject(): boolean {
    return this.#bytes[this.start] === 0x7b
  }

  get isArray(): boolean {
    return this.#bytes[this.start] === 0x5b
  }

  get text(): string {
    const decoded = this.#decoded
    if (decoded !== undefined) {
      const { text, start, end } = decoded
      if (start === this.start && end === this.end) return text
      if (text.length === end - start) return text.slice(this.start - start, this.end - start)
    }
    return decodeUtf8(this.#bytes.subarray(this.start, this.end))
  }

  /** The value in ordinary objects, see `toPlain`: numbers whose text matters keep it. */
  get careful(): unknown {
    return readPlain(this.text)
  }

  /** The value through `JSON.parse`: numbers lose their text. */
  get plain(): unknown {
    const value: unknown = JSON.parse(this.text)
    return value
  }

  /** The value with number texts and the order of keys. */
  get exact(): ExactValue {
    return readExact(this.text)
  }

  /** The last member of this ASCII name. Undefined if there is none or this is no object. */
  member(name: string): JsonSpan | undefined {
    this.#members ??= this.#findMembers()
    return this.#members.findLast(({ start, end }) => this.#keyIs(start, end, name))?.value
  }

  /** How many members have this ASCII name. */
  countOf(name: string): number {
    this.#members ??= this.#findMembers()
    return this.#members.filter(({ start, end }) => this.#keyIs(start, end, name)).length
  }

  #findMembers(): Member[] {
    const found: Member[] = []
    if (!this.isObject) return found
    let at = skipSpace(this.#bytes, this.start + 1)
    while (this.#bytes[at] === QUOTE) {
      const keyEnd = skipString(this.#bytes, at, CHECKED)
      const start = skipSpace(this.#bytes, skipSpace(this.#bytes, keyEnd) + 1)
      const end = skipValue(this.#bytes, start, CHECKED)
      found.push({ start: at, end: keyEnd, value: new JsonSpan(this.#bytes, start, end, this.#decoded) })
      at = this.#behindComma(end)
    }
    return found
  }

  /** Undefined if this is no array. */
  elements(): JsonSpan[] | undefined {
    if (!this.isArray) return undefined
    const found: JsonSpan[] = []
    let at = skipSpace(this.#bytes, this.start + 1)
    while (at < this.end - 1) {
      const end = skipValue(this.#bytes, at, CHECKED)
      found.push(new JsonSpan(this.#bytes, at, end, this.#decoded))
      at = this.#behindComma(end)
    }
    return found
  }

  #behindComma(end: number): number {
    return skipSpace(this.#bytes, skipSpace(this.#bytes, end) + 1)
  }

  #keyIs(start: number, end: number, name: string): boolean {
    const length = end - start - 2
    if (length < name.length) return false
    // Only escapes make the text in the document longer than the name.
    if (length > name.length) {
      const key = this.#bytes.subarray(start, end)
      return key.includes(BACKSLASH) && JSON.parse(decodeUtf8(key)) === name
    }
    for (let at = 0; at < length; at += 1) if (this.#bytes[start + 1 + at] !== name.charCodeAt(at)) return false
    return true
  }
}

/** Throws JsonFault where the reference would not read the bytes as one value. */
export function openDocument(bytes: Uint8Array): JsonSpan {
  const { start, end } = findDocument(bytes, { as: 'value' })
  return new JsonSpan(bytes, start, end, decodeRange(bytes, start, end))
}

/** Throws JsonFault on invalid UTF-8. */
export function decodeRange(bytes: Uint8Array, start: number, end: number): Decoded {
  return { text: decodeUtf8(bytes.subarray(start, end)), start, end }
}
