/** The edge inspector: what the sender's call said, and what the recipient's model was given and when. */
import type { EdgeId, ItemId, ThreadId } from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type { ExecutionWindow, InferenceCall, ToolCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { ConversationItemView } from '../../shared/view-models/conversation.ts'
import type { AgentName, EdgeEnds, EdgeRecipient, EdgeSender } from '../../shared/view-models/edge-ends.ts'
import type { Interaction } from './interactions.ts'
import { itemView } from './item-view.ts'
import { messagePreview } from './labels.ts'
import { edgeArrival, edgeStart } from './lane-edges.ts'
import { callOrdinal, objectLabel } from './object-label.ts'
import type { PayloadReader } from './payload-reader.ts'
import { createJsonSource, sentMessage } from './recorded-json.ts'
import type { JsonSource } from './recorded-json.ts'
import type { TraceIndex } from './trace-index.ts'
import { transcriptOf } from './transcript.ts'

const saidLimit = 65_536

/** Undefined for an unknown edge. */
export async function edgeEnds(index: TraceIndex, reader: PayloadReader, id: EdgeId): Promise<EdgeEnds | undefined> {
  const edge = index.interaction(id)
  if (edge === undefined) return undefined
  const source = createJsonSource(reader)
  const start = edgeStart(index, edge)
  const arrival = edgeArrival(index, edge, start)
  const received = edge.target.type === 'conversation_item' ? edge.target.item_id : undefined
  return {
    revision: index.revision,
    edgeId: id,
    kind: edge.kind,
    derivedBecause: edge.derived?.reason ?? null,
    sender: await senderOf(index, source, edge, start.thread, start.call),
    recipient: {
      agent: agentName(index, arrival.thread),
      end: arrival.end,
      item: await viewOf(index, source, received),
      seenBy: seenBy(index, arrival.seenBy),
    },
    sentAt: edge.startedAt,
    receivedAt: receivedAt(index, edge),
    seenAt: arrival.seenBy?.execution.started_at_unix_ms ?? null,
    payloads: edge.carriedPayloadIds.map((payloadId) => ({
      payloadId,
      kind: index.graph.raw_payloads.get(payloadId)?.kind.type ?? 'unknown',
    })),
  }
}

async function senderOf(
  index: TraceIndex,
  source: JsonSource,
  edge: Interaction,
  thread: ThreadId | undefined,
  call: ObjectRef | undefined,
): Promise<EdgeSender> {
  const { tool_calls: tools } = index.graph
  const tool = edge.source.type === 'tool_call' ? tools.get(edge.source.tool_call_id) : undefined
  const execution = call === undefined ? undefined : executionOf(index, edge, tool)
  return {
    agent: agentName(index, thread),
    call:
      call === undefined || execution === undefined
        ? null
        : {
            ref: call,
            label: objectLabel(index, call),
            status: execution.status,
            startedAt: execution.started_at_unix_ms,
            endedAt: execution.ended_at_unix_ms,
          },
    item: await viewOf(index, source, sentItem(edge, tool)),
    said: tool === undefined ? null : await saidBy(source, tool),
  }
}

function executionOf(index: TraceIndex, edge: Interaction, tool: ToolCall | undefined): ExecutionWindow | undefined {
  const answered = edge.source.type === 'conversation_item' ? index.callAnswering(edge.source.item_id) : undefined
  return tool?.execution ?? answered?.execution
}

/** The call the model wrote, or the answer that was sent on. */
function sentItem({ source }: Interaction, tool: ToolCall | undefined): ItemId | undefined {
  switch (source.type) {
    case 'conversation_item':
      return source.item_id
    case 'tool_call':
      return tool?.model_visible_call_item_ids[0]
    case 'thread':
      return undefined
    default:
      return unreachable(source)
  }
}

async function saidBy(source: JsonSource, tool: ToolCall): Promise<EdgeSender['said']> {
  const whole = await sentMessage(source, tool)
  if (whole !== undefined) {
    const isLong = whole.length > saidLimit
    return { text: isLong ? whole.slice(0, saidLimit).replace(/[\uD800-\uDBFF]$/, '') : whole, cut: isLong }
  }
  const preview = messagePreview(tool)
  return preview === undefined ? null : { text: preview, cut: preview.endsWith('…') }
}

async function viewOf(
  index: TraceIndex,
  source: JsonSource,
  id: ItemId | undefined,
): Promise<ConversationItemView | null> {
  const item = id === undefined ? undefined : index.graph.conversation_items.get(id)
  if (item === undefined) return null
  return itemView(index, source, item, transcriptOf(index, item.thread_id).positions.get(item.item_id) ?? 0)
}

function agentName(index: TraceIndex, thread: ThreadId | undefined): AgentName | null {
  return thread === undefined ? null : { threadId: thread, path: index.pathOf(thread) }
}

function seenBy(index: TraceIndex, call: InferenceCall | undefined): EdgeRecipient['seenBy'] {
  if (call === undefined) return null
  const { inference_call_id: inferenceCallId, execution } = call
  return { inferenceCallId, ordinal: callOrdinal(index, call), startedAt: execution.started_at_unix_ms }
}

/** When the item entered the recipient's history (schema 2), or a spawned thread started; the end of a close. */
function receivedAt(index: TraceIndex, { kind, target, endedAt }: Interaction): number | null {
  switch (target.type) {
    case 'conversation_item': {
      const item = index.graph.conversation_items.get(target.item_id)
      return item?.accepted_at_unix_ms ?? item?.first_seen_at_unix_ms ?? null
    }
    case 'thread':
      if (kind !== 'spawn_agent') return endedAt
      return index.graph.threads.get(target.thread_id)?.execution.started_at_unix_ms ?? null
    case 'tool_call':
      return null
    default:
      return unreachable(target)
  }
}
