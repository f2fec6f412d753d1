/**
 * The image that a part of an item stands for, as it was recorded: a data URL or an address. The graph holds neither, so that
 * it is looked up in the payload that the part names. Nothing is decoded and nothing is fetched here.
 */
import type { ItemId, RawPayloadId } from '../base/ids.ts'
import type { ConversationItem, InferenceCall } from '../model/graph.ts'
import type { ItemImage } from '../../shared/view-models/conversation.ts'
import { isRecord, listMember, readPayloadJson, stringMember } from './payload-reader.ts'
import type { PayloadReader } from './payload-reader.ts'
import { itemsOfInput, itemsOfResponse } from './request-payload.ts'
import type { TraceIndex } from './trace-index.ts'

/** Bytes of a payload that is read whole for an image: a request repeats all images of its history. */
const payloadLimit = 64 * 1024 * 1024
/** Code units of an image's text. */
const imageLimit = 16 * 1024 * 1024

/** `part`: position among the item's parts. Undefined for an unknown item, and for a part that names no payload. */
export async function itemImage(
  index: TraceIndex,
  reader: PayloadReader,
  id: ItemId,
  part: number,
): Promise<ItemImage | undefined> {
  const item = index.graph.conversation_items.get(id)
  const wanted = item?.body.parts[part]
  if (item === undefined || wanted?.type !== 'payload_ref') return undefined
  const { revision } = index
  const payload = wanted.raw_payload_id
  const document = await readPayloadJson(reader, payload, payloadLimit)
  if (!document.ok) return { revision, text: null, problem: document.problem }
  const recorded = recordedElement(index, item, payload, document.value)
  const text = recorded === undefined ? undefined : addressOf(contentOf(recorded)[placeAmongImages(item, part)])
  if (text === undefined) return { revision, text: null, problem: 'not_found' }
  return text.length > imageLimit ? { revision, text: null, problem: 'too_large' } : { revision, text, problem: null }
}

/** The element of a request or response that became the item: its position there is the item's position in the call. */
function recordedElement(index: TraceIndex, item: ConversationItem, payload: RawPayloadId, document: unknown): unknown {
  for (const call of index.callsOf(item.thread_id)) {
    const [elements, ids] = listOf(call, payload, document)
    // What a request holds is the end of what the model read, if it goes on from another one.
    const at = ids.indexOf(item.item_id) - (ids.length - elements.length)
    const element = ids.includes(item.item_id) ? elements[at] : undefined
    if (element !== undefined && looksLike(element, item)) return element
  }
  return undefined
}

function listOf(
  call: InferenceCall,
  payload: RawPayloadId,
  document: unknown,
): readonly [elements: readonly unknown[], ids: readonly ItemId[]] {
  if (call.raw_request_payload_id === payload) return [itemsOfInput(document), call.request_item_ids]
  return call.raw_response_payload_id === payload ? [itemsOfResponse(document), call.response_item_ids] : [[], []]
}

/** As many images and other references, under the same names, in the same order. */
function looksLike(element: unknown, { body, role }: ConversationItem): boolean {
  if (stringMember(element, 'type') === 'message' && stringMember(element, 'role') !== role) return false
  const labels = body.parts.flatMap((part) => (part.type === 'payload_ref' ? [part.label] : []))
  const recorded = contentOf(element).map((content) => stringMember(content, 'type') ?? 'content')
  return labels.length === recorded.length && labels.every((label, at) => label === recorded[at])
}

const textTypes: readonly (string | undefined)[] = ['input_text', 'output_text', 'text']

/** What became references, of a message or of a tool's output (docs/format/reduction.md, normalizing). */
function contentOf(element: unknown): readonly unknown[] {
  const list = isRecord(element) && 'output' in element ? listMember(element, 'output') : listMember(element, 'content')
  return list.filter((content) => !textTypes.includes(stringMember(content, 'type')))
}

function placeAmongImages({ body }: ConversationItem, part: number): number {
  return body.parts.slice(0, part).filter(({ type }) => type === 'payload_ref').length
}

/** As Responses has it, and as chat completions have it. */
function addressOf(content: unknown): string | undefined {
  if (!isRecord(content)) return undefined
  return stringMember(content, 'image_url') ?? stringMember(content['image_url'], 'url')
}
