/** Tool calls from start to end. Rule: docs/format/reduction.md §7.1. Terminals and edges are their own concerns. */
import { as, type CodeCellId, type ThreadId, type ToolCallId } from '../base/ids.ts'
import type { JsonSpan } from '../base/json/document.ts'
import { looseInvocation, mcpInvocation, waitArguments } from '../format/bodies/invocation.ts'
import { readBody } from '../format/bodies/read.ts'
import { readArguments } from '../format/bodies/arguments.ts'
import type { EventPlace, RawEvent } from '../format/events/index.ts'
import type { RawToolKind, RawToolSummary } from '../format/events/tool-call.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { ToolKind, ToolRequester, ToolSummary } from '../model/graph.ts'
import type { Context, HandlersFor, NeedsFor } from './context.ts'
import type { ToolDraft } from './drafts.ts'
import { attachResult, observeRuntimeEnd, observeRuntimeStart } from './agent-tool.ts'
import { freeId } from './free-id.ts'
import { knownThread } from './known.ts'
import { linkTool } from './links.ts'
import { memoryOf, relinkCall, type State } from './state.ts'
import { impliedTool, toolFor, type Stage } from './tools.ts'
import { beginFromInvocation, beginFromRuntime, endOperation } from './terminal.ts'
import { closeWindow, openWindow } from './window.ts'

type Handled =
  | 'tool_call_started'
  | 'mcp_tool_call_correlation_assigned'
  | 'tool_call_runtime_started'
  | 'tool_call_runtime_ended'
  | 'tool_call_ended'

type Reading = 'tool_call_started' | 'tool_call_runtime_started' | 'tool_call_runtime_ended' | 'tool_call_ended'

/** Kinds whose runtime begin the reference opens in schema 2. */
const beginKinds = new Set(['exec_command', 'write_stdin', 'assign_agent_task', 'send_message', 'close_agent'])

export const toolNeeds: NeedsFor<Reading> = {
  tool_call_started: (_state, { payload }) => [payload.invocation_payload],

  tool_call_runtime_started: (_state, { payload }, schema) =>
    schema === 1 || beginKinds.has(payload.kind?.type ?? '') ? [payload.runtime_payload] : [],

  tool_call_runtime_ended(state, { payload }, schema) {
    const tool = toolFor(state, payload.tool_call_id, 'runtime_end')
    const invocation = tool?.raw_invocation_payload_id && state.payloads.get(tool.raw_invocation_payload_id)
    const unread = schema === 2 && tool?.kind.type === 'mcp' && tool.terminal_operation_id === null
    if (unread) return []
    return tool && isAgentKind(tool.kind) && invocation
      ? [payload.runtime_payload, invocation]
      : [payload.runtime_payload]
  },

  tool_call_ended(state, { payload }) {
    const tool = toolFor(state, payload.tool_call_id, 'end')
    const closes = tool !== undefined && tool.terminal_operation_id !== null && tool.raw_runtime_payload_ids.size === 0
    return closes ? [payload.result_payload] : []
  },
}

function isAgentKind(kind: ToolKind): boolean {
  return kind.type === 'spawn_agent' || kind.type === 'assign_agent_task' || kind.type === 'send_message'
}

export const toolHandlers: HandlersFor<Handled> = {
  tool_call_started(state, event, ctx) {
    const { payload } = event
    const id = claimId(state, payload.tool_call_id, ctx)
    claimCallId(state, event, id, ctx)
    const thread = threadOf(state, event, ctx)
    const requester = requesterOf(state, event, thread, ctx)
    const tool: ToolDraft = {
      tool_call_id: id,
      mcp_call_id: null,
      model_visible_call_id: payload.model_visible_call_id ?? null,
      code_mode_runtime_tool_id: payload.code_mode_runtime_tool_id ?? null,
      thread_id: thread,
      started_by_codex_turn_id: event.codex_turn_id,
      execution: openWindow(event),
      requester,
      kind: kindOf(payload.kind),
      model_visible_call_item_ids: new Set(),
      model_visible_output_item_ids: new Set(),
      terminal_operation_id: null,
      summary: summaryOf(payload.summary),
      raw_invocation_payload_id: payload.invocation_payload?.raw_payload_id ?? null,
      raw_result_payload_id: null,
      raw_runtime_payload_ids: new Set(),
    }
    const invocation = payload.invocation_payload && ctx.document(payload.invocation_payload)
    if (payload.invocation_payload && invocation) {
      if (tool.kind.type === 'write_stdin')
        beginFromInvocation(state, tool, payload.invocation_payload, invocation, event, ctx)
      linkWait(state, tool, payload.invocation_payload, invocation, ctx)
    }
    state.tools.set(id, tool)
    ctx.touch('tool_call', id)
    if (requester.type === 'code_cell') nest(state, tool, requester.code_cell_id, ctx)
    linkTool(state, tool, ctx)
  },

  mcp_tool_call_correlation_assigned(state, { payload }, ctx) {
    const id = payload.tool_call_id
    const tool = toolFor(state, id)
    if (tool === undefined) {
      ctx.refuse('mcp_correlation_unknown', `MCP correlation referenced unknown tool call ${id}`, id)
    } else if (tool.mcp_call_id !== null) {
      ctx.refuse('mcp_correlation_duplicate', `duplicate MCP correlation for tool call ${id}`, tool.tool_call_id)
    } else {
      tool.mcp_call_id = payload.mcp_call_id
      ctx.touch('tool_call', tool.tool_call_id)
    }
  },

  tool_call_runtime_started(state, event, ctx) {
    const { tool_call_id: id, runtime_payload: ref } = event.payload
    const kind = event.payload.kind && kindOf(event.payload.kind)
    const tool = startedTool(state, id, 'runtime_start', event, ctx, () => kind ?? guessKind(ref, ctx))
    tool.raw_runtime_payload_ids.add(ref.raw_payload_id)
    ctx.touch('tool_call', tool.tool_call_id)
    if (ctx.schema === 1) detectMcp(tool, ref, ctx)
    else if (kind) tool.kind = kind
    if (tool.kind.type === 'exec_command' || tool.kind.type === 'write_stdin') {
      beginFromRuntime(state, tool, tool.kind.type, ref, event, ctx)
    }
    observeRuntimeStart(state, tool, ref, event, ctx)
  },

  tool_call_runtime_ended(state, event, ctx) {
    const { tool_call_id: id, runtime_payload: ref, status } = event.payload
    const tool = startedTool(state, id, 'runtime_end', event, ctx, () => guessKind(ref, ctx))
    tool.raw_runtime_payload_ids.add(ref.raw_payload_id)
    ctx.touch('tool_call', tool.tool_call_id)
    endOperation(state, tool, status, ref, event, ctx)
    if (state.impliedTools.has(tool.tool_call_id)) closeWindow(tool.execution, event, status)
    observeRuntimeEnd(state, tool, ref, event, ctx)
  },

  tool_call_ended(state, event, ctx) {
    const { tool_call_id: id, result_payload: ref, status } = event.payload
    const tool = startedTool(state, id, 'end', event, ctx, () => UNKNOWN_KIND)
    closeWindow(tool.execution, event, status)
    tool.raw_result_payload_id = ref?.raw_payload_id ?? null
    ctx.touch('tool_call', tool.tool_call_id)
    if (tool.raw_runtime_payload_ids.size === 0) endOperation(state, tool, status, ref ?? undefined, event, ctx)
    if (ref) attachResult(state, tool, ref, ctx)
  },
}

function claimId(state: State, id: ToolCallId, ctx: Context): ToolCallId {
  if (!state.tools.has(id)) return id
  ctx.refuse('tool_duplicate', `duplicate tool call start for ${id}`, id)
  const own = freeId(id, (other) => state.tools.has(other))
  state.toolInstances.set(id, [...(state.toolInstances.get(id) ?? [id]), own])
  return own
}

function claimCallId(state: State, event: RawEvent<'tool_call_started'>, id: ToolCallId, ctx: Context): void {
  const call = event.payload.model_visible_call_id
  if (call === null || call === undefined) return
  relinkCall(state, call)
  const others = state.toolsByCall.get(call)
  if (others === undefined) {
    state.toolsByCall.set(call, [id])
    return
  }
  ctx.refuse('tool_call_id_taken', `duplicate tool call for model-visible call id ${call}`, id)
  others.push(id)
}

function threadOf(state: State, event: RawEvent<'tool_call_started'>, ctx: Context): ThreadId {
  const turn = event.codex_turn_id === null ? undefined : state.turns.get(event.codex_turn_id)
  const thread = event.thread_id ?? turn?.thread_id
  const unknownTurn = `tool call start referenced unknown Codex turn ${String(event.codex_turn_id)}`
  if (thread === undefined) {
    if (event.codex_turn_id === null) {
      ctx.refuse('tool_without_context', 'tool call start did not include thread or Codex turn context')
    } else ctx.refuse('turn_unknown', unknownTurn, event.codex_turn_id)
    return knownThread(state, state.rootThreadId, event, ctx).thread_id
  }
  knownThread(state, thread, event, ctx, `tool call start referenced unknown thread ${thread}`)
  if (event.codex_turn_id === null) return thread
  if (turn === undefined) ctx.refuse('turn_unknown', unknownTurn, event.codex_turn_id)
  else if (turn.thread_id !== thread) {
    const message = `tool call start used thread ${thread}, but Codex turn ${turn.codex_turn_id} belongs to ${turn.thread_id}`
    ctx.refuse('turn_thread_mismatch', message, turn.codex_turn_id)
  }
  return thread
}

function requesterOf(
  state: State,
  event: RawEvent<'tool_call_started'>,
  thread: ThreadId,
  ctx: Context,
): ToolRequester {
  const { requester } = event.payload
  if (requester.type === 'model') return { type: 'model' }
  const handle = requester.runtime_cell_id
  const cell = memoryOf(state, thread).cellsByHandle.get(handle)
  if (cell !== undefined) return { type: 'code_cell', code_cell_id: cell }
  const message = `code-mode nested tool referenced unknown runtime cell ${handle} in thread ${thread}`
  ctx.refuse('tool_requester_unknown', message, event.payload.tool_call_id)
  return { type: 'code_cell', code_cell_id: as<CodeCellId>(`code_cell:${handle}`) }
}

function nest(state: State, tool: ToolDraft, cell: CodeCellId, ctx: Context): void {
  const ofCell = state.toolsByCell.get(cell)
  if (ofCell === undefined) state.toolsByCell.set(cell, [tool.tool_call_id])
  else ofCell.push(tool.tool_call_id)
  const known = state.cells.get(cell)
  if (known === undefined) return
  known.nested_tool_call_ids.add(tool.tool_call_id)
  ctx.touch('code_cell', cell)
}

const STAGES = { runtime_start: 'tool runtime start', runtime_end: 'tool runtime end', end: 'tool call end' } as const

/** The call of an event; added, after refusing, if its start was not recorded. */
function startedTool(
  state: State,
  id: ToolCallId,
  stage: Stage,
  event: EventPlace,
  ctx: Context,
  kind: () => ToolKind,
): ToolDraft {
  const tool = toolFor(state, id, stage)
  if (tool !== undefined) return tool
  ctx.refuse('tool_unknown', `${STAGES[stage]} referenced unknown call ${id}`, id)
  return impliedTool(state, id, kind(), event, ctx)
}

const UNKNOWN_KIND: ToolKind = { type: 'other', name: 'unknown' }

/** A call without a start: only commands can be told by their runtime events. */
function guessKind(ref: PayloadRef, ctx: Context): ToolKind {
  const document = ctx.document(ref)
  const isCommand = document?.member('command') !== undefined && document.member('cwd') !== undefined
  return isCommand ? { type: 'exec_command' } : UNKNOWN_KIND
}

function kindOf(kind: RawToolKind): ToolKind {
  if (kind.type === 'mcp') return { type: 'mcp', server: kind.server, tool: kind.tool }
  if (kind.type === 'other') return { type: 'other', name: kind.name }
  return { type: kind.type }
}

function summaryOf(summary: RawToolSummary): ToolSummary {
  switch (summary.type) {
    case 'generic':
      return {
        type: summary.type,
        label: summary.label,
        input_preview: summary.input_preview ?? null,
        output_preview: summary.output_preview ?? null,
      }
    case 'agent':
      return {
        type: summary.type,
        target_agent_path: summary.target_agent_path,
        task_name: summary.task_name ?? null,
        message_preview: summary.message_preview,
      }
    case 'wait_agent':
      return {
        type: summary.type,
        target_agent_path: summary.target_agent_path ?? null,
        timeout_ms: summary.timeout_ms ?? null,
      }
    case 'terminal':
      return { type: summary.type, operation_id: summary.operation_id }
  }
}

/** Schema 1 tells an MCP call by the form of its runtime begin. */
function detectMcp(tool: ToolDraft, ref: PayloadRef, ctx: Context): void {
  const invocation = ctx.document(ref)?.member('invocation')
  if (invocation === undefined) return
  const reading = readBody(mcpInvocation, invocation.careful)
  if (reading.ok) tool.kind = { type: 'mcp', server: reading.value.server, tool: reading.value.tool }
  else
    ctx.refuse('mcp_invocation_malformed', `parse MCP runtime invocation in ${ref.raw_payload_id}`, tool.tool_call_id)
}

/** A call of the tool named `wait` is linked to the cell it waits for, if that cell is there already. */
function linkWait(state: State, tool: ToolDraft, ref: PayloadRef, document: JsonSpan, ctx: Context): void {
  const invocation = looseInvocation.safeParse(document.plain).data
  if (invocation?.tool_name !== 'wait') return
  const refuse = (problem: string) =>
    ctx.refuse(
      'wait_arguments_malformed',
      `wait tool request payload ${ref.raw_payload_id} ${problem}`,
      tool.tool_call_id,
    )
  const given = invocation.payload?.arguments
  if (typeof given !== 'string') {
    refuse('did not contain function arguments')
    return
  }
  const value = readArguments(given)
  if (value === undefined) {
    refuse('had invalid JSON arguments')
    return
  }
  const reading = waitArguments.safeParse(value.plain)
  if (!reading.success) {
    refuse('did not contain cell_id')
    return
  }
  const handle = reading.data.cell_id
  const id = memoryOf(state, tool.thread_id).cellsByHandle.get(as(handle))
  const cell = id === undefined ? undefined : state.cells.get(id)
  if (cell === undefined) return
  cell.wait_tool_call_ids.add(tool.tool_call_id)
  ctx.touch('code_cell', cell.code_cell_id)
}
