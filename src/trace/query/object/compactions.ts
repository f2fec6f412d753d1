/** Details of compactions and their requests. */
import type { Compaction, CompactionRequest } from '../../model/graph.ts'
import { installedSeq } from '../lane-slices.ts'
import type { TraceIndex } from '../trace-index.ts'
import { amount, executionFields, link, relation, text, time } from './parts.ts'
import type { Description } from './parts.ts'

export function describeCompaction(index: TraceIndex, compaction: Compaction): Description {
  const isObserved = index.events.eventsOf({ kind: 'compaction', id: compaction.compaction_id }).length > 0
  return {
    status: null,
    fields: [
      time('installed', compaction.installed_at_unix_ms),
      amount('installed seq', installedSeq(index, compaction), '', isObserved ? 'observed' : 'estimated'),
      amount('taken in', compaction.input_item_ids.length, 'items', 'derived'),
      amount('left', compaction.replacement_item_ids.length, 'items', 'derived'),
      link(index, 'thread', 'thread', compaction.thread_id),
      link(index, 'turn', 'codex_turn', compaction.codex_turn_id),
      link(index, 'marker', 'conversation_item', compaction.marker_item_id),
    ],
    relations: [
      ...relation(index, 'requests', 'compaction_request', compaction.request_ids),
      ...relation(index, 'taken in', 'conversation_item', compaction.input_item_ids),
      ...relation(index, 'left', 'conversation_item', compaction.replacement_item_ids),
    ],
  }
}

export function describeRequest(index: TraceIndex, request: CompactionRequest): Description {
  return {
    status: request.execution.status,
    fields: [
      ...executionFields(request.execution),
      text('model', request.model),
      text('provider', request.provider_name),
      link(index, 'compaction', 'compaction', request.compaction_id),
      link(index, 'thread', 'thread', request.thread_id),
      link(index, 'turn', 'codex_turn', request.codex_turn_id),
    ],
  }
}
