/**
 * What agent tools tell about interactions: spawns, tasks, messages, closings. Two generations of runtime events, told
 * apart by the key `agent_thread_id`. Rule: docs/format/reduction.md §10.2 to §10.4.
 */
import { as, type AgentPath, type EdgeId, type RawPayloadId, type ThreadId, type UnixMs } from '../base/ids.ts'
import { compareBytes } from '../base/byte-order.ts'
import { unreachable } from '../base/assert.ts'
import {
  agentActivity,
  closeBegin,
  closeEnd,
  interactionBegin,
  interactionEnd,
  spawnEnd,
} from '../format/bodies/agent.ts'
import { readArguments } from '../format/bodies/arguments.ts'
import { looseInvocation, messageArguments } from '../format/bodies/invocation.ts'
import { readBody, type BodySchema } from '../format/bodies/read.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { EdgeKind, ToolKind } from '../model/graph.ts'
import type { Context } from './context.ts'
import type { ToolDraft } from './drafts.ts'
import { queueEdge, upsertEdge } from './edges.ts'
import { knownThread } from './known.ts'
import type { State } from './state.ts'
import type { EventPlace } from '../format/events/index.ts'

/** Begin events of the older protocol. */
export function observeRuntimeStart(
  state: State,
  tool: ToolDraft,
  ref: PayloadRef,
  event: EventPlace,
  ctx: Context,
): void {
  switch (tool.kind.type) {
    case 'assign_agent_task':
    case 'send_message': {
      const begin = readEvent(interactionBegin, tool, ref, ctx)
      if (begin) queueMessage(state, tool, tool.kind.type, begin.receiver_thread_id, begin.prompt, null, event, ctx)
      return
    }
    case 'close_agent': {
      const begin = readEvent(closeBegin, tool, ref, ctx)
      if (begin) close(state, tool, begin.receiver_thread_id, null, ctx)
      return
    }
    default:
  }
}

export function observeRuntimeEnd(
  state: State,
  tool: ToolDraft,
  ref: PayloadRef,
  event: EventPlace,
  ctx: Context,
): void {
  if (ctx.schema === 2 && tool.kind.type === 'mcp') return
  const document = ctx.document(ref)
  if (document === undefined) return
  if (document.member('agent_thread_id') !== undefined) {
    observeActivity(state, tool, ref, event, ctx)
    return
  }
  switch (tool.kind.type) {
    case 'spawn_agent': {
      const end = readEvent(spawnEnd, tool, ref, ctx)
      if (end?.new_thread_id) queueSpawn(state, tool, end.sender_thread_id, end.new_thread_id, end.prompt, event, ctx)
      return
    }
    case 'assign_agent_task':
    case 'send_message': {
      const end = readEvent(interactionEnd, tool, ref, ctx)
      if (end) queueMessage(state, tool, tool.kind.type, end.receiver_thread_id, end.prompt, event.time, event, ctx)
      return
    }
    case 'close_agent': {
      const end = readEvent(closeEnd, tool, ref, ctx)
      if (end) close(state, tool, end.receiver_thread_id, event.time, ctx)
      return
    }
    default:
  }
}

/** Undefined, after refusing in the words of the parser, if the payload is no such event. */
function readEvent<T>(schema: BodySchema<T>, tool: ToolDraft, ref: PayloadRef, ctx: Context): T | undefined {
  const document = ctx.document(ref)
  if (document === undefined) return undefined
  const reading = readBody(schema, document.careful)
  if (reading.ok) return reading.value
  ctx.refuse('agent_event_malformed', reading.fault, tool.tool_call_id)
  return undefined
}

function observeActivity(state: State, tool: ToolDraft, ref: PayloadRef, event: EventPlace, ctx: Context): void {
  const activity = readEvent(agentActivity, tool, ref, ctx)
  if (activity === undefined || activity.kind === 'completed') return
  const { kind, agent_thread_id: thread, agent_path: path } = activity
  describeImplied(state, tool, thread, path)
  if (tool.kind.type === 'spawn_agent' && kind === 'started') {
    const message = messageOf(state, tool, ctx)
    if (message !== undefined) queueSpawn(state, tool, tool.thread_id, thread, message, event, ctx)
  } else if ((tool.kind.type === 'assign_agent_task' || tool.kind.type === 'send_message') && kind === 'interacted') {
    const message = messageOf(state, tool, ctx)
    if (message !== undefined) queueMessage(state, tool, tool.kind.type, thread, message, event.time, event, ctx)
  } else if (tool.kind.type === 'close_agent' && kind === 'interrupted') {
    close(state, tool, thread, event.time, ctx)
  } else {
    const name = kind === 'started' ? 'Started' : kind === 'interacted' ? 'Interacted' : 'Interrupted'
    const message = `sub-agent activity ${name} does not match tool call kind ${debugName(tool.kind)}`
    ctx.refuse('agent_activity_mismatch', message, tool.tool_call_id)
  }
}

/** A thread whose start was not recorded learns its path, and its parent if that is the calling thread. */
function describeImplied(state: State, tool: ToolDraft, id: ThreadId, path: string): void {
  const thread = state.threads.get(id)
  if (thread === undefined || !state.impliedThreads.has(id) || id === state.rootThreadId) return
  thread.agent_path = as<AgentPath>(path)
  const parent = state.threads.get(tool.thread_id)
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (parent === undefined || path !== `${parent.agent_path}/${name}`) return
  const edge = as<EdgeId>(`edge:spawn:${parent.thread_id}:${id}`)
  thread.origin = {
    type: 'spawned',
    parent_thread_id: parent.thread_id,
    spawn_edge_id: edge,
    task_name: name,
    agent_role: '',
  }
}

/** The message in the arguments of the call. Undefined, after refusing, if there is none. */
function messageOf(state: State, tool: ToolDraft, ctx: Context): string | undefined {
  const what = `agent activity tool call ${tool.tool_call_id}`
  const id = tool.raw_invocation_payload_id
  const ref = id === null ? undefined : state.payloads.get(id)
  if (ref === undefined) {
    ctx.refuse('agent_message_unknown', `${what} missing invocation payload`, tool.tool_call_id)
    return undefined
  }
  const document = ctx.document(ref)
  if (document === undefined) return undefined
  const given = looseInvocation.safeParse(document.plain).data?.payload?.arguments
  if (typeof given !== 'string') {
    ctx.refuse('agent_message_unknown', `${what} missing function arguments`, tool.tool_call_id)
    return undefined
  }
  const reading = messageArguments.safeParse(readArguments(given)?.plain)
  if (!reading.success) ctx.refuse('agent_message_unknown', `parse ${what} arguments`, tool.tool_call_id)
  return reading.data?.message
}

function queueSpawn(
  state: State,
  tool: ToolDraft,
  sender: ThreadId,
  child: ThreadId,
  content: string,
  event: EventPlace,
  ctx: Context,
): void {
  const edge = as<EdgeId>(`edge:spawn:${sender}:${child}`)
  queue(
    state,
    tool,
    { edge_id: edge, kind: 'spawn_agent', target_thread_id: child, content, fallback_thread_id: child },
    event.time,
    event,
    ctx,
  )
}

function queueMessage(
  state: State,
  tool: ToolDraft,
  kind: EdgeKind,
  target: ThreadId,
  content: string,
  end: UnixMs | null,
  event: EventPlace,
  ctx: Context,
): void {
  const edge = as<EdgeId>(`edge:tool:${tool.tool_call_id}`)
  queue(
    state,
    tool,
    { edge_id: edge, kind, target_thread_id: target, content, fallback_thread_id: null },
    end,
    event,
    ctx,
  )
}

interface Sent {
  readonly edge_id: EdgeId
  readonly kind: EdgeKind
  readonly target_thread_id: ThreadId
  readonly content: string
  readonly fallback_thread_id: ThreadId | null
}

function queue(state: State, tool: ToolDraft, sent: Sent, end: UnixMs | null, event: EventPlace, ctx: Context): void {
  const unknown = `agent edge referenced unknown thread ${tool.thread_id}`
  const { agent_path: author } = knownThread(state, tool.thread_id, event, ctx, unknown, 'agent_thread_unknown')
  const pending = {
    ...sent,
    source: { type: 'tool_call', tool_call_id: tool.tool_call_id },
    author,
    started_at_unix_ms: tool.execution.started_at_unix_ms,
    ended_at_unix_ms: end,
    payload_ids: payloadsOf(tool),
  } as const
  queueEdge(state, pending, ctx)
}

/** What is known of the call now: invocation, runtime events, result. */
function payloadsOf(tool: ToolDraft): Set<RawPayloadId> {
  const ids = [tool.raw_invocation_payload_id, ...tool.raw_runtime_payload_ids, tool.raw_result_payload_id]
  return new Set(ids.filter((id) => id !== null))
}

function close(state: State, tool: ToolDraft, target: ThreadId, end: UnixMs | null, ctx: Context): void {
  if (!state.threads.has(target)) return
  upsertEdge(
    state,
    {
      edge_id: as<EdgeId>(`edge:tool:${tool.tool_call_id}`),
      kind: 'close_agent',
      source: { type: 'tool_call', tool_call_id: tool.tool_call_id },
      target: { type: 'thread', thread_id: target },
      started_at_unix_ms: tool.execution.started_at_unix_ms,
      ended_at_unix_ms: end,
      carried_item_ids: new Set(),
      carried_raw_payload_ids: payloadsOf(tool),
    },
    ctx,
  )
}

/** The result of the call belongs to its edge: the first one by id, else the first that waits. */
export function attachResult(state: State, tool: ToolDraft, ref: PayloadRef, ctx: Context): void {
  const [first] = (state.edgesByTool.get(tool.tool_call_id) ?? []).toSorted(compareBytes)
  const edge = first === undefined ? undefined : state.edges.get(first)
  if (edge !== undefined) {
    edge.carried_raw_payload_ids.add(ref.raw_payload_id)
    ctx.touch('interaction_edge', edge.edge_id)
    return
  }
  const [waiting] = state.pendingByTool.get(tool.tool_call_id) ?? []
  if (waiting !== undefined) state.pendingEdges.get(waiting)?.payload_ids.add(ref.raw_payload_id)
}

/** As the reference prints a kind in its messages. */
function debugName(kind: ToolKind): string {
  switch (kind.type) {
    case 'mcp':
      return `Mcp { server: ${JSON.stringify(kind.server)}, tool: ${JSON.stringify(kind.tool)} }`
    case 'other':
      return `Other { name: ${JSON.stringify(kind.name)} }`
    case 'exec_command':
    case 'write_stdin':
    case 'apply_patch':
    case 'web':
    case 'image_generation':
    case 'spawn_agent':
    case 'assign_agent_task':
    case 'send_message':
    case 'wait_agent':
    case 'close_agent':
      return kind.type
        .split('_')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join('')
    default:
      return unreachable(kind)
  }
}
