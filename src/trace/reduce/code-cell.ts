/**
 * Code cells: start, queueing until the item with their source is seen, responses, end, waits. Rule:
 * docs/format/reduction.md §8. Cells without a source stay queued; the finish step tells them.
 */
import { as, type CodeCellId, type ItemId, type ThreadId } from '../base/ids.ts'
import { compareBytes } from '../base/byte-order.ts'
import type { EventPlace, RawEvent } from '../format/events/index.ts'
import type { CodeCellRuntimeStatus, ExecutionStatus } from '../model/graph.ts'
import type { RawPayloadId } from '../base/ids.ts'
import type { Context, HandlersFor } from './context.ts'
import type { CellDraft, CellLifecycle, ItemDraft, QueuedCell } from './drafts.ts'
import { addProducer, inListingOrder } from './items.ts'
import { freeId } from './free-id.ts'
import { knownThread, knownTurn } from './known.ts'
import { memoryOf, relinkCall, type State } from './state.ts'
import { closeWindow, openWindow, type Moment } from './window.ts'

type Handled = 'code_cell_started' | 'code_cell_initial_response' | 'code_cell_ended'

export const codeCellHandlers: HandlersFor<Handled> = {
  code_cell_started(state, event, ctx) {
    const { runtime_cell_id: handle, model_visible_call_id: call, source_js } = event.payload
    const thread = threadOf(state, event, ctx, 'code cell start')
    const memory = memoryOf(state, thread)
    const plainId = as<CodeCellId>(`code_cell:${call}`)
    const mapped = memory.cellsByHandle.get(handle)
    if (mapped !== undefined && mapped !== plainId) {
      const message = `runtime code cell ${handle} in thread ${thread} mapped to both ${mapped} and ${plainId}`
      ctx.refuse('cell_handle_reused', message, plainId)
    }
    memory.cellsByHandle.set(handle, plainId)
    const start: QueuedCell = {
      code_cell_id: plainId,
      runtime_cell_id: handle,
      model_visible_call_id: call,
      source_js,
      thread_id: thread,
      codex_turn_id: event.codex_turn_id,
      seq: event.seq,
      time: event.time,
      lifecycle: [],
    }
    if (sourceOf(state, start, ctx) !== undefined) materialize(state, start, event, ctx)
    else if (!state.cells.has(plainId) && !state.queuedCells.has(plainId)) queue(state, start)
    else queue(state, renamed(state, start, ctx))
  },

  code_cell_initial_response(state, event, ctx) {
    applyLifecycle(state, event, ctx, 'initial_response')
  },

  code_cell_ended(state, event, ctx) {
    applyLifecycle(state, event, ctx, 'end')
  },
}

type CellEvent = RawEvent<Handled>

function threadOf(state: State, event: CellEvent, ctx: Context, what: string): ThreadId {
  if (event.thread_id !== null) return event.thread_id
  const handle = event.payload.runtime_cell_id
  if (event.codex_turn_id === null) {
    ctx.refuse('cell_without_context', `${what} ${handle} did not include a thread id`)
    return state.rootThreadId
  }
  const turn = state.turns.get(event.codex_turn_id)
  if (turn !== undefined) return turn.thread_id
  ctx.refuse(
    'turn_unknown',
    `${what} ${handle} referenced unknown Codex turn ${event.codex_turn_id}`,
    event.codex_turn_id,
  )
  return state.rootThreadId
}

/** The reference refuses a second cell of one call id. In tolerant mode it gets an id of its own. */
function renamed(state: State, start: QueuedCell, ctx: Context): QueuedCell {
  const taken = start.code_cell_id
  ctx.refuse('cell_duplicate', `duplicate code cell start for ${taken}`, taken)
  const id = freeId(taken, (other) => state.cells.has(other) || state.queuedCells.has(other))
  memoryOf(state, start.thread_id).cellsByHandle.set(start.runtime_cell_id, id)
  return { ...start, code_cell_id: id }
}

function queue(state: State, start: QueuedCell): void {
  state.queuedCells.set(start.code_cell_id, start)
  const { queuedByCall } = memoryOf(state, start.thread_id)
  const waiting = queuedByCall.get(start.model_visible_call_id)
  if (waiting === undefined) queuedByCall.set(start.model_visible_call_id, [start.code_cell_id])
  else waiting.push(start.code_cell_id)
}

/** A new item may be the source that queued cells wait for. They start when the list it is in has been reconciled. */
export function readyQueuedCells(state: State, item: ItemDraft): void {
  if (item.kind !== 'custom_tool_call' || item.call_id === null || state.queuedCells.size === 0) return
  const { queuedByCall } = memoryOf(state, item.thread_id)
  for (const id of queuedByCall.get(item.call_id) ?? []) state.readyCells.add(id)
  queuedByCall.delete(item.call_id)
}

/** Starts the queued cells whose source has been seen, in byte order of their ids. */
export function flushReadyCells(state: State, event: EventPlace, ctx: Context): void {
  if (state.readyCells.size === 0) return
  const ready = [...state.readyCells].sort(compareBytes)
  state.readyCells.clear()
  for (const id of ready) {
    const start = state.queuedCells.get(id)
    if (start === undefined) continue
    state.queuedCells.delete(id)
    materialize(state, start, event, ctx)
  }
}

function cellItems(state: State, start: QueuedCell, kind: ItemDraft['kind'], ctx: Context): ItemDraft[] {
  const items = memoryOf(state, start.thread_id).itemsByCall.get(start.model_visible_call_id) ?? []
  return inListingOrder(
    items.filter((item) => item.kind === kind),
    ctx.schema,
  )
}

/** A cell that shares its call id with earlier ones (tolerant only) has the source that comes after theirs. */
function sourceOf(state: State, start: QueuedCell, ctx: Context): ItemId | undefined {
  const sources = cellItems(state, start, 'custom_tool_call', ctx)
  const suffix = start.code_cell_id.slice(`code_cell:${start.model_visible_call_id}#`.length)
  return (sources[Number(suffix) - 1] ?? sources[0])?.item_id
}

function materialize(state: State, queued: QueuedCell, event: EventPlace, ctx: Context): void {
  const start = state.cells.has(queued.code_cell_id) ? renamed(state, queued, ctx) : queued
  const { code_cell_id: id, thread_id: thread, codex_turn_id: turnId } = start
  const source = sourceOf(state, start, ctx)
  if (source === undefined) return
  if (turnId === null) {
    ctx.refuse('cell_without_context', `code cell start ${id} did not include a Codex turn id`, id)
  }
  knownThread(state, thread, event, ctx, `code cell start referenced unknown thread ${thread}`)
  const turn = turnId ?? state.items.get(source)?.codex_turn_id
  if (turn === null || turn === undefined) return
  if (turnId !== null) {
    const unknown = `code cell start referenced unknown Codex turn ${turnId}`
    const mismatch = (other: ThreadId) =>
      `code cell start used thread ${thread}, but Codex turn ${turnId} belongs to ${other}`
    knownTurn(state, turnId, thread, event, ctx, unknown, mismatch)
  }
  const outputs = cellItems(state, start, 'custom_tool_call_output', ctx)
  const cell: CellDraft = {
    code_cell_id: id,
    model_visible_call_id: start.model_visible_call_id,
    thread_id: thread,
    codex_turn_id: turn,
    source_item_id: source,
    output_item_ids: new Set(outputs.map((item) => item.item_id)),
    runtime_cell_id: start.runtime_cell_id,
    execution: openWindow(start),
    runtime_status: 'starting',
    initial_response_at_unix_ms: null,
    initial_response_seq: null,
    initial_response_status: null,
    raw_initial_response_payload_id: null,
    raw_result_payload_id: null,
    yielded_at_unix_ms: null,
    yielded_seq: null,
    source_js: start.source_js,
    nested_tool_call_ids: new Set((state.toolsByCell.get(id) ?? []).toSorted(compareBytes)),
    wait_tool_call_ids: new Set(),
  }
  state.cells.set(id, cell)
  relinkCall(state, cell.model_visible_call_id)
  const ofTurn = state.cellsByTurn.get(turn)
  if (ofTurn === undefined) state.cellsByTurn.set(turn, [cell])
  else ofTurn.push(cell)
  ctx.touch('code_cell', id)
  for (const item of outputs) addProducer(item, { type: 'code_cell', code_cell_id: id }, ctx)
  for (const step of start.lifecycle.toSorted((a, b) => a.seq - b.seq)) apply(cell, step)
}

function applyLifecycle(
  state: State,
  event: RawEvent<'code_cell_initial_response' | 'code_cell_ended'>,
  ctx: Context,
  type: CellLifecycle['type'],
): void {
  const what = type === 'end' ? 'code cell end' : 'code cell initial response'
  const { runtime_cell_id: handle, status, response_payload: payload } = event.payload
  const thread = threadOf(state, event, ctx, what)
  const id = memoryOf(state, thread).cellsByHandle.get(handle)
  if (id === undefined) {
    ctx.refuse('cell_unknown', `${what} referenced unknown runtime cell ${handle} in thread ${thread}`)
    return
  }
  const step: CellLifecycle = {
    type,
    runtime_cell_id: handle,
    status,
    payload_id: payload?.raw_payload_id ?? null,
    seq: event.seq,
    time: event.time,
  }
  const cell = state.cells.get(id)
  const queued = state.queuedCells.get(id)
  if (cell !== undefined) apply(cell, step)
  else if (queued !== undefined) queued.lifecycle.push(step)
  else ctx.refuse('cell_unknown', `${what} referenced unknown cell ${id}`, id)
  ctx.touch('code_cell', id)
}

function apply(cell: CellDraft, step: CellLifecycle): void {
  if (step.type === 'end') {
    endCell(cell, step.status, step.payload_id, step)
    return
  }
  cell.runtime_cell_id = step.runtime_cell_id
  if (cell.initial_response_status === null) {
    cell.initial_response_status = step.status
    cell.initial_response_at_unix_ms = step.time
    cell.initial_response_seq = step.seq
    cell.raw_initial_response_payload_id = step.payload_id
  }
  if (step.status === 'yielded') {
    cell.yielded_at_unix_ms = step.time
    cell.yielded_seq = step.seq
  }
  cell.runtime_status = step.status
}

/** Repeatable: the last end counts. */
export function endCell(
  cell: CellDraft,
  status: CodeCellRuntimeStatus,
  payload: RawPayloadId | null,
  moment: Moment,
): void {
  if (cell.initial_response_at_unix_ms === null) {
    cell.initial_response_at_unix_ms = moment.time
    cell.initial_response_seq = moment.seq
  }
  closeWindow(cell.execution, moment, windowStatus(status))
  cell.runtime_status = status
  cell.raw_result_payload_id = payload
}

function windowStatus(status: CodeCellRuntimeStatus): ExecutionStatus {
  if (status === 'completed' || status === 'failed') return status
  return status === 'terminated' ? 'cancelled' : 'running'
}

/** An output item was sighted: it belongs to the cell of its call id, whatever the thread. */
export function linkCellOutput(state: State, item: ItemDraft, ctx: Context): void {
  if (item.kind !== 'custom_tool_call_output' || item.call_id === null) return
  const cell = state.cells.get(as<CodeCellId>(`code_cell:${item.call_id}`))
  if (cell === undefined) return
  if (!cell.output_item_ids.has(item.item_id)) {
    cell.output_item_ids.add(item.item_id)
    ctx.touch('code_cell', cell.code_cell_id)
  }
  addProducer(item, { type: 'code_cell', code_cell_id: cell.code_cell_id }, ctx)
}
