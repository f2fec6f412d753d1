/**
 * A reduction as JSON text in pieces: a graph can be longer than the longest string. The graph's members stand at the top as in
 * the reference's `state.json`, what only we say in the member `rolloutlens` (docs/format/graph.md).
 */
import { inByteOrder } from '../trace/base/byte-order.ts'
import { commonBeginning } from '../trace/base/common-beginning.ts'
import type { Reduction } from '../trace/model/reduction.ts'

const PIECE = 256 * 1024
/** From so many elements on a list is worth being remembered. */
const LONG_LIST = 16
const MOST_LISTS = 1000

export interface ReductionTextOptions {
  /** Without the member `rolloutlens`: what the reference writes. */
  readonly graphOnly: boolean
}

/** Indented by two spaces, ends with a line end. Maps are written in byte order of their keys. */
export function* reductionText(reduction: Reduction, { graphOnly }: ReductionTextOptions): Generator<string> {
  const members = graphOnly ? membersOf(reduction.graph) : allMembers(reduction)
  let piece = ''
  for (const part of membersText(members, 0, new ListTexts())) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield `${piece}\n`
}

/** An object whose members are written one by one. Everything else that is no map or list of such a member is short. */
class Members {
  readonly entries: readonly (readonly [string, unknown])[]

  constructor(entries: Members['entries']) {
    this.entries = entries
  }
}

function membersOf(object: object): Members['entries'] {
  return Object.entries(object)
}

function allMembers({ graph, derived, ...ours }: Reduction): Members['entries'] {
  const rolloutlens = new Members(membersOf({ ...ours, derived: new Members(membersOf(derived)) }))
  return [...membersOf(graph), ['rolloutlens', rolloutlens]]
}

function* valueText(value: unknown, depth: number, lists: ListTexts): Generator<string> {
  if (value instanceof Members) yield* membersText(value.entries, depth, lists)
  else if (value instanceof Map) yield* membersText(inByteOrder(value), depth, lists)
  else if (Array.isArray(value)) yield* elementsText(value, depth)
  else yield objectText(value, depth, lists)
}

function* membersText(entries: Members['entries'], depth: number, lists: ListTexts): Generator<string> {
  let opening = '{'
  for (const [key, value] of entries) {
    yield `${opening}${newLine(depth + 1)}${JSON.stringify(key)}: `
    yield* valueText(value, depth + 1, lists)
    opening = ','
  }
  yield entries.length === 0 ? '{}' : `${newLine(depth)}}`
}

function* elementsText(elements: readonly unknown[], depth: number): Generator<string> {
  let opening = '['
  for (const element of elements) {
    yield opening + newLine(depth + 1) + leafText(element, depth + 1)
    opening = ','
  }
  yield elements.length === 0 ? '[]' : `${newLine(depth)}]`
}

/** An object of the graph. Long lists in it are written apart from the rest. */
function objectText(value: unknown, depth: number, lists: ListTexts): string {
  if (typeof value !== 'object' || value === null || !Object.values(value).some(isLongList))
    return leafText(value, depth)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]: [string, unknown]) => {
      const text = isLongList(member) ? lists.of(member, depth + 1) : leafText(member, depth + 1)
      return `${newLine(depth + 1)}${JSON.stringify(name)}: ${text}`
    })
  return `{${members.join(',')}${newLine(depth)}}`
}

function isLongList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= LONG_LIST
}

/** Inside so many arrays, whose text is cut off again, a value gets the indentation that it has at this depth. */
function leafText(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let wrapped: unknown = value
  for (let outer = 0; outer < depth; outer += 1) wrapped = [wrapped]
  const text = JSON.stringify(wrapped, null, 2)
  // Before: brackets and line ends, and the indentation of each level. Behind: the same with one level less.
  return text.slice(depth * (depth + 3), text.length - depth * (depth + 1))
}

interface ListText {
  readonly elements: readonly unknown[]
  /** Without the closing bracket. */
  readonly text: string
  /** Where each element ends in the text. */
  readonly ends: readonly number[]
}

/**
 * Texts of long lists. The items of a request begin with those of the one before, so most of a graph's bytes are lists that
 * begin alike: what was written once is copied.
 */
class ListTexts {
  /** The newest list that begins with an element. */
  readonly #byFirst = new Map<unknown, ListText>()

  /** All lists are expected at the same depth; others are never taken for alike. */
  of(elements: readonly unknown[], depth: number): string {
    const key = `${String(depth)} ${String(elements[0])}`
    const known = this.#byFirst.get(key)
    const same = known === undefined ? 0 : commonBeginning(known.elements, elements)
    const list = known !== undefined && same === elements.length ? known : extend(known, same, elements, depth)
    if (list !== known) {
      if (this.#byFirst.size >= MOST_LISTS) this.#byFirst.clear()
      this.#byFirst.set(key, list)
    }
    return `${list.text.slice(0, list.ends[elements.length - 1])}${newLine(depth)}]`
  }
}

function extend(known: ListText | undefined, same: number, elements: readonly unknown[], depth: number): ListText {
  const indent = newLine(depth + 1)
  const ends = known?.ends.slice(0, same) ?? []
  let text = known?.text.slice(0, ends.at(-1) ?? 0) ?? ''
  for (let at = same; at < elements.length; at += 1) {
    text += `${at === 0 ? '[' : ','}${indent}${leafText(elements[at], depth + 1)}`
    ends.push(text.length)
  }
  return { elements, text, ends }
}

function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`
}
