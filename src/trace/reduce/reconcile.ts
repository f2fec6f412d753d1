/**
 * Finds for each candidate of a list the item it shows again, or makes a new one. Rule: docs/format/reduction.md §5.3,
 * §5.5, §5.6. The only place that creates items from payloads.
 */
import { as, type CodexTurnId, type ItemId } from '../base/ids.ts'
import type { EventPlace } from '../format/events/index.ts'
import type { ItemPart, ItemProducer } from '../model/graph.ts'
import type { Baseline } from './baseline.ts'
import { flushReadyCells, linkCellOutput, readyQueuedCells } from './code-cell.ts'
import type { Context } from './context.ts'
import type { ItemDraft, ThreadDraft } from './drafts.ts'
import { listDelivery, resolvePending } from './edges.ts'
import { addProducer } from './items.ts'
import { linkItem } from './links.ts'
import { matches, matchesApartFromId, sameParts } from './match.ts'
import type { Candidate } from './normalize.ts'
import { memoryOf, type State, type ThreadMemory } from './state.ts'

/** How places in the list relate to places in the baseline. */
export type Mode =
  /** A whole conversation: same place first, then anywhere. */
  | { readonly type: 'full' }
  /** Goes on at `start`, where the baseline has to agree. */
  | { readonly type: 'append'; readonly start: number }
  /** Anywhere. */
  | { readonly type: 'detached' }

export interface Listing {
  readonly thread: ThreadDraft
  readonly turn: CodexTurnId | null
  readonly event: EventPlace
  readonly producer: ItemProducer | undefined
  /** [S2] Whether the list may claim accepted agent messages that wait for a request. */
  readonly claims: boolean
}

/** The items of the candidates, in their order. */
export function reconcile(
  state: State,
  candidates: readonly Candidate[],
  baseline: Baseline,
  mode: Mode,
  listing: Listing,
  ctx: Context,
): ItemId[] {
  const used = new Set<ItemId>()
  const memory = memoryOf(state, listing.thread.thread_id)
  const ids = candidates.map((candidate, place) => {
    checkCallId(candidate, memory, ctx)
    const item =
      claimWaiting(state, candidate, memory, listing, ctx) ??
      find(candidate, place, baseline, mode, used, listing, ctx) ??
      createItem(state, candidate, listing, ctx)
    sight(state, item, candidate, listing, ctx)
    used.add(item.item_id)
    return item.item_id
  })
  flushReadyCells(state, listing.event, ctx)
  return ids
}

function find(
  candidate: Candidate,
  place: number,
  baseline: Baseline,
  mode: Mode,
  used: ReadonlySet<ItemId>,
  listing: Listing,
  ctx: Context,
): ItemDraft | undefined {
  if (mode.type === 'detached') return baseline.firstUnused(candidate, used)
  const index = mode.type === 'append' ? mode.start + place : place
  const there = baseline.at(index)
  const isFree = ctx.schema === 1 || there === undefined || !used.has(there.item_id)
  if (there !== undefined && isFree && matches(there, candidate)) return there
  if (mode.type === 'full') return baseline.firstUnused(candidate, used)
  if (there !== undefined) {
    const place = `turn ${String(listing.turn)} for thread ${listing.thread.thread_id} at item index ${String(index)}`
    const message = `model conversation mismatch while reducing ${place}: existing item ${there.item_id} does not match the current model payload item`
    ctx.refuse('conversation_mismatch', message, there.item_id)
  }
  return undefined
}

/**
 * Calls must not share an id unless they are equal; [S1] nor must outputs. Once they are known to differ, the finding is
 * told and the id is not looked at again.
 */
function checkCallId(candidate: Candidate, memory: ThreadMemory, ctx: Context): void {
  const { call_id: call, kind } = candidate
  if (call === null || (ctx.schema === 2 && kind !== 'function_call' && kind !== 'custom_tool_call')) return
  const others = memory.itemsByCall.get(call)
  const first = others?.find((item) => item.kind === kind)
  if (first === undefined || memory.reusedCalls.has(`${kind} ${call}`) || agrees(first, candidate, ctx)) return
  memory.reusedCalls.add(`${kind} ${call}`)
  ctx.refuse('call_id_reused', `model-visible call id ${call} was reused with different content`, first.item_id)
}

function agrees(item: ItemDraft, candidate: Candidate, ctx: Context): boolean {
  return ctx.schema === 1 ? matches(item, candidate) : matchesApartFromId(item, candidate)
}

function claimWaiting(
  state: State,
  candidate: Candidate,
  memory: ThreadMemory,
  listing: Listing,
  ctx: Context,
): ItemDraft | undefined {
  const id = candidate.responses_item_id
  if (ctx.schema === 1 || !listing.claims || id === undefined) return undefined
  const waiting = memory.waiting.get(id)
  const item = waiting === undefined ? undefined : state.items.get(waiting)
  if (item === undefined || !matches(item, candidate)) return undefined
  memory.waiting.delete(id)
  return item
}

/** Makes the item and enters it into the indexes. It is in no list yet. */
export function createItem(state: State, candidate: Candidate, listing: Listing, ctx: Context): ItemDraft {
  const ordinal = state.nextItem
  state.nextItem += 1
  const { faults, parts, responses_item_id: responsesId, agent_message: message, ...rest } = candidate
  const item: ItemDraft = {
    item_id: as<ItemId>(`conversation_item:${String(ordinal)}`),
    ...(responsesId !== undefined && { responses_item_id: responsesId }),
    thread_id: listing.thread.thread_id,
    codex_turn_id: listing.turn,
    first_seen_at_unix_ms: listing.event.time,
    ...rest,
    ...(message !== undefined && { agent_message: message }),
    parts,
    produced_by: listing.producer === undefined ? [] : [listing.producer],
    ordinal,
    identity: 0,
  }
  state.items.set(item.item_id, item)
  indexItem(state, item)
  ctx.touch('conversation_item', item.item_id)
  for (const { code, message: found } of faults) ctx.diagnose(code, found, item.item_id)
  return item
}

function indexItem(state: State, item: ItemDraft): void {
  const memory = memoryOf(state, item.thread_id)
  if (item.call_id !== null) {
    if (!memory.itemsByCall.has(item.call_id)) append(state.threadsByCall, item.call_id, memory)
    append(memory.itemsByCall, item.call_id, item)
  }
  if (item.responses_item_id !== undefined) append(memory.itemsByResponsesId, item.responses_item_id, item)
  if (item.role === 'assistant' && item.kind === 'message' && item.agent_message === undefined) {
    const last = memory.lastMessages.get(item.codex_turn_id)
    if (last === undefined || isLater(item, last)) memory.lastMessages.set(item.codex_turn_id, item)
  }
  readyQueuedCells(state, item)
}

/** By time; ties are decided by the greater id in byte order, so `…:9` is later than `…:10`. */
function isLater(item: ItemDraft, than: ItemDraft): boolean {
  if (item.first_seen_at_unix_ms !== than.first_seen_at_unix_ms) {
    return item.first_seen_at_unix_ms > than.first_seen_at_unix_ms
  }
  return item.item_id > than.item_id
}

function append<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const values = index.get(key)
  if (values === undefined) index.set(key, [value])
  else values.push(value)
}

function sight(state: State, item: ItemDraft, candidate: Candidate, listing: Listing, ctx: Context): void {
  if (item.kind === 'reasoning') mergeReasoning(item, candidate.parts, ctx)
  if (listing.producer !== undefined) addProducer(item, listing.producer, ctx)
  if (item.responses_item_id === undefined && candidate.responses_item_id !== undefined) {
    item.responses_item_id = candidate.responses_item_id
    append(memoryOf(state, item.thread_id).itemsByResponsesId, candidate.responses_item_id, item)
    ctx.touch('conversation_item', item.item_id)
  }
  linkItem(state, item, ctx)
  linkCellOutput(state, item, ctx)
  resolvePending(state, item, ctx)
}

/** The same blob with other readable parts: what the item lacks of texts or summaries is taken over. */
function mergeReasoning(item: ItemDraft, shown: readonly ItemPart[], ctx: Context): void {
  if (sameParts(item.parts, shown)) return
  const own = (type: ItemPart['type']) => item.parts.filter((part) => part.type === type)
  const preferred = (type: ItemPart['type']) => {
    const parts = own(type)
    return parts.length > 0 ? parts : shown.filter((part) => part.type === type)
  }
  if (own('text').length > 0 && own('summary').length > 0) return
  const merged = [...preferred('text'), ...preferred('summary'), ...own('encoded')]
  if (sameParts(item.parts, merged)) return
  item.parts = merged
  ctx.touch('conversation_item', item.item_id)
}

/** Appends to the thread's list what is not in it yet. */
export function listItems(state: State, thread: ThreadDraft, ids: readonly ItemId[]): void {
  for (const id of ids) {
    if (thread.conversation_item_ids.has(id)) continue
    thread.conversation_item_ids.add(id)
    const item = state.items.get(id)
    if (item !== undefined) listDelivery(state, item)
  }
}
