/**
 * What a comparison reads besides the graph: JSON arguments that the graph cuts at 240 bytes, and the instructions and tools
 * of requests. Read through a payload reader within a byte budget; what does not fit is counted, never guessed.
 */
import type { InferenceCallId, ItemId, RawPayloadId } from '../../base/ids.ts'
import type { ConversationItem, TraceGraph } from '../../model/graph.ts'
import { normaliseJson, normaliseText } from './normalise.ts'

export interface RequestHead {
  /** Without noise; empty if the request has none. */
  readonly instructions: string
  /** Tool definitions as JSON with sorted keys, without noise. */
  readonly tools: string
}

export interface ComparedTexts {
  /** Complete JSON text of items whose summary was cut. */
  readonly arguments: ReadonlyMap<ItemId, string>
  readonly heads: ReadonlyMap<InferenceCallId, RequestHead>
  /** Cut items whose payload was not read. */
  readonly unread: number
}

/** For a graph without evidence. */
export const noTexts: ComparedTexts = { arguments: new Map(), heads: new Map(), unread: 0 }

/** The payload's text, or undefined if it is missing, unreadable or longer than `maxBytes`. */
export type PayloadText = (id: RawPayloadId, maxBytes: number) => Promise<string | undefined>

/** Bytes of payloads read per trace, and per payload. */
const budgetBytes = 128 * 1024 * 1024
const payloadBytes = 16 * 1024 * 1024

export async function readComparedTexts(graph: TraceGraph, read: PayloadText): Promise<ComparedTexts> {
  const budget = new Budget(read)
  const cut = cutItems(graph)
  const full = new Map<ItemId, string>()
  const heads = new Map<InferenceCallId, RequestHead>()
  for (const [payload, items] of cut) {
    const found = argumentsIn(await budget.json(payload))
    for (const item of items) {
      const text = item.call_id === null ? undefined : found.get(item.call_id)
      if (text !== undefined) full.set(item.item_id, text)
    }
  }
  for (const call of firstCallsFirst(graph)) {
    const head = headOf(await budget.json(call.raw_request_payload_id))
    if (head !== undefined) heads.set(call.inference_call_id, head)
  }
  const wanted = [...cut.values()].reduce((sum, items) => sum + items.length, 0)
  return { arguments: full, heads, unread: wanted - full.size }
}

/** Reads payloads as JSON until the budget is used up, each at most once in a row. */
class Budget {
  readonly #read: PayloadText
  #left = budgetBytes

  constructor(read: PayloadText) {
    this.#read = read
  }

  async json(id: RawPayloadId): Promise<unknown> {
    if (this.#left <= 0) return undefined
    const text = await this.#read(id, Math.min(payloadBytes, this.#left))
    if (text === undefined) return undefined
    this.#left -= text.length
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }
}

/** Items whose only part is a JSON summary that was cut, by the payload that holds the whole. */
function cutItems(graph: TraceGraph): Map<RawPayloadId, ConversationItem[]> {
  const cut = new Map<RawPayloadId, ConversationItem[]>()
  for (const item of graph.conversation_items.values()) {
    const part = item.body.parts.length === 1 ? item.body.parts[0] : undefined
    if (part?.type !== 'json' || !part.summary.endsWith('...')) continue
    const items = cut.get(part.raw_payload_id)
    if (items === undefined) cut.set(part.raw_payload_id, [item])
    else items.push(item)
  }
  return cut
}

/** The first call of every thread before the second of any, so that a small budget still covers each agent. */
function firstCallsFirst(graph: TraceGraph) {
  const ordinals = new Map<string, number>()
  return [...graph.inference_calls.values()]
    .sort((left, right) => left.execution.started_seq - right.execution.started_seq)
    .map((call) => {
      const ordinal = (ordinals.get(call.thread_id) ?? 0) + 1
      ordinals.set(call.thread_id, ordinal)
      return { call, ordinal }
    })
    .sort((left, right) => left.ordinal - right.ordinal)
    .map(({ call }) => call)
}

/** Call arguments by call id, from the items of a request, a response or a checkpoint. */
function argumentsIn(payload: unknown): Map<string, string> {
  const found = new Map<string, string>()
  for (const list of ['output_items', 'input', 'input_history', 'replacement_history']) {
    const items = memberOf(payload, list)
    if (!Array.isArray(items)) continue
    for (const item of items) {
      const callId = memberOf(item, 'call_id')
      const args = memberOf(item, 'arguments')
      if (typeof callId === 'string' && typeof args === 'string') found.set(callId, args)
    }
  }
  return found
}

function headOf(payload: unknown): RequestHead | undefined {
  if (payload === undefined) return undefined
  const instructions = memberOf(payload, 'instructions')
  return {
    instructions: typeof instructions === 'string' ? normaliseText(instructions) : '',
    tools: normaliseJson(JSON.stringify(memberOf(payload, 'tools') ?? [])),
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object') return undefined
  return Object.getOwnPropertyDescriptor(value, name)?.value
}
