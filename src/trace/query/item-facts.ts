/** Facts about conversation items that several views need. */
import { unreachable } from '../base/assert.ts'
import type { RawPayloadId } from '../base/ids.ts'
import type { ConversationItem, ItemProducer } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { TraceIndex } from './trace-index.ts'

export function producerRef(producer: ItemProducer): ObjectRef {
  switch (producer.type) {
    case 'inference':
      return { kind: 'inference_call', id: producer.inference_call_id }
    case 'tool':
      return { kind: 'tool_call', id: producer.tool_call_id }
    case 'code_cell':
      return { kind: 'code_cell', id: producer.code_cell_id }
    case 'compaction':
      return { kind: 'compaction', id: producer.compaction_id }
    default:
      return unreachable(producer)
  }
}

/** Summaries of more than 240 bytes are cut there, on a character's edge, and end in `...` (docs/format/reduction.md). */
export function isCutSummary(summary: string): boolean {
  return summary.endsWith('...') && new TextEncoder().encode(summary).length > 239
}

/** Whether the whole text is one JSON object or array; texts over 64 Ki code units are not tried. */
export function isJsonDocument(content: string): boolean {
  if (!/^\s*[[{]/.test(content) || content.length > 65_536) return false
  try {
    JSON.parse(content)
    return true
  } catch {
    return false
  }
}

/** The payload in which the item was first sighted: the response that made it, else the first request that held it. */
export function payloadOfItem(index: TraceIndex, item: ConversationItem): RawPayloadId | undefined {
  const answer = index.callAnswering(item.item_id)?.raw_response_payload_id
  return answer ?? index.firstCallWith(item.item_id)?.raw_request_payload_id
}
