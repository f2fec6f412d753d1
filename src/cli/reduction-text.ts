/**
 * A reduction as JSON text in pieces: a graph can be longer than the longest string. The graph's members stand at the top as in
 * the reference's `state.json`, what only we say in the member `rolloutlens` (docs/format/graph.md).
 */
import { inByteOrder } from '../trace/base/byte-order.ts'
import type { Reduction } from '../trace/model/reduction.ts'

const PIECE = 256 * 1024

export interface ReductionTextOptions {
  /** Without the member `rolloutlens`: what the reference writes. */
  readonly graphOnly: boolean
}

/** Indented by two spaces, ends with a line end. Maps are written in byte order of their keys. */
export function* reductionText(reduction: Reduction, { graphOnly }: ReductionTextOptions): Generator<string> {
  let piece = ''
  for (const part of membersText(graphOnly ? membersOf(reduction.graph) : allMembers(reduction), 0)) {
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

function* valueText(value: unknown, depth: number): Generator<string> {
  if (value instanceof Members) yield* membersText(value.entries, depth)
  else if (value instanceof Map) yield* membersText(inByteOrder(value), depth)
  else if (Array.isArray(value)) yield* elementsText(value, depth)
  else yield leafText(value, depth)
}

function* membersText(entries: Members['entries'], depth: number): Generator<string> {
  let opening = '{'
  for (const [key, value] of entries) {
    yield `${opening}${newLine(depth + 1)}${JSON.stringify(key)}: `
    yield* valueText(value, depth + 1)
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

function leafText(value: unknown, depth: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', newLine(depth))
}

function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`
}
