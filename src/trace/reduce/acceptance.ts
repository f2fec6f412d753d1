/** [S2] What became part of the live history. Rule: docs/format/reduction.md §2, history_item_accepted. */
import type { RawEvent } from '../format/events/index.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import { knownThread } from './known.ts'
import { resolvePending } from './edges.ts'
import { normalizeItems, type Candidate } from './normalize.ts'
import { createItem, listItems, type Listing } from './reconcile.ts'
import { memoryOf } from './state.ts'

export const acceptanceNeeds: NeedsFor<'history_item_accepted'> = {
  history_item_accepted: (_state, { payload }) => [payload.agent_message_payload],
}

export const acceptanceHandlers: HandlersFor<'history_item_accepted'> = {
  history_item_accepted(state, event, ctx) {
    const { item_id: id } = event.payload
    if (event.thread_id === null) {
      ctx.refuse('acceptance_without_thread', 'history acceptance has no thread', id)
      return
    }
    const thread = knownThread(state, event.thread_id, event, ctx)
    const memory = memoryOf(state, event.thread_id)
    if (!memory.acceptances.has(id)) {
      memory.acceptances.set(id, { time: event.time, seq: event.seq })
      for (const item of memory.itemsByResponsesId.get(id) ?? []) ctx.touch('conversation_item', item.item_id)
    }
    const message = acceptedMessage(event, ctx)
    if (message === undefined || memory.itemsByResponsesId.has(id)) return
    const listing: Listing = { thread, turn: event.codex_turn_id, event, producer: undefined, claims: false }
    const item = createItem(state, message, listing, ctx)
    listItems(state, thread, [item.item_id])
    resolvePending(state, item, ctx)
    memory.waiting.set(id, item.item_id)
  },
}

/** Undefined if none was recorded, or, after refusing, if it is not the accepted one. */
function acceptedMessage(event: RawEvent<'history_item_accepted'>, ctx: Context): Candidate | undefined {
  const { item_id: id, agent_message_payload: ref } = event.payload
  const document = ref && ctx.document(ref)
  if (!ref || document === undefined || document === null) return undefined
  const [candidate] = normalizeItems([document], ref.raw_payload_id, ctx)
  if (candidate?.agent_message && candidate.responses_item_id === id) return candidate
  ctx.refuse('accepted_message_mismatch', `accepted agent message does not match receipt ${id}`, id)
  return undefined
}
