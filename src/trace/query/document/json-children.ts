/**
 * The children of one container of a JSON document, read from its bytes as they are asked for. The outline tells where to begin
 * and how to get past what is large; everything else is read again, in windows. Follows the outline: what that has not read yet
 * is not there. Nothing is decoded but names and the beginnings of values.
 */
import { JsonFault, skipSpace, skipString, skipValue } from '../../base/json/scan.ts'
import type { DocumentChildren, DocumentPath, JsonKind, JsonNode } from '../../../shared/view-models/document.ts'
import type { JsonOutline, OutlineProblem } from './json-outline.ts'

export interface DocumentReader {
  /** Bytes. */
  readonly size: number
  /** At most `length` bytes from `offset`, fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** Windows hold the largest value that no outline knows several times. */
const VALUES_PER_WINDOW = 4
const LEAST_WINDOW_BYTES = 4096
const PREVIEW_BYTES = 480
const LONGEST_NAME_BYTES = 1024
const rules = { as: 'syntax' } as const

/** The root as a node; undefined while it has not been reached. */
export async function rootNode(reader: DocumentReader, outline: JsonOutline): Promise<JsonNode | undefined> {
  if (outline.root === undefined) return undefined
  const walk = createWalk(reader, outline)
  return (await walk.value(outline.root, null)).node
}

/** Children [from, from + limit) of the container that begins at `start`. */
export async function childrenOf(
  reader: DocumentReader,
  outline: JsonOutline,
  start: number,
  from: number,
  limit: number,
): Promise<DocumentChildren> {
  const walk = createWalk(reader, outline)
  const nodes: JsonNode[] = []
  const outlined = outline.container(start)
  const known = outlined?.marks.findLast(({ index }) => index <= from)
  let count = outlined?.count ?? 0
  const problem = await walk.children(start, known, (node, index) => {
    if (index >= from && nodes.length < limit) nodes.push(node)
    if (outlined !== undefined) return nodes.length < limit
    count = index + 1
    return true
  })
  return { nodes, count, ended: outlined === undefined || outlined.end !== undefined, problem }
}

/** From the root down to the deepest node that holds the byte at `offset`: each a container's start and a child's index in it. */
export async function pathTo(
  reader: DocumentReader,
  outline: JsonOutline,
  offset: number,
): Promise<DocumentPath['steps']> {
  const steps: DocumentPath['steps'][number][] = []
  const walk = createWalk(reader, outline)
  let node = await rootNode(reader, outline)
  while (node !== undefined && isContainer(node.kind) && offset > node.start && offset < (node.end ?? Infinity)) {
    const { start } = node
    const known = outline.container(start)?.marks.findLast(({ at }) => at <= offset)
    let found: { readonly index: number; readonly child: JsonNode } | undefined
    await walk.children(start, known, (child, index) => {
      if (offset >= (child.end ?? Infinity)) return true
      found = { index, child }
      return false
    })
    const step: { readonly index: number; readonly child: JsonNode } | undefined = found
    if (step === undefined) break
    steps.push({ start, ...step })
    node = step.child
  }
  return steps
}

function isContainer(kind: JsonKind): boolean {
  return kind === 'object' || kind === 'array'
}

interface Window {
  readonly offset: number
  readonly bytes: Uint8Array
}

function createWalk(reader: DocumentReader, outline: JsonOutline) {
  const windowBytes = Math.max(LEAST_WINDOW_BYTES, VALUES_PER_WINDOW * outline.large)
  let window: Window = { offset: 0, bytes: new Uint8Array() }

  /** Bytes from `at` on, as many as a small value may have. */
  async function bytesAt(at: number): Promise<Uint8Array> {
    const within = at - window.offset
    const left = window.bytes.length - within
    const whole = window.offset + window.bytes.length >= reader.size
    if (within < 0 || left <= 0 || (left < windowBytes / 2 && !whole))
      window = { offset: at, bytes: await reader.read(at, windowBytes) }
    return window.bytes.subarray(at - window.offset)
  }

  /** The first byte that is no white space, from `at` on. */
  async function skipSpaceAt(at: number): Promise<number> {
    for (;;) {
      const bytes = await bytesAt(at)
      const skipped = skipSpace(bytes, 0)
      if (skipped < bytes.length || bytes.length === 0) return at + skipped
      at += skipped
    }
  }

  async function stringEndAt(at: number): Promise<number> {
    return outline.stringEnd(at) ?? at + skipString(await bytesAt(at), 0, rules)
  }

  /** The value at `at` with its end, if that is known. Throws JsonFault. */
  async function value(at: number, key: string | number | null): Promise<{ node: JsonNode; problem?: OutlineProblem }> {
    const bytes = await bytesAt(at)
    const kind = kindAt(bytes[0])
    const large = isContainer(kind) ? outline.container(at) : undefined
    const named = { key, kind, start: at, count: large?.count ?? null }
    const node = (end: number | null): JsonNode => ({ ...named, end, preview: previewOf(bytes, kind, at, end) })
    if (large !== undefined) return { node: node(large.end ?? null) }
    try {
      const end = kind === 'string' ? await stringEndAt(at) : at + skipValue(bytes, 0, rules)
      return { node: node(end) }
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      return { node: node(null), ...problemOf(at, error) }
    }
  }

  /** What lies behind the part that is read is no fault. */
  function problemOf(at: number, fault: JsonFault): { problem?: OutlineProblem } {
    if (outline.problem !== undefined) return { problem: outline.problem }
    if (outline.bytes < reader.size) return {}
    return { problem: { at: at + fault.at, message: fault.message.replace(/ at byte \d+$/, '') } }
  }

  /** Visits children until told to stop. Gives the reason why it went no further, if it is not the container's end. */
  async function children(
    start: number,
    known: { readonly index: number; readonly at: number } | undefined,
    visit: (node: JsonNode, index: number) => boolean,
  ): Promise<OutlineProblem | undefined> {
    const isObject = (await bytesAt(start))[0] === 0x7b
    const close = isObject ? 0x7d : 0x5d
    let index = known?.index ?? 0
    let at = known?.at ?? (await skipSpaceAt(start + 1))
    if ((await bytesAt(at))[0] === close) return undefined
    try {
      for (; at < outline.bytes; index += 1) {
        let key: string | number = index
        if (isObject) {
          const nameEnd = await stringEndAt(at)
          key = nameOf((await bytesAt(at)).subarray(0, Math.min(nameEnd - at, LONGEST_NAME_BYTES)), nameEnd - at)
          const colon = await skipSpaceAt(nameEnd)
          if ((await bytesAt(colon))[0] !== 0x3a) return { at: colon, message: 'a colon was expected' }
          at = await skipSpaceAt(colon + 1)
        }
        const found = await value(at, key)
        if (!visit(found.node, index) || found.problem !== undefined || found.node.end === null) return found.problem
        const next = await skipSpaceAt(found.node.end)
        const sign = (await bytesAt(next))[0]
        if (sign === close || sign === undefined) return sign === close ? undefined : outline.problem
        if (sign !== 0x2c) return { at: next, message: `a comma or ${isObject ? '}' : ']'} was expected` }
        at = await skipSpaceAt(next + 1)
      }
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      return problemOf(at, error).problem
    }
    return outline.problem
  }

  return { value, children }
}

function kindAt(byte: number | undefined): JsonKind {
  switch (byte) {
    case 0x7b:
      return 'object'
    case 0x5b:
      return 'array'
    case 0x22:
      return 'string'
    case 0x74: // t
    case 0x66: // f
    case 0x6e: // n
      return 'literal'
    default:
      return 'number'
  }
}

const decoder = new TextDecoder()

/** As written, cut after `PREVIEW_BYTES`; nothing of a container. */
function previewOf(bytes: Uint8Array, kind: JsonKind, at: number, end: number | null): string {
  return isContainer(kind)
    ? ''
    : decoder.decode(bytes.subarray(0, Math.min(end === null ? PREVIEW_BYTES : end - at, PREVIEW_BYTES)))
}

/** The name that a string stands for; a longer one is cut and shown as written. */
function nameOf(bytes: Uint8Array, length: number): string {
  const written = decoder.decode(bytes)
  if (length > LONGEST_NAME_BYTES) return `${written.slice(1)}…`
  try {
    const name: unknown = JSON.parse(written)
    return typeof name === 'string' ? name : written
  } catch {
    // Control characters inside a name are not JSON, but people write them.
    return written.slice(1, -1)
  }
}
