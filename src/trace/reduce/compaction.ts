/** Compaction requests and installs. Rule: docs/format/reduction.md §6. */
import type { CompactionId, ItemId, ThreadId } from '../base/ids.ts'
import { compareBytes } from '../base/byte-order.ts'
import type { JsonSpan } from '../base/json/document.ts'
import type { RawEvent } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { ExecutionStatus } from '../model/graph.ts'
import { Baseline } from './baseline.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import { itemsOf } from './inference.ts'
import { knownThread, knownTurn } from './known.ts'
import { normalizeItems, type Candidate } from './normalize.ts'
import { createItem, listItems, reconcile, type Listing } from './reconcile.ts'
import { memoryOf, type State } from './state.ts'
import { closeWindow, openWindow } from './window.ts'

type Handled =
  'compaction_request_started' | 'compaction_request_completed' | 'compaction_request_failed' | 'compaction_installed'

export const compactionNeeds: NeedsFor<'compaction_installed'> = {
  compaction_installed: (_state, { payload }) => [payload.checkpoint_payload],
}

export const compactionHandlers: HandlersFor<Handled> = {
  compaction_request_started(state, event, ctx) {
    const { payload } = event
    const { compaction_request_id: id, compaction_id: compaction, thread_id: thread, codex_turn_id: turn } = payload
    if (state.compactionRequests.has(id)) {
      ctx.refuse('compaction_request_duplicate', `duplicate compaction request start for ${id}`, id)
      return
    }
    knownThread(state, thread, event, ctx)
    const unknown = `compaction request ${id} referenced unknown codex turn ${turn}`
    const mismatch = (other: ThreadId) =>
      `compaction request ${id} used thread ${thread}, but codex turn ${turn} belongs to ${other}`
    knownTurn(state, turn, thread, event, ctx, unknown, mismatch)
    state.compactionRequests.set(id, {
      compaction_request_id: id,
      compaction_id: compaction,
      thread_id: thread,
      codex_turn_id: turn,
      execution: openWindow(event),
      model: payload.model,
      provider_name: payload.provider_name,
      raw_request_payload_id: payload.request_payload.raw_payload_id,
      raw_response_payload_id: null,
    })
    const requests = state.requestsByCompaction.get(compaction)
    if (requests === undefined) state.requestsByCompaction.set(compaction, [id])
    else requests.push(id)
    ctx.touch('compaction_request', id)
  },

  compaction_request_completed(state, event, ctx) {
    finishRequest(state, event, 'completed', event.payload.response_payload, ctx)
  },

  compaction_request_failed(state, event, ctx) {
    finishRequest(state, event, 'failed', undefined, ctx)
  },

  compaction_installed(state, event, ctx) {
    const { compaction_id: id, checkpoint_payload: ref } = event.payload
    const { thread_id: threadId, codex_turn_id: turnId } = event
    if (threadId === null || turnId === null) {
      const missing = threadId === null ? 'a thread id' : 'a codex turn id'
      ctx.refuse('compaction_without_context', `compaction installed event ${id} did not include ${missing}`, id)
      return
    }
    if (state.compactions.has(id)) {
      ctx.refuse('compaction_duplicate', `duplicate compaction install for ${id}`, id)
      return
    }
    const thread = knownThread(state, threadId, event, ctx)
    const unknown = `compaction install ${id} referenced unknown codex turn ${turnId}`
    const mismatch = (other: ThreadId) =>
      `compaction install ${id} used thread ${threadId}, but codex turn ${turnId} belongs to ${other}`
    knownTurn(state, turnId, threadId, event, ctx, unknown, mismatch)
    const document = ctx.document(ref)
    const input = historyOf(document, 'input_history', ref, ctx)
    const replacement = historyOf(document, 'replacement_history', ref, ctx)
    const listing: Listing = { thread, turn: turnId, event, producer: undefined, claims: true }
    install(
      state,
      id,
      normalizeItems(input, ref.raw_payload_id, ctx),
      normalizeItems(replacement, ref.raw_payload_id, ctx),
      listing,
      ctx,
    )
  },
}

function finishRequest(
  state: State,
  event: RawEvent<'compaction_request_completed' | 'compaction_request_failed'>,
  status: ExecutionStatus,
  payload: PayloadRef | undefined,
  ctx: Context,
): void {
  const { compaction_request_id: id, compaction_id: compaction } = event.payload
  const request = state.compactionRequests.get(id)
  if (request === undefined) {
    ctx.refuse('compaction_request_unknown', `compaction request completion referenced unknown request ${id}`, id)
    return
  }
  if (request.compaction_id !== compaction) {
    const message = `compaction request ${id} completion used compaction ${compaction}, but start used ${request.compaction_id}`
    ctx.refuse('compaction_request_mismatch', message, id)
  }
  closeWindow(request.execution, event, status)
  request.raw_response_payload_id = payload?.raw_payload_id ?? null
  ctx.touch('compaction_request', id)
}

/** A history that is missing, after refusing, counts as empty. */
function historyOf(document: JsonSpan | undefined, name: string, ref: PayloadRef, ctx: Context): readonly JsonSpan[] {
  if (document === undefined) return []
  const elements = document.member(name)?.elements()
  if (elements !== undefined) return elements
  const message = `compaction checkpoint payload ${ref.raw_payload_id} did not contain array ${name}`
  ctx.refuse('checkpoint_malformed', message, ref.raw_payload_id)
  return []
}

function install(
  state: State,
  id: CompactionId,
  input: readonly Candidate[],
  replacement: readonly Candidate[],
  listing: Listing,
  ctx: Context,
): void {
  const { thread, turn, event } = listing
  const memory = memoryOf(state, thread.thread_id)
  const produced: Listing = { ...listing, producer: { type: 'compaction', compaction_id: id }, claims: false }
  const snapshot = new Baseline(itemsOf(state, memory.snapshot))
  const inputIds = reconcile(state, input, snapshot, { type: 'detached' }, listing, ctx)
  const marker = createItem(state, MARKER, produced, ctx).item_id
  const replacementIds = reconcile(state, replacement, new Baseline([]), { type: 'detached' }, produced, ctx)
  const all: ItemId[] = [...inputIds, marker, ...replacementIds]
  listItems(state, thread, all)
  memory.replacement = replacementIds
  if (turn === null) return
  state.compactions.set(id, {
    compaction_id: id,
    thread_id: thread.thread_id,
    codex_turn_id: turn,
    installed_at_unix_ms: event.time,
    marker_item_id: marker,
    request_ids: (state.requestsByCompaction.get(id) ?? []).toSorted(compareBytes),
    input_item_ids: inputIds,
    replacement_item_ids: replacementIds,
  })
  ctx.touch('compaction', id)
}

const MARKER: Candidate = {
  role: 'assistant',
  channel: null,
  kind: 'compaction_marker',
  parts: [],
  call_id: null,
  faults: [],
}
