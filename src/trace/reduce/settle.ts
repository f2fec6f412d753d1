/**
 * What is decided only when the trace has been read to its end: edges that no item ever showed, acceptance, the cells that
 * exec tools started. Rule: docs/format/reduction.md §10.6 and §12. Changes no state: a trace may go on after a snapshot.
 */
import { commonBeginning } from '../base/common-beginning.ts'
import { as, type CodeCellId, type EdgeId, type ItemId, type ThreadId } from '../base/ids.ts'
import type { Context } from './context.ts'
import type { EdgeDraft, PendingEdge, ToolDraft } from './drafts.ts'
import { edgeFrom, upsertEdge } from './edges.ts'
import type { State } from './state.ts'

/** The edges of the state, and those spawns that end at the thread itself. */
export function settledEdges(state: State, ctx: Context): Map<EdgeId, EdgeDraft> {
  const fallbacks = [...state.pendingEdges.values()].filter((pending) => isKnownFallback(state, pending))
  if (fallbacks.length === 0) return state.edges
  const edges = new Map([...state.edges].map(([id, edge]) => [id, copyOf(edge)]))
  const scratch = { ...state, edges, takenItems: new Set<ItemId>(), edgesByTool: new Map() }
  for (const pending of fallbacks) {
    if (pending.fallback_thread_id === null) continue
    upsertEdge(scratch, edgeFrom(pending, { type: 'thread', thread_id: pending.fallback_thread_id }, []), ctx)
  }
  return edges
}

function isKnownFallback(state: State, pending: PendingEdge): boolean {
  return pending.fallback_thread_id !== null && state.threads.has(pending.fallback_thread_id)
}

function copyOf(edge: EdgeDraft): EdgeDraft {
  return {
    ...edge,
    carried_item_ids: new Set(edge.carried_item_ids),
    carried_raw_payload_ids: new Set(edge.carried_raw_payload_ids),
  }
}

/** [S2] Items that stay in their thread's list: accepted, requested, or part of a compaction. */
export function visibleItems(state: State): Set<ItemId> {
  const visible = new Set<ItemId>()
  for (const memory of state.memories.values()) {
    for (const id of memory.acceptances.keys()) {
      for (const item of memory.itemsByResponsesId.get(id) ?? []) visible.add(item.item_id)
    }
  }
  const before = new Map<ThreadId, readonly ItemId[]>()
  for (const { thread_id: thread, request_item_ids: items } of state.inferences.values()) {
    const from = commonBeginning(before.get(thread) ?? [], items)
    for (const id of items.slice(from)) visible.add(id)
    before.set(thread, items)
  }
  for (const compaction of state.compactions.values()) {
    visible.add(compaction.marker_item_id)
    for (const id of compaction.input_item_ids) visible.add(id)
    for (const id of compaction.replacement_item_ids) visible.add(id)
  }
  return visible
}

/** [S2] The cell that an exec tool of the model started. */
export function startedCellOf(state: State, tool: ToolDraft): CodeCellId | undefined {
  if (tool.requester.type !== 'model' || tool.kind.type !== 'other' || tool.kind.name !== 'exec') return undefined
  if (tool.model_visible_call_id === null) return undefined
  const cell = state.cells.get(as<CodeCellId>(`code_cell:${tool.model_visible_call_id}`))
  return cell?.thread_id === tool.thread_id ? cell.code_cell_id : undefined
}
