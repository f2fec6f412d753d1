/** Codex turns, and what their end closes. Rule: docs/format/reduction.md §2. */
import type { CodexTurnId } from '../base/ids.ts'
import type { CodeCellRuntimeStatus, ExecutionStatus } from '../model/graph.ts'
import { endCell } from './code-cell.ts'
import type { Context, HandlersFor } from './context.ts'
import { addTurn, knownThread } from './known.ts'
import type { State } from './state.ts'
import { closeWindow, type Moment } from './window.ts'

type Handled = 'codex_turn_started' | 'codex_turn_ended'

export const turnHandlers: HandlersFor<Handled> = {
  codex_turn_started(state, event, ctx) {
    const { codex_turn_id: id, thread_id: thread } = event.payload
    if (state.turns.has(id)) {
      ctx.refuse('turn_duplicate', `duplicate codex turn start for ${id}`, id)
      return
    }
    knownThread(state, thread, event, ctx)
    addTurn(state, id, thread, event, ctx)
  },

  codex_turn_ended(state, event, ctx) {
    const { codex_turn_id: id, status } = event.payload
    const known = state.turns.get(id)
    if (known !== undefined && event.thread_id !== null && event.thread_id !== known.thread_id) {
      const message = `codex turn end for ${id} used thread ${event.thread_id}, but the turn belongs to ${known.thread_id}`
      ctx.refuse('turn_thread_mismatch', message, id)
    }
    if (known === undefined) ctx.refuse('turn_unknown', `codex turn end referenced unknown turn ${id}`, id)
    const turn = known ?? addTurn(state, id, event.thread_id ?? state.rootThreadId, event, ctx)
    closeWindow(turn.execution, event, status)
    ctx.touch('codex_turn', id)
    endCells(state, id, status, event, ctx)
    endInferences(state, id, status, event, ctx)
  },
}

function endCells(state: State, turn: CodexTurnId, status: ExecutionStatus, event: Moment, ctx: Context): void {
  const cellStatus = cellStatusAfter(status)
  if (cellStatus === undefined) return
  for (const cell of state.cellsByTurn.get(turn) ?? []) {
    if (cell.execution.status !== 'running') continue
    endCell(cell, cellStatus, null, event)
    ctx.touch('code_cell', cell.code_cell_id)
  }
}

function cellStatusAfter(turn: ExecutionStatus): CodeCellRuntimeStatus | undefined {
  if (turn === 'failed') return 'failed'
  return turn === 'cancelled' || turn === 'aborted' ? 'terminated' : undefined
}

function endInferences(state: State, turn: CodexTurnId, status: ExecutionStatus, event: Moment, ctx: Context): void {
  if (status === 'running') return
  const ended = status === 'completed' ? 'cancelled' : status
  for (const id of state.runningInferences.get(turn) ?? []) {
    const call = state.inferences.get(id)
    if (call !== undefined) closeWindow(call.execution, event, ended)
    ctx.touch('inference_call', id)
  }
  state.runningInferences.delete(turn)
}
