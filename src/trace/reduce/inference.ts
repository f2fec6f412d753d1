/** Inference calls, their requests and responses. Rule: docs/format/reduction.md §3 and §5.1, §5.2. */
import type { InferenceCallId, ItemId, ThreadId } from '../base/ids.ts'
import { compareBytes } from '../base/byte-order.ts'
import { ExactNumber, type ExactValue } from '../base/json/exact.ts'
import type { JsonSpan } from '../base/json/document.ts'
import type { RawEvent } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { ExecutionStatus, TokenUsage } from '../model/graph.ts'
import { Baseline } from './baseline.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import type { InferenceDraft, ItemDraft, ThreadDraft } from './drafts.ts'
import { freeId } from './free-id.ts'
import { knownThread, knownTurn } from './known.ts'
import { normalizeElements, normalizeItems, type Candidate } from './normalize.ts'
import { findRepetition, relinkItems, rememberRepetition, rememberRequest } from './repeated-request.ts'
import { listItems, reconcile, type Listing } from './reconcile.ts'
import { memoryOf, relinkCall, type State } from './state.ts'
import { closeWindow, openWindow } from './window.ts'

type Handled = 'inference_started' | 'inference_completed' | 'inference_failed' | 'inference_cancelled'

export const inferenceNeeds: NeedsFor<Handled> = {
  inference_started: (_state, { payload }) => [payload.request_payload],
  inference_completed: (_state, { payload }) => [payload.response_payload],
  inference_failed: (_state, { payload }) => [payload.partial_response_payload],
  inference_cancelled: (_state, { payload }) => [payload.partial_response_payload],
}

export const inferenceHandlers: HandlersFor<Handled> = {
  inference_started(state, event, ctx) {
    const { payload } = event
    const { thread_id: threadId, codex_turn_id: turnId, request_payload: request } = payload
    const id = claimId(state, payload.inference_call_id, ctx)
    const unknown = `inference start ${id} referenced unknown codex turn ${turnId}`
    const mismatch = (other: ThreadId) =>
      `inference start ${id} used thread ${threadId}, but codex turn ${turnId} belongs to ${other}`
    knownTurn(state, turnId, threadId, event, ctx, unknown, mismatch)
    const thread = knownThread(state, threadId, event, ctx)
    const items = reduceRequest(state, id, thread, event, ctx)
    const call: InferenceDraft = {
      inference_call_id: id,
      thread_id: threadId,
      codex_turn_id: turnId,
      execution: openWindow(event),
      model: payload.model,
      provider_name: payload.provider_name,
      response_id: null,
      upstream_request_id: null,
      request_item_ids: items,
      response_item_ids: [],
      tool_call_ids_started_by_response: new Set(),
      usage: null,
      raw_request_payload_id: request.raw_payload_id,
      raw_response_payload_id: null,
    }
    state.inferences.set(id, call)
    const running = state.runningInferences.get(turnId) ?? new Set()
    state.runningInferences.set(turnId, running.add(id))
    memoryOf(state, threadId).newestInference = id
    ctx.touch('inference_call', id)
  },

  inference_completed(state, event, ctx) {
    const { response_payload: payload, response_id: response } = event.payload
    finish(state, event, 'completed', payload, response ?? null, ctx)
  },

  inference_failed(state, event, ctx) {
    finish(state, event, 'failed', event.payload.partial_response_payload ?? undefined, null, ctx)
  },

  inference_cancelled(state, event, ctx) {
    finish(state, event, 'cancelled', event.payload.partial_response_payload ?? undefined, null, ctx)
  },
}

function claimId(state: State, id: InferenceCallId, ctx: Context): InferenceCallId {
  if (!state.inferences.has(id)) return id
  ctx.refuse('inference_duplicate', `duplicate inference start for ${id}`, id)
  const own = freeId(id, (other) => state.inferences.has(other))
  state.renamedInferences.set(id, own)
  return own
}

type InferenceEnd = RawEvent<'inference_completed' | 'inference_failed' | 'inference_cancelled'>

function finish(
  state: State,
  event: InferenceEnd,
  status: ExecutionStatus,
  payload: PayloadRef | undefined,
  responseId: string | null,
  ctx: Context,
): void {
  const named = event.payload.inference_call_id
  const call = state.inferences.get(state.renamedInferences.get(named) ?? named)
  if (call === undefined) {
    ctx.refuse('inference_unknown', `inference completion referenced unknown call ${named}`, named)
    return
  }
  const items = payload && reduceResponse(state, call, payload, event, ctx)
  setResponseId(state, call, responseId)
  if (call.execution.status === 'running') {
    closeWindow(call.execution, event, status)
    state.runningInferences.get(call.codex_turn_id)?.delete(call.inference_call_id)
  }
  call.upstream_request_id = event.payload.upstream_request_id ?? call.upstream_request_id
  if (payload !== undefined) {
    call.raw_response_payload_id = payload.raw_payload_id
    setResponseItems(state, call, items ?? [])
  }
  ctx.touch('inference_call', call.inference_call_id)
}

/** Always overwritten; a failed call has none to build on. */
function setResponseId(state: State, call: InferenceDraft, id: string | null): void {
  const { callsByResponse } = memoryOf(state, call.thread_id)
  if (call.response_id !== null) callsByResponse.get(call.response_id)?.delete(call.inference_call_id)
  call.response_id = id
  if (id === null) return
  const calls = callsByResponse.get(id) ?? new Set()
  callsByResponse.set(id, calls.add(call.inference_call_id))
}

function setResponseItems(state: State, call: InferenceDraft, items: readonly ItemId[]): void {
  for (const item of call.response_item_ids) state.responders.get(item)?.delete(call.inference_call_id)
  call.response_item_ids = items
  for (const item of items) {
    const calls = state.responders.get(item) ?? new Set()
    state.responders.set(item, calls.add(call.inference_call_id))
    const callId = state.items.get(item)?.call_id
    if (callId !== null && callId !== undefined) relinkCall(state, callId)
  }
}

/** What the call was sent, as item ids. Becomes the thread's snapshot. */
function reduceRequest(
  state: State,
  call: InferenceCallId,
  thread: ThreadDraft,
  event: RawEvent<'inference_started'>,
  ctx: Context,
): readonly ItemId[] {
  const { request_payload: ref, codex_turn_id: turn } = event.payload
  const listing: Listing = { thread, turn, event, producer: undefined, claims: true }
  const items = repeatRequest(state, ref, listing, ctx) ?? readRequest(state, call, ref, listing, ctx)
  memoryOf(state, thread.thread_id).snapshot = items ?? memoryOf(state, thread.thread_id).snapshot
  return items ?? []
}

/** The plain path: every element is read. Undefined, after refusing, if the payload is no request. */
function readRequest(
  state: State,
  call: InferenceCallId,
  ref: PayloadRef,
  listing: Listing,
  ctx: Context,
): readonly ItemId[] | undefined {
  const document = ctx.document(ref)
  if (document === undefined) return undefined
  const elements = inputOf(document, ref, ctx)
  if (elements === undefined) return undefined
  const candidates = normalizeElements(elements, ref.raw_payload_id, ctx)
  const present = candidates.filter((candidate) => candidate !== undefined)
  const previous = document.member('previous_response_id')?.plain
  const { thread } = listing
  if (typeof previous === 'string') {
    const items = reconcileIncremental(state, call, present, previous, listing, ctx)
    state.shownRequests.drop(thread.thread_id)
    listItems(state, thread, items)
    return items
  }
  const items = reconcileFull(state, present, listing, ctx)
  listItems(state, thread, items)
  const bytes = ctx.bytes(ref)
  if (bytes !== undefined) rememberRequest(state, thread.thread_id, bytes, document, elements, candidates, items)
  return items
}

/** The short path: only what was added since the thread's previous request is read. Undefined if it cannot be taken. */
function repeatRequest(state: State, ref: PayloadRef, listing: Listing, ctx: Context): readonly ItemId[] | undefined {
  const { thread } = listing
  const bytes = ctx.bytes(ref)
  if (bytes === undefined) return undefined
  const repetition = findRepetition(state, thread.thread_id, bytes, ctx)
  if (repetition === undefined) return undefined
  ctx.verified(ref)
  const candidates = normalizeElements(repetition.added, ref.raw_payload_id, ctx)
  const present = candidates.filter((candidate) => candidate !== undefined)
  relinkItems(state, thread.thread_id, repetition.items, ctx)
  const behind = memoryOf(state, thread.thread_id).snapshot.slice(repetition.items.length)
  const added = reconcile(state, present, new Baseline(itemsOf(state, behind)), { type: 'full' }, listing, ctx)
  listItems(state, thread, added)
  rememberRepetition(state, thread.thread_id, bytes, repetition, candidates, added)
  return [...repetition.items, ...added]
}

function inputOf(document: JsonSpan, ref: PayloadRef, ctx: Context): readonly JsonSpan[] | undefined {
  const input = document.member('input')
  const elements = input?.elements()
  if (elements === undefined) {
    const problem = input === undefined ? 'did not contain input' : 'had non-array input'
    const message = `inference request payload ${ref.raw_payload_id} ${problem}`
    ctx.refuse('request_malformed', message, ref.raw_payload_id)
  }
  return elements
}

function reconcileFull(state: State, candidates: readonly Candidate[], listing: Listing, ctx: Context): ItemId[] {
  const memory = memoryOf(state, listing.thread.thread_id)
  const baseline = itemsOf(state, memory.replacement ?? memory.snapshot)
  const items = reconcile(state, candidates, new Baseline(baseline), { type: 'full' }, listing, ctx)
  memory.replacement = undefined
  return items
}

function reconcileIncremental(
  state: State,
  call: InferenceCallId,
  candidates: readonly Candidate[],
  previous: string,
  listing: Listing,
  ctx: Context,
): readonly ItemId[] {
  const memory = memoryOf(state, listing.thread.thread_id)
  const [first] = [...(memory.callsByResponse.get(previous) ?? [])].sort(compareBytes)
  const from = first === undefined ? undefined : state.inferences.get(first)
  if (from === undefined) {
    const message =
      `incremental inference request ${call} referenced unknown previous_response_id ${previous}`.trimEnd()
    ctx.refuse('previous_response_unknown', message, call)
  }
  const prefix = from === undefined ? memory.snapshot : [...from.request_item_ids, ...from.response_item_ids]
  const baseline = new Baseline(itemsOf(state, memory.snapshot))
  const added = reconcile(state, candidates, baseline, { type: 'append', start: prefix.length }, listing, ctx)
  return [...prefix, ...added]
}

export function itemsOf(state: State, ids: readonly ItemId[]): ItemDraft[] {
  return ids.flatMap((id) => state.items.get(id) ?? [])
}

/** Undefined, after refusing, if the payload holds no output items. */
function reduceResponse(
  state: State,
  call: InferenceDraft,
  ref: PayloadRef,
  event: InferenceEnd,
  ctx: Context,
): readonly ItemId[] | undefined {
  const document = ctx.document(ref)
  if (document === undefined) return undefined
  const elements = document.member('output_items')?.elements()
  if (elements === undefined) {
    const message = `inference response payload ${ref.raw_payload_id} did not contain output_items`
    ctx.refuse('response_malformed', message, ref.raw_payload_id)
    return undefined
  }
  const candidates = normalizeItems(elements, ref.raw_payload_id, ctx)
  const thread = knownThread(state, call.thread_id, event, ctx)
  const listing: Listing = {
    thread,
    turn: call.codex_turn_id,
    event,
    producer: { type: 'inference', inference_call_id: call.inference_call_id },
    claims: false,
  }
  const items = reconcile(
    state,
    candidates,
    responseBaseline(state, candidates, thread.thread_id, ctx),
    { type: 'detached' },
    listing,
    ctx,
  )
  advanceSnapshot(state, call, items, ctx)
  listItems(state, thread, items)
  const usage = usageOf(document.member('token_usage')?.exact)
  if (usage !== undefined) call.usage = usage
  return items
}

/**
 * [S1] Nothing: every item of a response is new. [S2] The thread's items, oldest first, whose Responses id occurs among
 * those of the response.
 */
function responseBaseline(state: State, candidates: readonly Candidate[], thread: ThreadId, ctx: Context): Baseline {
  if (ctx.schema === 1) return new Baseline([])
  const { itemsByResponsesId } = memoryOf(state, thread)
  const ids = new Set(candidates.map((candidate) => candidate.responses_item_id))
  const known = [...ids].flatMap((id) => (id === undefined ? [] : (itemsByResponsesId.get(id) ?? [])))
  return new Baseline(known.sort((a, b) => a.ordinal - b.ordinal))
}

/** [S2] Only the newest call of a thread advances its snapshot, and a repeated end replaces what it put there. */
function advanceSnapshot(state: State, call: InferenceDraft, items: readonly ItemId[], ctx: Context): void {
  const memory = memoryOf(state, call.thread_id)
  if (ctx.schema === 1) memory.snapshot = [...memory.snapshot, ...items]
  else if (memory.newestInference === call.inference_call_id && memory.replacement === undefined) {
    memory.snapshot = [...call.request_item_ids, ...items]
  }
}

const INTEGER = /^-?[0-9]+$/
const LOWEST = -(2n ** 63n)
const HIGHEST = 2n ** 63n - 1n

/** Undefined unless all four required counts are integers of 64 bits. Negative ones count as 0. */
function usageOf(value: ExactValue | undefined): TokenUsage | undefined {
  if (!(value instanceof Map)) return undefined
  const input = countOf(value.get('input_tokens'))
  const cached = countOf(value.get('cached_input_tokens'))
  const output = countOf(value.get('output_tokens'))
  const reasoning = countOf(value.get('reasoning_output_tokens'))
  if (input === undefined || cached === undefined || output === undefined || reasoning === undefined) return undefined
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    cache_write_input_tokens: countOf(value.get('cache_write_input_tokens')) ?? 0,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
  }
}

function countOf(value: ExactValue | undefined): number | undefined {
  if (!(value instanceof ExactNumber) || !INTEGER.test(value.text)) return undefined
  const count = BigInt(value.text)
  if (count < LOWEST || count > HIGHEST) return undefined
  return count < 0n ? 0 : Number(count)
}
