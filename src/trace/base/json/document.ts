/**
 * One JSON document in bytes, checked as a whole, read in parts: a member or element is found by skipping over the others
 * and becomes a value only when asked for. Keeps the bytes, so nobody should keep a document.
 */
import { readExact, type ExactValue } from './exact.ts'
import { checkDocument, decodeUtf8, skipSpace, skipString, skipValue, type ScanRules } from './scan.ts'

const CHECKED: ScanRules = { as: 'syntax' }

/** A value inside a checked document: bytes [start, end). */
export class JsonSpan {
  readonly #bytes: Uint8Array
  readonly start: number
  readonly end: number

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes
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
    return decodeUtf8(this.#bytes.subarray(this.start, this.end))
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

  /** The last member of this name. Undefined if there is none or this is no object. */
  member(name: string): JsonSpan | undefined {
    if (!this.isObject) return undefined
    let found: JsonSpan | undefined
    let at = skipSpace(this.#bytes, this.start + 1)
    while (this.#bytes[at] === 0x22) {
      const keyEnd = skipString(this.#bytes, at, CHECKED)
      const start = skipSpace(this.#bytes, skipSpace(this.#bytes, keyEnd) + 1)
      const end = skipValue(this.#bytes, start, CHECKED)
      if (this.#keyIs(at, keyEnd, name)) found = new JsonSpan(this.#bytes, start, end)
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
      found.push(new JsonSpan(this.#bytes, at, end))
      at = this.#behindComma(end)
    }
    return found
  }

  #behindComma(end: number): number {
    return skipSpace(this.#bytes, skipSpace(this.#bytes, end) + 1)
  }

  #keyIs(start: number, end: number, name: string): boolean {
    const key = decodeUtf8(this.#bytes.subarray(start, end))
    return key === `"${name}"` || (key.includes('\\') && JSON.parse(key) === name)
  }
}

/** Throws JsonFault where the reference would not read the bytes as one value. */
export function openDocument(bytes: Uint8Array): JsonSpan {
  checkDocument(bytes, { as: 'value' })
  return new JsonSpan(bytes, skipSpace(bytes, 0), endOfValue(bytes))
}

/** Behind the last byte that is no whitespace. */
function endOfValue(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && skipSpace(bytes, end - 1) >= end) end -= 1
  return end
}
