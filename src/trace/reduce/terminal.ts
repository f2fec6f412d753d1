/**
 * Terminal operations and the sessions they join. Rule: docs/format/reduction.md §9. Observations need no step of their
 * own: an operation's single observation is always its tool's two lists (publish.ts).
 */
import { as, type OperationId, type TerminalId } from '../base/ids.ts'
import { ExactNumber } from '../base/json/exact.ts'
import type { JsonSpan } from '../base/json/document.ts'
import { printCompact } from '../base/json/print.ts'
import { readArguments } from '../format/bodies/arguments.ts'
import { dispatchInvocation, writeStdinArguments } from '../format/bodies/invocation.ts'
import { readBody } from '../format/bodies/read.ts'
import { terminalBegin } from '../format/bodies/terminal.ts'
import type { EventPlace } from '../format/events/index.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { ExecutionStatus, TerminalRequest } from '../model/graph.ts'
import type { Context, HandlersFor } from './context.ts'
import type { OperationDraft, SessionDraft, ToolDraft } from './drafts.ts'
import { memoryOf, type State } from './state.ts'
import { readTerminalEnd } from './terminal-result.ts'
import { toolFor } from './tools.ts'
import { closeWindow, openWindow, type Moment } from './window.ts'

export const terminalHandlers: HandlersFor<'stdin_target_resolved'> = {
  stdin_target_resolved(state, { payload }, ctx) {
    const tool = toolFor(state, payload.tool_call_id)
    const exec = toolFor(state, payload.exec_tool_call_id)
    if (tool === undefined) {
      const id = payload.tool_call_id
      ctx.refuse('stdin_target_unknown', `stdin target referenced unknown call ${id}`, id)
    } else if (exec === undefined) {
      const id = payload.exec_tool_call_id
      ctx.refuse('stdin_target_unknown', `stdin target referenced unknown exec ${id}`, id)
    } else moveOperation(state, operationOf(state, tool), operationOf(state, exec), ctx)
  },
}

function operationOf(state: State, tool: ToolDraft): OperationDraft | undefined {
  return tool.terminal_operation_id === null ? undefined : state.operations.get(tool.terminal_operation_id)
}

function moveOperation(
  state: State,
  operation: OperationDraft | undefined,
  exec: OperationDraft | undefined,
  ctx: Context,
): void {
  if (operation === undefined || exec === undefined || exec.terminal_id === null) return
  const target = state.sessions.get(exec.terminal_id)
  if (target === undefined) return
  const old = operation.terminal_id === null ? undefined : state.sessions.get(operation.terminal_id)
  if (old !== undefined && old !== target) leaveSession(state, operation, old, ctx)
  target.operation_ids.add(operation.operation_id)
  operation.terminal_id = target.terminal_id
  operation.process_id = exec.process_id
  ctx.touch('terminal_operation', operation.operation_id)
  ctx.touch('terminal_session', target.terminal_id)
}

/** The table of newest sessions keeps naming a session that was deleted here. */
function leaveSession(state: State, operation: OperationDraft, session: SessionDraft, ctx: Context): void {
  session.operation_ids.delete(operation.operation_id)
  ctx.touch('terminal_session', session.terminal_id)
  if (session.operation_ids.size === 0) state.sessions.delete(session.terminal_id)
}

/** A write_stdin call tells by its arguments which process it talks to. */
export function beginFromInvocation(
  state: State,
  tool: ToolDraft,
  ref: PayloadRef,
  document: JsonSpan,
  event: Moment,
  ctx: Context,
): void {
  const asked = readStdinInvocation(document)
  if (asked === undefined) return
  if ('fault' in asked) {
    if (asked.lenient && ctx.schema === 2) return
    const message = `parse terminal invocation payload ${ref.raw_payload_id} as dispatch payload`
    ctx.judge('terminal_invocation_malformed', message, tool.tool_call_id)
    ctx.diagnose('terminal_invocation_malformed', `${message}: ${asked.fault}`, tool.tool_call_id)
    return
  }
  begin(state, tool, 'write_stdin', asked.request, asked.process, ref, event, ctx)
}

/** `lenient`: schema 2 does not mind. Undefined: a namespaced tool, which makes no operation. */
type StdinInvocation =
  | { readonly request: TerminalRequest; readonly process: string }
  | { readonly fault: string; readonly lenient: boolean }

function readStdinInvocation(document: JsonSpan): StdinInvocation | undefined {
  const reading = readBody(dispatchInvocation, document.careful)
  if (!reading.ok) return { fault: reading.fault, lenient: false }
  const { tool_name: name, tool_namespace: namespace, payload } = reading.value
  if (namespace !== null && namespace !== undefined) return undefined
  if (name !== 'write_stdin')
    return { fault: `dispatch terminal request is for ${name}, not write_stdin`, lenient: false }
  if (payload.type !== 'function') {
    return { fault: `write_stdin dispatch payload used unsupported ${payload.type} payload`, lenient: false }
  }
  if (payload.arguments === null || payload.arguments === undefined) {
    return { fault: 'write_stdin dispatch payload omitted function arguments', lenient: false }
  }
  return readStdinArguments(payload.arguments)
}

function readStdinArguments(text: string): StdinInvocation {
  const value = readArguments(text)
  const reading = value && readBody(writeStdinArguments, value.plain)
  if (!reading?.ok) return { fault: 'parse write_stdin dispatch function arguments', lenient: true }
  const session = value?.exact instanceof Map ? value.exact.get('session_id') : undefined
  const process = session instanceof ExactNumber ? printCompact(session) : session
  if (typeof process !== 'string' || process === '') {
    return { fault: 'write_stdin dispatch payload omitted session_id', lenient: true }
  }
  const { chars, yield_time_ms: wait, max_output_tokens: limit } = reading.value
  return {
    request: { type: 'write_stdin', stdin: chars, yield_time_ms: wait ?? null, max_output_tokens: limit ?? null },
    process,
  }
}

export function beginFromRuntime(
  state: State,
  tool: ToolDraft,
  kind: OperationDraft['kind'],
  ref: PayloadRef,
  event: Moment,
  ctx: Context,
): void {
  if (tool.terminal_operation_id !== null) {
    const message = `tool runtime start would create a second terminal operation for ${tool.tool_call_id}`
    ctx.refuse('terminal_operation_duplicate', message, tool.tool_call_id)
    return
  }
  const document = ctx.document(ref)
  if (document === undefined) return
  const reading = readBody(terminalBegin, document.careful)
  if (!reading.ok) {
    const message = `parse terminal runtime start payload ${ref.raw_payload_id}`
    ctx.judge('terminal_begin_malformed', message, tool.tool_call_id)
    ctx.diagnose('terminal_begin_malformed', `${message}: ${reading.fault}`, tool.tool_call_id)
    return
  }
  const { command, cwd, process_id: process, interaction_input: input } = reading.value
  const limits = { yield_time_ms: null, max_output_tokens: null }
  const request: TerminalRequest =
    kind === 'exec_command'
      ? { type: kind, command, display_command: command.join(' '), cwd, ...limits }
      : { type: kind, stdin: input ?? '', ...limits }
  begin(state, tool, kind, request, process ?? null, ref, event, ctx)
}

function begin(
  state: State,
  tool: ToolDraft,
  kind: OperationDraft['kind'],
  request: TerminalRequest,
  process: string | null,
  ref: PayloadRef,
  event: Moment,
  ctx: Context,
): void {
  const id = as<OperationId>(`terminal_operation:${String(state.nextOperation)}`)
  state.nextOperation += 1
  const operation: OperationDraft = {
    operation_id: id,
    terminal_id: null,
    tool_call_id: tool.tool_call_id,
    kind,
    execution: openWindow(event),
    request,
    result: null,
    raw_payload_ids: new Set([ref.raw_payload_id]),
    process_id: process,
  }
  state.operations.set(id, operation)
  tool.terminal_operation_id = id
  tool.summary = { type: 'terminal', operation_id: id }
  ctx.touch('terminal_operation', id)
  joinSession(state, tool, operation, ctx)
}

/** Commands open a session; input goes to the newest session of its process. Without a process there is none yet. */
function joinSession(state: State, tool: ToolDraft, operation: OperationDraft, ctx: Context): void {
  if (operation.process_id === null) return
  const { sessionsByProcess } = memoryOf(state, tool.thread_id)
  const newest = operation.kind === 'write_stdin' ? sessionsByProcess.get(operation.process_id) : undefined
  const known = newest === undefined ? undefined : state.sessions.get(newest)
  const session = known ?? openSession(state, tool, operation, newest)
  sessionsByProcess.set(operation.process_id, session.terminal_id)
  session.operation_ids.add(operation.operation_id)
  operation.terminal_id = session.terminal_id
  ctx.touch('terminal_session', session.terminal_id)
}

/** `deleted` is the id of a session that the table still names: the new one takes it over. */
function openSession(
  state: State,
  tool: ToolDraft,
  operation: OperationDraft,
  deleted: TerminalId | undefined,
): SessionDraft {
  const { started_at_unix_ms: time, started_seq: seq } = operation.execution
  const session: SessionDraft = {
    terminal_id: deleted ?? as<TerminalId>(`terminal_session:${operation.operation_id}`),
    thread_id: tool.thread_id,
    created_by_operation_id: operation.operation_id,
    operation_ids: new Set(),
    execution: openWindow({ time, seq }),
  }
  state.sessions.set(session.terminal_id, session)
  return session
}

/** Ends the tool's operation, if it has one. */
export function endOperation(
  state: State,
  tool: ToolDraft,
  status: ExecutionStatus,
  ref: PayloadRef | undefined,
  event: EventPlace,
  ctx: Context,
): void {
  const operation = operationOf(state, tool)
  if (operation === undefined) return
  const end = ref && readTerminalEnd(operation, ref, ctx)
  closeWindow(operation.execution, event, status)
  ctx.touch('terminal_operation', operation.operation_id)
  if (ref !== undefined) operation.raw_payload_ids.add(ref.raw_payload_id)
  if (end !== undefined) {
    adoptProcess(operation, end.process, ctx)
    operation.result = end.result
    if (end.older !== undefined) state.olderResults.set(operation.operation_id, end.older)
  }
  if (operation.terminal_id === null) joinSession(state, tool, operation, ctx)
}

function adoptProcess(operation: OperationDraft, process: string | null, ctx: Context): void {
  if (process === null || process === operation.process_id) return
  if (operation.process_id === null) operation.process_id = process
  else {
    const message = `terminal operation ${operation.operation_id} changed process id from ${operation.process_id} to ${process}`
    ctx.refuse('terminal_process_changed', message, operation.operation_id)
  }
}
