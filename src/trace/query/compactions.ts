/** The Compactions view: installed ones, and requests that never led to an installation. */
import type { CompactionId, ItemId, ThreadId } from '../base/ids.ts'
import type { Compaction, CompactionRequest, InferenceCall } from '../model/graph.ts'
import type {
  CompactionDetail,
  CompactionEffect,
  CompactionItem,
  CompactionList,
  CompactionRequestView,
  CompactionSummary,
} from '../../shared/view-models/compactions.ts'
import { compactionDiff } from './compaction-diff.ts'
import type { CompactionDiff } from './compaction-diff.ts'
import { itemBytes } from './item-size.ts'
import { installedSeq } from './lane-slices.ts'
import { callOrdinal, labelOfItem } from './object-label.ts'
import type { TraceIndex } from './trace-index.ts'

const listedItems = 2000
const nothing: CompactionDiff = { dropped: [], kept: [], added: [] }

export function compactions(index: TraceIndex): CompactionList {
  const { compactions: installed, compaction_requests: requests } = index.graph
  const ids = new Set([...installed.keys(), ...[...requests.values()].map((request) => request.compaction_id)])
  const all = [...ids].flatMap((id) => {
    const compaction = installed.get(id)
    return summaryOf(index, id, compaction === undefined ? nothing : compactionDiff(index, compaction)) ?? []
  })
  return { revision: index.revision, compactions: all.sort((a, b) => a.seq - b.seq) }
}

/** Undefined if neither an installation nor a request has the id. */
export function compaction(index: TraceIndex, id: CompactionId): CompactionDetail | undefined {
  const installed = index.graph.compactions.get(id)
  const diff = installed === undefined ? nothing : compactionDiff(index, installed)
  const summary = summaryOf(index, id, diff)
  if (summary === undefined) return undefined
  return {
    ...summary,
    revision: index.revision,
    markerItemId: installed?.marker_item_id ?? null,
    droppedItems: itemsOf(index, diff.dropped),
    keptItems: diff.kept.slice(0, listedItems).flatMap(({ before, after }) => {
      const [taken, left] = itemsOf(index, [before, after])
      return taken === undefined || left === undefined ? [] : [{ before: taken, after: left }]
    }),
    addedItems: itemsOf(index, diff.added),
  }
}

function itemsOf(index: TraceIndex, ids: readonly ItemId[]): readonly CompactionItem[] {
  return ids.slice(0, listedItems).flatMap((id) => {
    const item = index.graph.conversation_items.get(id)
    if (item === undefined) return []
    return [{ itemId: id, kind: item.kind, role: item.role, label: labelOfItem(index, item), bytes: itemBytes(item) }]
  })
}

interface Frame {
  readonly threadId: ThreadId
  readonly turnId: string
  readonly at: number
  readonly seq: number
}

function summaryOf(index: TraceIndex, id: CompactionId, diff: CompactionDiff): CompactionSummary | undefined {
  const installed = index.graph.compactions.get(id)
  const requests = index.requestsOfCompaction(id)
  const frame = installed === undefined ? frameOfRequest(requests[0]) : frameOf(index, installed)
  if (frame === undefined) return undefined
  return {
    compactionId: id,
    ...frame,
    path: index.pathOf(frame.threadId),
    installed: installed !== undefined,
    requests: requests.map(requestView),
    taken: installed?.input_item_ids.length ?? 0,
    dropped: diff.dropped.length,
    kept: diff.kept.length,
    added: diff.added.length,
    effect: installed === undefined ? { before: null, after: null } : effectOf(index, frame),
  }
}

function frameOf(index: TraceIndex, compaction: Compaction): Frame {
  const { thread_id: threadId, codex_turn_id: turnId, installed_at_unix_ms: at } = compaction
  return { threadId, turnId, at, seq: installedSeq(index, compaction) }
}

function frameOfRequest(request: CompactionRequest | undefined): Frame | undefined {
  if (request === undefined) return undefined
  const { thread_id: threadId, codex_turn_id: turnId, execution } = request
  return { threadId, turnId, at: execution.started_at_unix_ms, seq: execution.started_seq }
}

function requestView(request: CompactionRequest): CompactionRequestView {
  return {
    compactionRequestId: request.compaction_request_id,
    status: request.execution.status,
    model: request.model,
    startedAt: request.execution.started_at_unix_ms,
    endedAt: request.execution.ended_at_unix_ms,
    requestPayloadId: request.raw_request_payload_id,
    responsePayloadId: request.raw_response_payload_id,
  }
}

/** The nearest calls of the thread with reported usage, started before and after the installation. */
function effectOf(index: TraceIndex, { threadId, seq }: Frame): CompactionEffect {
  const calls = index.callsOf(threadId)
  const before = calls.findLast((call) => call.usage !== null && call.execution.started_seq < seq)
  const after = calls.find((call) => call.usage !== null && call.execution.started_seq > seq)
  return { before: tokensOfCall(index, before), after: tokensOfCall(index, after) }
}

function tokensOfCall(index: TraceIndex, call: InferenceCall | undefined): CompactionEffect['before'] {
  if (call === undefined || call.usage === null) return null
  const { inference_call_id: inferenceCallId, usage } = call
  return { inferenceCallId, ordinal: callOrdinal(index, call), inputTokens: usage.input_tokens }
}
