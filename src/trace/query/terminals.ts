/** The Terminals view: sessions, and operations that never got one, each as one terminal. */
import { ensure } from '../base/assert.ts'
import { as } from '../base/ids.ts'
import type { OperationId, TerminalId } from '../base/ids.ts'
import type { TerminalOperation, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type {
  TerminalDetail,
  TerminalList,
  TerminalStep,
  TerminalSummary,
  TerminalText,
  Told,
  ToldDifferenceView,
} from '../../shared/view-models/terminals.ts'
import { commandText, firstLine, readableText } from './labels.ts'
import { callName } from './object-label.ts'
import { terminalResult } from './terminal-result.ts'
import { compareTold, readTold } from './told.ts'
import { toldDifference } from './told-difference.ts'
import type { RanOutput, ToldOutput } from './told.ts'
import type { TraceIndex } from './trace-index.ts'

const textLimit = 65_536
const differenceLimit = 16_384
/** Steps of one answer. */
export const listedSteps = 1000
/** Later steps that a single output is looked for in: a transcript asks for many of them at once. */
const comparedLater = 50

export function terminals(index: TraceIndex): TerminalList {
  const { terminal_sessions: sessions, terminal_operations: operations } = index.graph
  const refs: ObjectRef[] = [...sessions.keys()].map((id) => ({ kind: 'terminal_session', id }))
  for (const { operation_id: id, terminal_id: terminal } of operations.values()) {
    if (terminal === null || !sessions.has(terminal)) refs.push({ kind: 'terminal_operation', id })
  }
  const all = refs.flatMap((ref) => summaryOf(index, ref, compareAll(index, operationsOf(index, ref))) ?? [])
  return { revision: index.revision, terminals: all.sort((a, b) => a.startedSeq - b.startedSeq) }
}

/** Undefined if the ref is neither a session nor an operation, or the session has no operations. */
export function terminal(index: TraceIndex, ref: ObjectRef, from = 0): TerminalDetail | undefined {
  const compared = compareAll(index, operationsOf(index, ref))
  const summary = summaryOf(index, ref, compared)
  if (summary === undefined) return undefined
  const steps = compared.slice(from, from + listedSteps).map((step) => stepView(index, step))
  return { ...summary, revision: index.revision, from, steps }
}

/** The terminal that shows an operation, and the position of its step there. */
export function terminalOf(
  index: TraceIndex,
  { terminal_id: id, operation_id: operation }: TerminalOperation,
): { readonly ref: ObjectRef; readonly step: number } {
  const ref: ObjectRef = { kind: 'terminal_session', id: id ?? '' }
  const step = id === null ? -1 : operationsOf(index, ref).findIndex((each) => each.operation_id === operation)
  return step < 0 ? { ref: { kind: 'terminal_operation', id: operation }, step: 0 } : { ref, step }
}

function operationsOf({ graph }: TraceIndex, { kind, id }: ObjectRef): readonly TerminalOperation[] {
  const ids =
    kind === 'terminal_session'
      ? (graph.terminal_sessions.get(as<TerminalId>(id))?.operation_ids ?? [])
      : [as<OperationId>(id)]
  return ids
    .flatMap((operation) => graph.terminal_operations.get(operation) ?? [])
    .sort((a, b) => a.execution.started_seq - b.execution.started_seq)
}

/** One operation with both sides of what it printed. */
interface Compared {
  readonly operation: TerminalOperation
  readonly tool: ToolCall | undefined
  readonly ran: (RanOutput & { readonly derived: boolean }) | null
  readonly told: (ToldOutput & { readonly itemIds: readonly string[] }) | null
  readonly compared: Told
}

function compareAll(index: TraceIndex, operations: readonly TerminalOperation[]): readonly Compared[] {
  const told = operations.map((operation) => toldOf(index, operation))
  return operations.map((operation, position) => {
    const heard = told[position] ?? null
    const ran = ranOf(index, operation, heard)
    const later = told.slice(position + 1, position + 1 + listedSteps).flatMap((each) => each?.output ?? [])
    const tool = index.graph.tool_calls.get(operation.tool_call_id)
    return { operation, tool, ran, told: heard, compared: verdict(operation, heard, ran, later) }
  })
}

function verdict(
  operation: TerminalOperation,
  told: ToldOutput | null,
  ran: RanOutput | null,
  later: readonly string[],
): Told {
  if (told === null) return 'not_told'
  if (ran !== null) return compareTold(told, ran, later)
  return operation.result === null ? 'not_recorded' : 'only_told'
}

/** One operation of a terminal, compared with what its model was told: what the Conversation view sets beside an output. */
export function comparedOperation(
  index: TraceIndex,
  operation: TerminalOperation,
  limit: number,
): Pick<TerminalStep, 'operationId' | 'ran' | 'told' | 'compared' | 'difference'> {
  const { terminal_id: id, operation_id: operationId } = operation
  const whole = id === null ? [] : operationsOf(index, { kind: 'terminal_session', id })
  const at = whole.indexOf(operation)
  const [first] = compareAll(index, at < 0 ? [operation] : whole.slice(at, at + 1 + comparedLater))
  const step = ensure(first, `operation ${operationId}`)
  return { operationId, ...sidesOf(step, limit) }
}

/** A schema-1 graph may hold the same output several times, once per history that repeats it. */
function toldOf(index: TraceIndex, operation: TerminalOperation): Compared['told'] {
  const itemIds = operation.model_observations.flatMap((observation) => observation.output_item_ids)
  const items = itemIds.flatMap((id) => index.graph.conversation_items.get(id) ?? [])
  if (items.length === 0) return null
  const texts = new Set(items.map((item) => readableText(item.body.parts)))
  return { ...readTold([...texts].join('\n')), itemIds }
}

/** For direct polls the recording holds only what the model was told, word for word: no fact of its own. */
function ranOf(index: TraceIndex, operation: TerminalOperation, told: ToldOutput | null): Compared['ran'] {
  const { result, derived } = terminalResult(index, operation)
  if (result === null) return null
  const isEcho =
    told !== null && operation.kind === 'write_stdin' && result.exit_code === null && result.chunk_id === null
  if (isEcho && result.formatted_output !== null) return null
  const output = [result.stdout, result.stderr].filter((text) => text !== '').join('\n')
  return { output, exitCode: result.exit_code, derived }
}

const mismatches: readonly Told[] = ['part', 'cut', 'differs']

function summaryOf(index: TraceIndex, ref: ObjectRef, steps: readonly Compared[]): TerminalSummary | undefined {
  const [first] = steps
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return undefined
  const thread = first.tool?.thread_id
  const { execution } = last.operation
  return {
    ref,
    threadId: thread ?? null,
    path: thread === undefined ? '' : index.pathOf(thread),
    label: firstLine(commandText(first.operation.request)),
    status: execution.status,
    startedAt: first.operation.execution.started_at_unix_ms,
    startedSeq: first.operation.execution.started_seq,
    endedAt: execution.ended_at_unix_ms,
    operations: steps.length,
    exitCode: first.ran?.exitCode ?? last.told?.exitCode ?? null,
    mismatch: steps.some(({ compared }) => mismatches.includes(compared)),
  }
}

function stepView(index: TraceIndex, { operation, tool, ran, told, compared }: Compared): TerminalStep {
  const { request, execution } = operation
  const isPoll = request.type === 'write_stdin' && request.stdin === ''
  const asking = tool === undefined ? undefined : index.callStarting(tool.tool_call_id)
  const [output] = operation.model_observations.flatMap((observation) => observation.output_item_ids)
  return {
    operationId: operation.operation_id,
    toolCallId: operation.tool_call_id,
    kind: isPoll ? 'poll' : request.type === 'exec_command' ? 'command' : 'write',
    status: execution.status,
    startedAt: execution.started_at_unix_ms,
    startedSeq: execution.started_seq,
    endedAt: execution.ended_at_unix_ms,
    input: cut(request.type === 'exec_command' ? commandText(request) : request.stdin),
    cwd: request.type === 'exec_command' ? request.cwd : null,
    ...sidesOf({ ran, told, compared }, textLimit),
    askedBy: callName(index, asking),
    seenBy: callName(index, output === undefined ? undefined : index.firstCallWith(output)),
  }
}

/** Both sides cut to `limit`, and where they part if they do. */
function sidesOf(
  { ran, told, compared }: Pick<Compared, 'ran' | 'told' | 'compared'>,
  limit: number,
): Pick<TerminalStep, 'ran' | 'told' | 'compared' | 'difference'> {
  return {
    ran: ran === null ? null : { output: cut(ran.output, limit), exitCode: ran.exitCode, derived: ran.derived },
    told: told === null ? null : { ...told, output: cut(told.output, limit) },
    compared,
    difference: ran === null || told === null || !mismatches.includes(compared) ? null : differenceOf(ran, told),
  }
}

function differenceOf(ran: RanOutput, told: ToldOutput): ToldDifferenceView {
  const { note, head, ranOnly, toldOnly, tail } = toldDifference(ran.output, told.output)
  const end = head.length > differenceLimit ? head.slice(-differenceLimit).replace(/^[\uDC00-\uDFFF]/, '') : head
  return {
    note,
    head: { text: end, length: head.length, cut: end.length < head.length },
    ranOnly: cut(ranOnly, differenceLimit),
    toldOnly: cut(toldOnly, differenceLimit),
    tail: cut(tail, differenceLimit),
  }
}

function cut(text: string, limit = textLimit): TerminalText {
  const isLong = text.length > limit
  const shown = isLong ? text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '') : text
  return { text: shown, length: text.length, cut: isLong }
}
