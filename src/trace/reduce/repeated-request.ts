/**
 * A request is a full snapshot of the conversation and repeats most of the request before it. What is repeated byte for byte
 * was judged, matched and linked when it was first shown, so it is compared instead of read. Gives the same graph as the
 * plain path, or nothing: whatever does not fit is left to it.
 *
 * Why it may: an element that is the same as in the thread's previous request makes the same candidate; that candidate
 * matched the item at its place then, and an item never stops matching what it matched. What may differ on sighting an item
 * again are its links, and each thread knows the call ids whose links may have changed (`staleCalls`).
 */
import { commonBeginning } from '../base/common-beginning.ts'
import type { ItemId, ThreadId } from '../base/ids.ts'
import { decodeRange, JsonSpan } from '../base/json/document.ts'
import { checkUtf8, decodeUtf8, JsonFault, skipKey, skipSpace, skipString, skipValue } from '../base/json/scan.ts'
import { linkCellOutput } from './code-cell.ts'
import type { Context } from './context.ts'
import type { ItemDraft } from './drafts.ts'
import { linkItem } from './links.ts'
import type { Candidate } from './normalize.ts'
import type { ShownRequest } from './shown-requests.ts'
import { memoryOf, type State, type ThreadMemory } from './state.ts'

/** What a request repeats, and what it adds. */
export interface Repetition {
  /** Items of the repeated elements, in order: the beginning of the thread's snapshot. */
  readonly items: readonly ItemId[]
  /** Repeated elements. */
  readonly count: number
  /** Offset behind the last of them. */
  readonly end: number
  /** The elements behind them. */
  readonly added: readonly JsonSpan[]
}

/** A snapshot that goes on further than this behind the repeated items is left to the plain path. */
const MAX_REMAINDER = 256

const RULES = { as: 'value' } as const
const QUOTE = 0x22
const COMMA = 0x2c
const CLOSE_ARRAY = 0x5d
const CLOSE_OBJECT = 0x7d

/** Undefined if nothing is repeated or the request needs the plain path. */
export function findRepetition(
  state: State,
  thread: ThreadId,
  bytes: Uint8Array,
  ctx: Context,
): Repetition | undefined {
  const before = state.shownRequests.get(thread)
  const memory = memoryOf(state, thread)
  if (before === undefined || memory.replacement !== undefined) return undefined
  const count = Math.min(before.repeatable, countUpTo(before.ends, ctx.commonLength(before.bytes, bytes)))
  const end = before.ends[count - 1]
  if (end === undefined) return undefined
  const items = before.shown.slice(0, count).filter((id) => id !== undefined)
  if (!isUnusedBehind(state, memory, items, before.newest)) return undefined
  const added = readAdded(bytes, end, before, ctx)
  return added && { items, count, end, added }
}

/** Sights the repeated items again: links those whose call became known, or was answered, since they were last shown. */
export function relinkItems(state: State, thread: ThreadId, items: readonly ItemId[], ctx: Context): void {
  const memory = memoryOf(state, thread)
  const stale = new Set<ItemDraft>()
  for (const call of memory.staleCalls) {
    for (const item of memory.itemsByCall.get(call) ?? []) stale.add(item)
  }
  memory.staleCalls.clear()
  const places = [...stale].map((item) => ({ item, place: items.lastIndexOf(item.item_id) }))
  for (const { item, place } of places.sort((a, b) => a.place - b.place)) {
    if (place < 0) continue
    linkItem(state, item, ctx)
    linkCellOutput(state, item, ctx)
  }
}

/** Keeps a request that was read by the plain path for the next one of its thread. */
export function rememberRequest(
  state: State,
  thread: ThreadId,
  bytes: Uint8Array,
  document: JsonSpan,
  elements: readonly JsonSpan[],
  candidates: readonly (Candidate | undefined)[],
  items: readonly ItemId[],
): void {
  const first = elements[0]
  if (first === undefined || !isPlain(bytes, document, first.start, elements.at(-1)?.end ?? 0)) {
    state.shownRequests.drop(thread)
    return
  }
  memoryOf(state, thread).staleCalls.clear()
  state.shownRequests.keep(thread, {
    bytes,
    ends: elements.map((element) => element.end),
    ...shownBy(candidates, items),
    newest: newestOf(state, items),
  })
}

/** Keeps a request that repeated an earlier one, so that the next can repeat it. */
export function rememberRepetition(
  state: State,
  thread: ThreadId,
  bytes: Uint8Array,
  repetition: Repetition,
  candidates: readonly (Candidate | undefined)[],
  added: readonly ItemId[],
): void {
  const before = state.shownRequests.get(thread)
  if (before === undefined) return
  const rest = shownBy(candidates, added)
  const request: ShownRequest = {
    bytes,
    ends: [...before.ends.slice(0, repetition.count), ...repetition.added.map((element) => element.end)],
    shown: [...before.shown.slice(0, repetition.count), ...rest.shown],
    repeatable: repetition.count + rest.repeatable,
    newest: Math.max(before.newest, newestOf(state, added)),
  }
  state.shownRequests.keep(thread, request, repetition.end)
}

/** References to a payload without a hash of what they stand for match in that payload only. */
function isRepeatable(candidate: Candidate | undefined): boolean {
  return !candidate?.parts.some((part) => part.type === 'payload_ref' && part.content_sha256 === undefined)
}

function shownBy(candidates: readonly (Candidate | undefined)[], items: readonly ItemId[]) {
  let at = 0
  const shown = candidates.map((candidate) => (candidate === undefined ? undefined : items[at++]))
  const last = candidates.findIndex((candidate) => !isRepeatable(candidate))
  return { shown, repeatable: last < 0 ? candidates.length : last }
}

function newestOf(state: State, items: readonly ItemId[]): number {
  return items.reduce((newest, id) => Math.max(newest, state.items.get(id)?.ordinal ?? 0), 0)
}

/** The snapshot begins with the items, and what follows them is newer than all of them, so that none occurs twice. */
function isUnusedBehind(state: State, memory: ThreadMemory, items: readonly ItemId[], newest: number): boolean {
  const { snapshot } = memory
  if (snapshot.length < items.length || snapshot.length > items.length + MAX_REMAINDER) return false
  if (commonBeginning(snapshot, items) < items.length) return false
  return snapshot.slice(items.length).every((id) => (state.items.get(id)?.ordinal ?? 0) > newest)
}

/** How many of the rising numbers are at most `limit`. */
function countUpTo(rising: readonly number[], limit: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The elements from `at`, behind an element, to the end of the array, if the rest of the document is as it has to be. */
function readAdded(bytes: Uint8Array, at: number, before: ShownRequest, ctx: Context): JsonSpan[] | undefined {
  try {
    const found: { readonly start: number; readonly end: number }[] = []
    let next = skipSpace(bytes, at)
    while (bytes[next] === COMMA) {
      const start = skipSpace(bytes, next + 1)
      const end = skipValue(bytes, start, RULES, 2)
      found.push({ start, end })
      next = skipSpace(bytes, end)
    }
    const tail = found.at(-1)?.end ?? at
    if (bytes[next] !== CLOSE_ARRAY || !endsWell(bytes, next, tail, before, ctx)) return undefined
    const decoded = decodeRange(bytes, at, tail)
    return found.map(({ start, end }) => new JsonSpan(bytes, start, end, decoded))
  } catch (fault) {
    if (fault instanceof JsonFault) return undefined
    throw fault
  }
}

/** What follows the elements, which end at `tail`, is as in the request before, or tells a request reader nothing. */
function endsWell(bytes: Uint8Array, close: number, tail: number, before: ShownRequest, ctx: Context): boolean {
  if (isSame(bytes.subarray(tail), before.bytes.subarray(before.ends.at(-1) ?? 0), ctx)) return true
  let at = skipSpace(bytes, close + 1)
  while (bytes[at] === COMMA) {
    const key = skipSpace(bytes, at + 1)
    const value = skipKey(bytes, key, RULES)
    if (isRead(bytes, key)) return false
    at = skipSpace(bytes, skipValue(bytes, value, RULES, 1))
  }
  checkUtf8(bytes.subarray(tail))
  return bytes[at] === CLOSE_OBJECT && skipSpace(bytes, at + 1) === bytes.length
}

function isSame(a: Uint8Array, b: Uint8Array, ctx: Context): boolean {
  return a.length === b.length && ctx.commonLength(a, b) === a.length
}

/** Nothing outside the elements [start, end) of `input` tells a request reader anything. */
function isPlain(bytes: Uint8Array, document: JsonSpan, start: number, end: number): boolean {
  let at = skipSpace(bytes, document.start + 1)
  while (bytes[at] === QUOTE) {
    const value = skipKey(bytes, at, RULES)
    const holdsElements = value < start && skipSpace(bytes, value + 1) === start
    if (!holdsElements && isRead(bytes, at)) return false
    at = holdsElements ? skipSpace(bytes, end) + 1 : skipValue(bytes, value, RULES, 1)
    at = skipSpace(bytes, skipSpace(bytes, at) + 1)
  }
  return true
}

/** Whether the key at `at` is one that a request reader asks for, or written so that it might be. */
function isRead(bytes: Uint8Array, at: number): boolean {
  const key = decodeUtf8(bytes.subarray(at, skipString(bytes, at, RULES)))
  return key === '"input"' || key === '"previous_response_id"' || key.includes('\\')
}
