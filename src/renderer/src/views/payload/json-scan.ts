/**
 * A read-only view of JSON text as a tree whose nodes are places in the text. Children are found when they are asked for. Keeps what
 * parsing would lose: order, doubled keys, digits of numbers. Never recurses, so depth costs nothing; text that is not JSON gives the
 * nodes before the problem and the problem's place.
 */

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'literal'

export interface JsonNode {
  readonly kind: JsonKind
  /** [start, end) in the text. */
  readonly start: number
  readonly end: number
  /** Decoded name within an object, index within an array, undefined for the root. */
  readonly key: string | number | undefined
}

export interface JsonProblem {
  /** Characters from the start of the text. */
  readonly at: number
  readonly message: string
}

export interface JsonChildren {
  readonly nodes: readonly JsonNode[]
  readonly problem: JsonProblem | undefined
}

/** The whole document; more than white space after it is a problem. */
export function rootNode(text: string): {
  readonly node: JsonNode | undefined
  readonly problem: JsonProblem | undefined
} {
  const start = skipSpace(text, 0)
  if (start >= text.length) return { node: undefined, problem: { at: start, message: 'The text is empty.' } }
  const value = scanValue(text, start)
  if ('problem' in value) return { node: partial(text, start), problem: value.problem }
  const rest = skipSpace(text, value.end)
  const problem = rest < text.length ? { at: rest, message: 'More text follows the value.' } : undefined
  return { node: { kind: value.kind, start, end: value.end, key: undefined }, problem }
}

/** Members of an object or elements of an array; none of anything else. */
export function childrenOf(text: string, { kind, start, end }: JsonNode): JsonChildren {
  const nodes: JsonNode[] = []
  const fail = (at: number, message: string): JsonChildren => ({ nodes, problem: { at, message } })
  if (kind !== 'object' && kind !== 'array') return { nodes, problem: undefined }
  const close = kind === 'object' ? '}' : ']'
  let at = skipSpace(text, start + 1)
  if (text[at] === close) return { nodes, problem: undefined }
  while (at < end) {
    let key: string | number = nodes.length
    if (kind === 'object') {
      const keyEnd = stringEnd(text, at)
      if (keyEnd === undefined) return fail(at, 'A member name was expected.')
      key = decodeString(text.slice(at, keyEnd))
      at = skipSpace(text, keyEnd)
      if (text[at] !== ':') return fail(at, 'A colon was expected.')
      at = skipSpace(text, at + 1)
    }
    const value = scanValue(text, at)
    if ('problem' in value) {
      const node = partial(text, at)
      if (node !== undefined) nodes.push({ ...node, key })
      return fail(value.problem.at, value.problem.message)
    }
    nodes.push({ kind: value.kind, start: at, end: value.end, key })
    at = skipSpace(text, value.end)
    if (text[at] === close) return { nodes, problem: undefined }
    if (text[at] !== ',') return fail(at, `A comma or ${close} was expected.`)
    at = skipSpace(text, at + 1)
  }
  return fail(at, 'The text ends too early.')
}

/** The string that a string node stands for; unpaired surrogates and broken escapes stay as they are written. */
export function decodeString(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : quoted
  } catch {
    // Control characters inside a string are not JSON, but people write them.
    return quoted.slice(1, -1)
  }
}

type Scanned = { readonly kind: JsonKind; readonly end: number } | { readonly problem: JsonProblem }

function scanValue(text: string, at: number): Scanned {
  const kind = kindAt(text, at)
  if (kind === undefined)
    return { problem: { at, message: at < text.length ? 'A value was expected.' : 'The text ends too early.' } }
  if (kind === 'object' || kind === 'array') return scanNested(text, at, kind)
  if (kind === 'string') {
    const end = stringEnd(text, at)
    return end === undefined ? { problem: { at, message: 'The string has no end.' } } : { kind, end }
  }
  const token = TOKEN.exec(text.slice(at, at + MOST_TOKEN))?.[0]
  return token === undefined ? { problem: { at, message: 'A value was expected.' } } : { kind, end: at + token.length }
}

/** Past the matching bracket. What stands between is looked at only as far as needed for that. */
function scanNested(text: string, at: number, kind: JsonKind): Scanned {
  const open: string[] = []
  BRACKET_OR_QUOTE.lastIndex = at
  for (let found = BRACKET_OR_QUOTE.exec(text); found !== null; found = BRACKET_OR_QUOTE.exec(text)) {
    const [sign] = found
    if (sign === '"') {
      const end = stringEnd(text, found.index)
      if (end === undefined) return { problem: { at: found.index, message: 'The string has no end.' } }
      BRACKET_OR_QUOTE.lastIndex = end
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? '}' : ']')
    } else {
      if (open.pop() !== sign) return { problem: { at: found.index, message: `${sign} closes nothing.` } }
      if (open.length === 0) return { kind, end: found.index + 1 }
    }
  }
  return { problem: { at: text.length, message: 'The text ends too early.' } }
}

/** A container that does not end: its children can still be looked at. */
function partial(text: string, at: number): JsonNode | undefined {
  const kind = kindAt(text, at)
  return kind === undefined ? undefined : { kind, start: at, end: text.length, key: undefined }
}

function kindAt(text: string, at: number): JsonKind | undefined {
  const sign = text[at]
  if (sign === undefined) return undefined
  if (sign === '{') return 'object'
  if (sign === '[') return 'array'
  if (sign === '"') return 'string'
  if (sign === '-' || (sign >= '0' && sign <= '9')) return 'number'
  return sign === 't' || sign === 'f' || sign === 'n' ? 'literal' : undefined
}

const TOKEN = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/
/** No sensible number is longer. */
const MOST_TOKEN = 4096
const BRACKET_OR_QUOTE = /["{}[\]]/g
const QUOTE_OR_ESCAPE = /["\\]/g
const NOT_SPACE = /[^ \t\r\n]/g

/** Past the closing quote; undefined if it is no string or has no end. */
function stringEnd(text: string, at: number): number | undefined {
  if (text[at] !== '"') return undefined
  QUOTE_OR_ESCAPE.lastIndex = at + 1
  for (let found = QUOTE_OR_ESCAPE.exec(text); found !== null; found = QUOTE_OR_ESCAPE.exec(text)) {
    if (found[0] === '"') return found.index + 1
    QUOTE_OR_ESCAPE.lastIndex = found.index + 2
  }
  return undefined
}

function skipSpace(text: string, at: number): number {
  NOT_SPACE.lastIndex = at
  return NOT_SPACE.exec(text)?.index ?? text.length
}
