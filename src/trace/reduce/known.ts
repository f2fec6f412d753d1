/**
 * Threads and turns that events refer to. Where the reference refuses an unknown one, tolerant reduction adds it with what
 * the event tells, so that everything recorded for it has a place.
 */
import { as, type AgentPath, type CodexTurnId, type ThreadId } from '../base/ids.ts'
import type { EventPlace } from '../format/events/index.ts'
import type { Code } from './codes.ts'
import type { Context } from './context.ts'
import type { ThreadDraft, TurnDraft } from './drafts.ts'
import type { State } from './state.ts'
import { openWindow } from './window.ts'

/** The thread, added if it is unknown, after refusing with the message. */
export function knownThread(
  state: State,
  id: ThreadId,
  event: EventPlace,
  ctx: Context,
  message = `trace event referenced unknown thread ${id}`,
  code: Code = 'thread_unknown',
): ThreadDraft {
  const known = state.threads.get(id)
  if (known !== undefined) return known
  ctx.refuse(code, message, id)
  const thread = bareThread(state, id, event)
  state.threads.set(id, thread)
  state.impliedThreads.add(id)
  ctx.touch('thread', id)
  return thread
}

function bareThread(state: State, id: ThreadId, event: EventPlace): ThreadDraft {
  return {
    thread_id: id,
    agent_path: as<AgentPath>(id === state.rootThreadId ? '/root' : id),
    nickname: null,
    origin: { type: 'root' },
    execution: openWindow(event),
    default_model: null,
    conversation_item_ids: new Set(),
  }
}

/**
 * The turn, which must be one of `thread`. `unknown` is the reference's message for an unknown turn, `mismatch` the one for
 * a turn of the other thread.
 */
export function knownTurn(
  state: State,
  id: CodexTurnId,
  thread: ThreadId,
  event: EventPlace,
  ctx: Context,
  unknown: string,
  mismatch: (other: ThreadId) => string,
): TurnDraft {
  const known = state.turns.get(id)
  if (known === undefined) {
    ctx.refuse('turn_unknown', unknown, id)
    knownThread(state, thread, event, ctx)
    return addTurn(state, id, thread, event, ctx)
  }
  if (known.thread_id !== thread) ctx.refuse('turn_thread_mismatch', mismatch(known.thread_id), id)
  return known
}

export function addTurn(state: State, id: CodexTurnId, thread: ThreadId, event: EventPlace, ctx: Context): TurnDraft {
  const turn: TurnDraft = {
    codex_turn_id: id,
    thread_id: thread,
    execution: openWindow(event),
    input_item_ids: [],
  }
  state.turns.set(id, turn)
  ctx.touch('codex_turn', id)
  return turn
}
