/**
 * Where the values of a JSON document of any size begin and end, found in one pass over its bytes and kept sparsely: only
 * containers and strings of `LARGE_BYTES` and more are remembered, with the place of a child every `LARGE_BYTES`; what is smaller is
 * read again when it is looked at. Grows with every chunk and can be asked at any time for what it knows so far. Checks the
 * structure, not what numbers and literals say. Offsets are bytes. Never recurses; depth is bounded.
 */

export const LARGE_BYTES = 64 * 1024
/** Containers nested deeper are passed over: they are known by their outermost one only. */
const MOST_OUTLINED = 1000
const MOST_NESTED = 1_000_000

export interface OutlineProblem {
  readonly at: number
  readonly message: string
}

export interface OutlinedContainer {
  /** Behind its last byte; undefined while that is not read. */
  readonly end: number | undefined
  /** Children that were begun so far. */
  readonly count: number
  /** Places of some children, ascending: of child `index` where its name or value begins. */
  readonly marks: readonly { readonly index: number; readonly at: number }[]
}

export interface JsonOutline {
  /** From how many bytes on containers and strings are remembered. */
  readonly large: number
  /** Bytes read so far. */
  readonly bytes: number
  /** Where the root value begins; undefined before it was seen. */
  readonly root: number | undefined
  /** After this nothing is read. */
  readonly problem: OutlineProblem | undefined
  add(chunk: Uint8Array): void
  /** The document ends here. */
  finish(): void
  /** Of large containers, and of those that are open where reading has got to. */
  container(start: number): OutlinedContainer | undefined
  /** Behind the closing quote of a large string; undefined for all others. */
  stringEnd(start: number): number | undefined
}

/** What may come next. */
type Expected = 'value' | 'element' | 'member' | 'name' | 'colon' | 'separator' | 'nothing'

interface Open {
  readonly start: number
  readonly isObject: boolean
  count: number
  marked: number
  marks: { readonly index: number; readonly at: number }[] | undefined
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

export function createJsonOutline(large = LARGE_BYTES): JsonOutline {
  const open: Open[] = []
  /** Nested deeper than is outlined: 1 for objects. */
  let deep = new Uint8Array(64)
  let deepCount = 0
  const containers = new Map<number, OutlinedContainer>()
  const strings = new Map<number, number>()
  let bytes = 0
  let root: number | undefined
  let problem: OutlineProblem | undefined
  let expected: Expected = 'value'
  let string: { readonly start: number; readonly isName: boolean; escaped: boolean } | undefined
  let inScalar = false

  function fail(at: number, message: string): void {
    problem = { at, message }
  }

  function beginChild(at: number): void {
    const parent = deepCount > 0 ? undefined : open.at(-1)
    if (parent === undefined) {
      root ??= at
      return
    }
    if (at - parent.marked >= large) {
      parent.marks ??= []
      parent.marks.push({ index: parent.count, at })
      parent.marked = at
    }
    parent.count += 1
  }

  function push(at: number, isObject: boolean): void {
    if (open.length < MOST_OUTLINED) open.push({ start: at, isObject, count: 0, marked: at, marks: undefined })
    else if (deepCount === MOST_NESTED) fail(at, `more than ${String(MOST_NESTED)} containers are nested`)
    else {
      if (deepCount === deep.length) {
        const larger = new Uint8Array(deep.length * 2)
        larger.set(deep)
        deep = larger
      }
      deep[deepCount] = isObject ? 1 : 0
      deepCount += 1
    }
    expected = isObject ? 'member' : 'element'
  }

  function isInObject(): boolean | undefined {
    return deepCount > 0 ? deep[deepCount - 1] === 1 : open.at(-1)?.isObject
  }

  function close(at: number, isObject: boolean): void {
    if (isInObject() !== isObject) {
      fail(at, `a ${isObject ? 'brace' : 'bracket'} closes nothing`)
      return
    }
    if (deepCount > 0) deepCount -= 1
    else {
      const closed = open.pop()
      const end = at + 1
      if (closed !== undefined && end - closed.start >= large)
        containers.set(closed.start, { end, count: closed.count, marks: closed.marks ?? [] })
    }
    endValue()
  }

  function endValue(): void {
    expected = isInObject() === undefined ? 'nothing' : 'separator'
  }

  /** Index behind the part of the string that is in the chunk. */
  function readString(chunk: Uint8Array, from: number, current: NonNullable<typeof string>): number {
    for (let index = from; index < chunk.length; index += 1) {
      const byte = chunk[index]
      if (current.escaped) current.escaped = false
      else if (byte === BACKSLASH) current.escaped = true
      else if (byte === QUOTE) {
        const end = bytes + index + 1
        if (end - current.start >= large) strings.set(current.start, end)
        string = undefined
        if (current.isName) expected = 'colon'
        else endValue()
        return index + 1
      }
    }
    return chunk.length
  }

  /** A byte outside of strings, numbers and literals. */
  function take(byte: number, at: number): void {
    const isObject = byte === 0x7b || byte === 0x7d
    switch (byte) {
      case 0x5d: // ]
      case 0x7d: // }
        if (expected !== 'separator' && expected !== (isObject ? 'member' : 'element')) fail(at, 'a value was expected')
        else close(at, isObject)
        return
      case 0x2c: // ,
        if (expected !== 'separator') fail(at, 'a value was expected')
        else expected = isInObject() === true ? 'name' : 'value'
        return
      case 0x3a: // :
        if (expected !== 'colon') fail(at, 'no colon was expected')
        else expected = 'value'
        return
      case QUOTE:
        if (expected === 'name' || expected === 'member') {
          beginChild(at)
          string = { start: at, isName: true, escaped: false }
        } else if (beginValue(at)) string = { start: at, isName: false, escaped: false }
        return
      case 0x5b: // [
      case 0x7b: // {
        if (beginValue(at)) push(at, isObject)
        return
      default:
        if (!beginsScalar(byte))
          fail(at, expected === 'nothing' ? 'more text follows the value' : 'a value was expected')
        else if (beginValue(at)) inScalar = true
    }
  }

  function beginValue(at: number): boolean {
    if (expected !== 'value' && expected !== 'element') {
      fail(at, expected === 'nothing' ? 'more text follows the value' : `a ${wordOf(expected)} was expected`)
      return false
    }
    // A member began with its name.
    if (isInObject() !== true) beginChild(at)
    return true
  }

  return {
    large,
    get bytes() {
      return bytes
    },
    get root() {
      return root
    },
    get problem() {
      return problem
    },
    add(chunk) {
      for (let index = 0; index < chunk.length && problem === undefined;) {
        if (string !== undefined) {
          index = readString(chunk, index, string)
          continue
        }
        const byte = chunk[index] ?? 0
        if (inScalar && isScalarByte(byte)) {
          index += 1
          continue
        }
        if (inScalar) {
          inScalar = false
          endValue()
        }
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) take(byte, bytes + index)
        index += 1
      }
      bytes += chunk.length
    },
    finish() {
      if (inScalar) {
        inScalar = false
        endValue()
      }
      if (problem === undefined && expected !== 'nothing')
        fail(bytes, bytes === 0 || root === undefined ? 'the document holds no value' : 'the document ends too early')
    },
    container(start) {
      const closed = containers.get(start)
      if (closed !== undefined) return closed
      const still = open.find((other) => other.start === start)
      return still && { end: undefined, count: still.count, marks: still.marks ?? [] }
    },
    stringEnd: (start) => strings.get(start),
  }
}

/** A digit, a minus, or the first letter of `true`, `false` or `null`. */
function beginsScalar(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x74 || byte === 0x66 || byte === 0x6e
}

/** Of numbers, `true`, `false` and `null`, and what people write instead. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  )
}

function wordOf(expected: 'member' | 'name' | 'colon' | 'separator'): string {
  return expected === 'member' || expected === 'name' ? 'name' : expected === 'colon' ? 'colon' : 'comma'
}
