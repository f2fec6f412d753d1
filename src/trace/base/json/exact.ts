/**
 * JSON values that lose nothing: numbers keep their source text, objects their order of keys, `__proto__` is a key like
 * any other, a repeated key keeps its first place and takes the last value. Needed where the reference shows or hashes a
 * value; everything else may use `JSON.parse`. The text must have passed `checkDocument`, or is checked here.
 */
import { checkDocument, JsonFault } from './scan.ts'

/** A number as written. */
export class ExactNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type ExactObject = Map<string, ExactValue>
export type ExactValue = null | boolean | string | ExactNumber | ExactValue[] | ExactObject

/** The reference reads an object of this one key as the number its string holds. */
const NUMBER_KEY = '$serde_json::private::Number'
const INTEGER = /^-?[0-9]+$/
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

const encoder = new TextEncoder()

/** Throws JsonFault where the reference would not read the text as one value. */
export function parseExact(text: string): ExactValue {
  checkDocument(encoder.encode(text), { as: 'value' })
  return readExact(text)
}

/** Reads text that is known to be one JSON document. */
export function readExact(text: string): ExactValue {
  return new Reader(text).value()
}

/**
 * Ordinary objects and arrays, for documents whose form is checked next. Integers become numbers; a number written with a
 * fraction or an exponent stays an ExactNumber, because the reference does not take it for an integer even if it is one.
 */
export function toPlain(value: ExactValue): unknown {
  if (value instanceof ExactNumber) return INTEGER.test(value.text) ? Number(value.text) : value
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member)]))
  return value
}

/** What `toPlain` makes of a document that was checked, by the platform's parser where that reads the same. */
export function readPlain(text: string): unknown {
  if (losesText(text) || ESCAPED_LETTER.test(text)) return toPlain(readExact(text))
  const value: unknown = JSON.parse(text)
  return value
}

/** A number with a fraction or an exponent, or what looks like one inside a string. */
const SPELT_NUMBER = /(?:^|[:,[])[ \n\r\t]*-?[0-9]+[.eE]/
/** Nobody writes printable characters so, unless to hide the name of a key. */
const ESCAPED_LETTER = /\\u00[2-7]/

/** Whether `JSON.parse` might lose what matters: the text of a number, or an object that stands for one. */
export function losesText(text: string): boolean {
  return text.includes(NUMBER_KEY) || SPELT_NUMBER.test(text)
}

const SPACE = /[ \n\r\t]*/y
const PLAIN = /[^"\\]*/y
const SCALAR = /[^,\]} \n\r\t]+/y

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): ExactValue {
    this.#take(SPACE)
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object()
      case '[':
        return this.#array()
      case '"':
        return this.#string()
      default:
        return scalar(this.#take(SCALAR))
    }
  }

  #object(): ExactValue {
    const members: ExactObject = new Map()
    if (this.#opensEmpty('}')) return members
    let numberFirst = false
    do {
      this.#take(SPACE)
      const key = this.#string()
      if (members.size === 0) numberFirst = key === NUMBER_KEY
      this.#take(SPACE)
      this.#at += 1
      members.set(key, this.value())
      this.#take(SPACE)
    } while (this.#nextIsComma())
    return numberFirst ? hiddenNumber(members, this.#at) : members
  }

  #array(): ExactValue[] {
    const elements: ExactValue[] = []
    if (this.#opensEmpty(']')) return elements
    do {
      elements.push(this.value())
      this.#take(SPACE)
    } while (this.#nextIsComma())
    return elements
  }

  /** Steps over the opening bracket, and over the closing one if it follows. */
  #opensEmpty(close: string): boolean {
    this.#at += 1
    this.#take(SPACE)
    if (this.#text[this.#at] !== close) return false
    this.#at += 1
    return true
  }

  #nextIsComma(): boolean {
    this.#at += 1
    return this.#text[this.#at - 1] === ','
  }

  #string(): string {
    const start = this.#at
    this.#at += 1
    const plain = this.#take(PLAIN)
    if (this.#text[this.#at] === '"') {
      this.#at += 1
      return plain
    }
    while (this.#text[this.#at] !== '"') {
      this.#at += 2
      this.#take(PLAIN)
    }
    this.#at += 1
    return String(JSON.parse(this.#text.slice(start, this.#at)))
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }
}

function scalar(word: string): ExactValue {
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  return new ExactNumber(word)
}

function hiddenNumber(members: ExactObject, at: number): ExactNumber {
  const text = members.get(NUMBER_KEY)
  if (members.size !== 1 || typeof text !== 'string' || !NUMBER.test(text)) throw new JsonFault('invalid number', at)
  return new ExactNumber(text)
}
