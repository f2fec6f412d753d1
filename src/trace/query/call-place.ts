/** Which inference call, and which compaction, has most to do with an object: what the Context and Compactions views show of it. */
import { as } from '../base/ids.ts'
import type { CompactionId, EdgeId, ItemId } from '../base/ids.ts'
import type { InferenceCall, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import { overlaps } from './durations.ts'
import type { TimeRange } from './durations.ts'
import { installedSeq } from './lane-slices.ts'
import { endOf } from './overview.ts'
import { graphObject } from './refs.ts'
import type { TraceIndex } from './trace-index.ts'

/** Undefined where no call of any agent has to do with it. Of an agent or a turn rather a call that was going on in the range. */
export function callFor(index: TraceIndex, ref: ObjectRef, range: TimeRange | null = null): InferenceCall | undefined {
  const found = graphObject(index.graph, ref)
  switch (found?.kind) {
    case 'inference_call':
      return found.object
    case 'conversation_item':
      return callOfItem(index, found.object.item_id)
    case 'codex_turn':
      return within(index, index.callsOfTurn(found.object.codex_turn_id), range)[0]
    case 'thread':
      return within(index, index.callsOf(found.object.thread_id), range).at(-1)
    case 'tool_call':
      return callOfTool(index, found.object)
    case 'terminal_operation':
      return callOfTool(index, index.graph.tool_calls.get(found.object.tool_call_id))
    case 'code_cell':
      return callOfItem(index, found.object.source_item_id)
    case 'compaction': {
      const seq = installedSeq(index, found.object)
      return index.callsOf(found.object.thread_id).find(({ execution }) => execution.started_seq > seq)
    }
    case 'raw_payload': {
      const user = index.payloadUsers(found.object.raw_payload_id).find((each) => each.ref.kind === 'inference_call')
      return user === undefined ? undefined : callFor(index, user.ref)
    }
    default:
      return ref.kind === 'interaction_edge' ? callOfEdge(index, as<EdgeId>(ref.id)) : undefined
  }
}

/** Those that were going on in the range; all of them if none was. */
function within(index: TraceIndex, calls: readonly InferenceCall[], range: TimeRange | null): readonly InferenceCall[] {
  const { endedAt } = endOf(index)
  const found = calls.filter(({ execution }) => overlaps(execution, endedAt, range))
  return found.length === 0 ? calls : found
}

function callOfItem(index: TraceIndex, item: ItemId): InferenceCall | undefined {
  return index.firstCallWith(item) ?? index.callAnswering(item)
}

function callOfTool(index: TraceIndex, tool: ToolCall | undefined): InferenceCall | undefined {
  if (tool === undefined) return undefined
  const cell = tool.requester.type === 'code_cell' ? index.graph.code_cells.get(tool.requester.code_cell_id) : undefined
  return index.callStarting(tool.tool_call_id) ?? (cell && callOfItem(index, cell.source_item_id))
}

/** The call of the recipient that was first given what the edge carried. */
function callOfEdge(index: TraceIndex, id: EdgeId): InferenceCall | undefined {
  const target = index.interaction(id)?.target
  return target?.type === 'conversation_item' ? index.firstCallWith(target.item_id) : undefined
}

export function compactionFor(index: TraceIndex, ref: ObjectRef): CompactionId | undefined {
  const found = graphObject(index.graph, ref)
  if (found?.kind === 'compaction' || found?.kind === 'compaction_request') return found.object.compaction_id
  if (found?.kind !== 'conversation_item') return undefined
  const roles = index.compactionsOfItem(found.object.item_id)
  return roles.find(({ role }) => role !== 'input')?.compaction.compaction_id
}
