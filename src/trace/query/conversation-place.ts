/** From any object to the place in a transcript where it is spoken of: what selecting it anywhere shows in the Conversation view. */
import { as } from '../base/ids.ts'
import type { CodexTurnId, EdgeId, ItemId, ThreadId } from '../base/ids.ts'
import type { ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { ConversationPlace } from '../../shared/view-models/conversation.ts'
import type { TimeRange } from './durations.ts'
import { anchorRef } from './interactions.ts'
import { graphObject, refOfId, threadOf } from './refs.ts'
import type { TraceIndex } from './trace-index.ts'
import { transcriptWithin } from './transcript.ts'

/** The row is one of the transcript within the range. Undefined for what belongs to no thread: an unknown id, a payload or an event that made nothing of one. */
export function conversationPlace(
  index: TraceIndex,
  ref: ObjectRef,
  range: TimeRange | null = null,
): ConversationPlace | undefined {
  const target = spokenOf(index, ref)
  if (target === undefined) return undefined
  for (const itemId of itemsFor(index, target)) {
    const threadId = index.graph.conversation_items.get(itemId)?.thread_id
    const row = threadId === undefined ? undefined : transcriptWithin(index, threadId, range).rowOf.get(itemId)
    if (threadId !== undefined && row !== undefined) return { revision: index.revision, ref, threadId, row, itemId }
  }
  const threadId = threadOf(index.graph, target)
  if (threadId === undefined || !index.threadPositions.has(threadId)) return undefined
  const turn = target.kind === 'codex_turn' ? rowOfTurn(index, threadId, as<CodexTurnId>(target.id), range) : -1
  return { revision: index.revision, ref, threadId, row: turn < 0 ? null : turn, itemId: null }
}

/** Evidence and doubts stand for the object they are about. */
function spokenOf(index: TraceIndex, ref: ObjectRef): ObjectRef | undefined {
  const { graph, reduction, events } = index
  if (ref.kind === 'diagnostic') {
    const named = reduction.diagnostics[Number(ref.id)]?.object ?? null
    return named === null ? undefined : refOfId(reduction, named)
  }
  if (ref.kind === 'raw_event') {
    const row = events.indexOfSeq(Number(ref.id))
    const objects = row === undefined ? [] : events.objectsOf(row)
    return objects.find((object) => threadOf(graph, object) !== undefined)
  }
  if (ref.kind === 'raw_payload') {
    return index.payloadUsers(as(ref.id)).find((user) => threadOf(graph, user.ref) !== undefined)?.ref
  }
  return ref
}

/** Items that speak of the object, the best first: what the model wrote of it before what it was given. */
function itemsFor(index: TraceIndex, ref: ObjectRef): readonly ItemId[] {
  if (ref.kind === 'interaction_edge') return itemsOfEdge(index, as<EdgeId>(ref.id))
  const found = graphObject(index.graph, ref)
  switch (found?.kind) {
    case 'conversation_item':
      return [found.object.item_id]
    case 'inference_call':
      return [...found.object.response_item_ids, ...found.object.request_item_ids.slice(-1)]
    case 'tool_call':
      return itemsOfTool(index, found.object)
    case 'terminal_operation':
      return itemsOfTool(index, index.graph.tool_calls.get(found.object.tool_call_id))
    case 'terminal_session': {
      const first = index.graph.terminal_operations.get(found.object.created_by_operation_id)
      return itemsOfTool(index, first === undefined ? undefined : index.graph.tool_calls.get(first.tool_call_id))
    }
    case 'code_cell':
      return [found.object.source_item_id, ...found.object.output_item_ids]
    case 'compaction':
      return [found.object.marker_item_id]
    case 'compaction_request': {
      const marker = index.graph.compactions.get(found.object.compaction_id)?.marker_item_id
      return marker === undefined ? [] : [marker]
    }
    default:
      return []
  }
}

/** A call made by a code cell is spoken of where the cell is. */
function itemsOfTool({ graph }: TraceIndex, tool: ToolCall | undefined): readonly ItemId[] {
  if (tool === undefined) return []
  const cell = tool.requester.type === 'code_cell' ? graph.code_cells.get(tool.requester.code_cell_id) : undefined
  const own = [...tool.model_visible_call_item_ids, ...tool.model_visible_output_item_ids]
  return cell === undefined ? own : [...own, cell.source_item_id]
}

/** What was received, else what was sent. */
function itemsOfEdge(index: TraceIndex, id: EdgeId): readonly ItemId[] {
  const edge = index.interaction(id)
  if (edge === undefined) return []
  const target = anchorRef(edge.target)
  return [
    ...(target.kind === 'interaction_edge' ? [] : itemsFor(index, target)),
    ...edge.carriedItemIds,
    ...itemsFor(index, anchorRef(edge.source)),
  ]
}

function rowOfTurn(index: TraceIndex, thread: ThreadId, turn: CodexTurnId, range: TimeRange | null): number {
  return transcriptWithin(index, thread, range).rows.findIndex((row) => row.type === 'turn' && row.turn === turn)
}
