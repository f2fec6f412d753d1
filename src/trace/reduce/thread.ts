/** Agent threads: start with metadata, end, resumption. Rule: docs/format/reduction.md §2. */
import { as, type AgentPath, type EdgeId, type ThreadId } from '../base/ids.ts'
import { readBody } from '../format/bodies/read.ts'
import { sessionMetadata, spawnSource } from '../format/bodies/session-metadata.ts'
import type { RawEvent } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { ThreadOrigin } from '../model/graph.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import type { ThreadDraft } from './drafts.ts'
import { knownThread } from './known.ts'
import { memoryOf, type State } from './state.ts'
import { closeWindow, openWindow } from './window.ts'

type Handled = 'thread_started' | 'thread_ended' | 'thread_resumed'

export const threadNeeds: NeedsFor<'thread_started'> = {
  thread_started: (_state, { payload }) => [payload.metadata_payload],
}

export const threadHandlers: HandlersFor<Handled> = {
  thread_started(state, event, ctx) {
    const id = event.payload.thread_id
    const known = state.threads.get(id)
    if (known !== undefined) ctx.refuse('thread_duplicate', `duplicate thread start for ${id}`, id)
    ctx.touch('thread', id)
    if (known !== undefined && !state.impliedThreads.delete(id)) {
      reopen(known)
      return
    }
    const thread = describe(event, ctx)
    // A thread that events named before its start keeps what they brought.
    state.threads.set(id, { ...thread, conversation_item_ids: known?.conversation_item_ids ?? new Set() })
  },

  thread_ended(state, event, ctx) {
    const { thread_id: id, status } = event.payload
    const thread = knownThread(state, id, event, ctx)
    closeWindow(thread.execution, event, status)
    ctx.touch('thread', id)
  },

  thread_resumed(state, event, ctx) {
    const id = event.payload.thread_id
    const missing = `cannot resume thread ${id}: it was not started in this trace; resuming threads from an earlier trace is not supported`
    const isNew = !state.threads.has(id)
    const thread = knownThread(state, id, event, ctx, missing)
    if (isNew) return
    if (thread.execution.ended_at_unix_ms === null) {
      ctx.refuse('thread_resumed_running', `resumed thread ${id} has not ended`, id)
    }
    reopen(thread)
    forgetHandles(state, id)
    ctx.touch('thread', id)
  },
}

function reopen(thread: ThreadDraft): void {
  thread.execution.ended_at_unix_ms = null
  thread.execution.ended_seq = null
  thread.execution.status = 'running'
}

/** Runtime handles do not survive a resumption: they become unknown and may be given out again. */
function forgetHandles(state: State, thread: ThreadId): void {
  const memory = memoryOf(state, thread)
  memory.cellsByHandle.clear()
  memory.sessionsByProcess.clear()
}

interface Metadata {
  readonly agent_path?: string | null | undefined
  readonly task_name?: string | null | undefined
  readonly nickname?: string | null | undefined
  readonly agent_role?: string | null | undefined
  readonly model?: string | null | undefined
  readonly session_source?: unknown
}

function describe(event: RawEvent<'thread_started'>, ctx: Context): ThreadDraft {
  const { thread_id: id, metadata_payload: ref } = event.payload
  const metadata: Metadata = ref ? readMetadata(ref, ctx) : {}
  const source = spawnSource.safeParse(metadata.session_source).data?.subagent.thread_spawn
  const path = source?.agent_path ?? metadata.agent_path ?? event.payload.agent_path
  const origin: ThreadOrigin = source
    ? {
        type: 'spawned',
        parent_thread_id: as<ThreadId>(source.parent_thread_id),
        spawn_edge_id: as<EdgeId>(`edge:spawn:${source.parent_thread_id}:${id}`),
        task_name: source.task_name ?? metadata.task_name ?? lastSegment(path),
        agent_role: source.agent_role ?? metadata.agent_role ?? '',
      }
    : { type: 'root' }
  return {
    thread_id: id,
    agent_path: as<AgentPath>(path),
    nickname: metadata.nickname ?? null,
    origin,
    execution: openWindow(event),
    default_model: metadata.model ?? null,
    conversation_item_ids: new Set(),
  }
}

function readMetadata(ref: PayloadRef, ctx: Context): Metadata {
  const document = ctx.document(ref)
  if (document === undefined) return {}
  const reading = readBody(sessionMetadata, document.careful)
  if (reading.ok) return reading.value
  ctx.refuse('thread_metadata_malformed', `parse thread metadata ${ref.raw_payload_id}`, ref.raw_payload_id)
  return {}
}

/** The last non-empty segment, or the whole path if there is none. */
function lastSegment(path: string): string {
  return path.split('/').findLast((segment) => segment !== '') ?? path
}
