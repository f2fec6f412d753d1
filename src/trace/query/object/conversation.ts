/** Details of conversation items and inference calls. */
import { unreachable } from '../../base/assert.ts'
import type { ItemId, RawPayloadId } from '../../base/ids.ts'
import type { ConversationItem, InferenceCall, ItemPart, TokenUsage } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { Field, ObjectText, Relation } from '../../../shared/view-models/object.ts'
import type { PriceTable } from '../../../shared/view-models/prices.ts'
import { createPricing } from '../cost.ts'
import { isCutSummary, isJsonDocument, payloadOfItem, producerRef } from '../item-facts.ts'
import { callOrdinal } from '../object-label.ts'
import type { TraceIndex } from '../trace-index.ts'
import { edgeRelation } from './edges.ts'
import { amount, executionFields, link, mono, relation, relationOf, text, textBlock, time } from './parts.ts'
import type { Description } from './parts.ts'

export function describeItem(index: TraceIndex, item: ConversationItem): Description {
  const id = item.item_id
  const firstCall = index.firstCallWith(id)
  return {
    status: null,
    fields: [
      text('kind', item.kind),
      text('role', item.role),
      text('channel', item.channel),
      ...(item.agent_message === undefined
        ? []
        : [mono('author', item.agent_message.author), mono('recipient', item.agent_message.recipient)]),
      link(index, 'thread', 'thread', item.thread_id),
      link(index, 'turn', 'codex_turn', item.codex_turn_id),
      time('first seen', item.first_seen_at_unix_ms),
      ...acceptance(index, item),
      mono('call id', item.call_id),
      mono('Responses item id', item.responses_item_id),
      link(index, 'first given to a model by', 'inference_call', firstCall?.inference_call_id),
    ],
    texts: itemTexts(index, item, ''),
    relations: [
      ...relationOf(index, 'produced by', item.produced_by.map(producerRef)),
      ...relationOf(index, 'answer of', refs('inference_call', index.callAnswering(id)?.inference_call_id), 'derived'),
      ...toolRelations(index, id),
      ...cellRelations(index, id),
      ...compactionRelations(index, id),
      ...relation(index, 'same call id', 'conversation_item', counterparts(index, item), 'derived'),
      ...relation(index, 'in requests of', 'inference_call', requestsWith(index, item), 'derived'),
      ...edgeRelation(index, 'source of', index.edgesFrom({ kind: 'conversation_item', id })),
      ...edgeRelation(index, 'target of', index.edgesTo({ kind: 'conversation_item', id })),
      ...edgeRelation(index, 'carried by', index.edgesCarrying(id)),
    ],
  }
}

/** Only schema 2 records acceptance; in a schema-1 graph its absence says nothing. */
function acceptance({ graph }: TraceIndex, item: ConversationItem): readonly Field[] {
  if (graph.schema_version === 1) return []
  return [time('accepted', item.accepted_at_unix_ms), amount('accepted seq', item.accepted_seq, '')]
}

function toolRelations(index: TraceIndex, id: ItemId): readonly Relation[] {
  const tools = index.toolsOfItem(id)
  const of = (role: 'call' | 'output') => tools.filter((use) => use.role === role).map(({ tool }) => tool.tool_call_id)
  return [
    ...relation(index, 'call of tool', 'tool_call', of('call')),
    ...relation(index, 'output of tool', 'tool_call', of('output')),
  ]
}

function cellRelations(index: TraceIndex, id: ItemId): readonly Relation[] {
  const cells = index.cellsOfItem(id)
  const of = (role: 'source' | 'output') =>
    cells.filter((use) => use.role === role).map(({ cell }) => cell.code_cell_id)
  return [
    ...relation(index, 'source of code cell', 'code_cell', of('source')),
    ...relation(index, 'output of code cell', 'code_cell', of('output')),
  ]
}

function compactionRelations(index: TraceIndex, id: ItemId): readonly Relation[] {
  const compactions = index.compactionsOfItem(id)
  const of = (role: 'marker' | 'input' | 'replacement') =>
    compactions.filter((use) => use.role === role).map(({ compaction }) => compaction.compaction_id)
  return [
    ...relation(index, 'marks compaction', 'compaction', of('marker')),
    ...relation(index, 'taken in by compaction', 'compaction', of('input')),
    ...relation(index, 'left by compaction', 'compaction', of('replacement')),
  ]
}

/** Other items of the thread with the same call id: the call of an output, the outputs of a call. */
function counterparts(
  index: TraceIndex,
  { item_id: own, call_id: callId, thread_id: thread }: ConversationItem,
): readonly ItemId[] {
  if (callId === null) return []
  return index
    .itemsOf(thread)
    .flatMap((item) => (item.call_id === callId && item.item_id !== own ? [item.item_id] : []))
}

function requestsWith(index: TraceIndex, { item_id: id, thread_id: thread }: ConversationItem): readonly string[] {
  return index.callsOf(thread).flatMap((call) => (call.request_item_ids.includes(id) ? [call.inference_call_id] : []))
}

function refs(kind: ObjectRef['kind'], id: string | undefined): readonly ObjectRef[] {
  return id === undefined ? [] : [{ kind, id }]
}

/** One block per part, as the model saw it. `prefix` goes before each title. */
export function itemTexts(index: TraceIndex, item: ConversationItem, prefix: string): readonly ObjectText[] {
  const payload = payloadOfItem(index, item)
  const form = textForm(index, item)
  return item.body.parts.map((part) => partText(part, form, prefix, payload))
}

/** Output of a terminal is shown as such; JSON as JSON where the whole text is (and is short enough to try). */
function textForm(index: TraceIndex, item: ConversationItem): (text: string) => ObjectText['form'] {
  const isTerminal = index
    .toolsOfItem(item.item_id)
    .some(({ tool, role }) => role === 'output' && tool.terminal_operation_id !== null)
  return (content) => (isTerminal ? 'terminal' : isJsonDocument(content) ? 'json' : 'text')
}

function partText(
  part: ItemPart,
  form: (text: string) => ObjectText['form'],
  prefix: string,
  payload: RawPayloadId | undefined,
): ObjectText {
  switch (part.type) {
    case 'text':
      return textBlock(`${prefix}text`, 'model', form(part.text), part.text, payload)
    case 'summary':
      return textBlock(`${prefix}summary`, 'model', 'text', part.text, payload)
    case 'encoded':
      return textBlock(`${prefix}${part.label}`, 'model', 'encrypted', part.value, payload)
    case 'code':
      return textBlock(`${prefix}${part.language}`, 'model', 'code', part.source, payload)
    case 'json': {
      const block = textBlock(`${prefix}JSON`, 'model', 'json', part.summary, part.raw_payload_id)
      return { ...block, cut: isCutSummary(part.summary) }
    }
    case 'payload_ref':
      return { ...textBlock(`${prefix}${part.label}`, 'model', 'json', '', part.raw_payload_id), cut: true }
    default:
      return unreachable(part)
  }
}

/** With prices, and if they hold the call's model, what the call cost by them. */
export function describeCall(index: TraceIndex, call: InferenceCall, prices: PriceTable | null): Description {
  const calls = index.callsOf(call.thread_id)
  const ordinal = callOrdinal(index, call)
  const derived = index.reduction.derived.tool_call_ids_started_by_response.get(call.inference_call_id) ?? []
  const answers = call.response_item_ids.slice(0, 20).flatMap((id) => index.graph.conversation_items.get(id) ?? [])
  return {
    status: call.execution.status,
    fields: [
      ...executionFields(call.execution),
      text('model', call.model),
      text('provider', call.provider_name),
      ...usageFields(call.usage),
      ...costFields(call, prices),
      link(index, 'thread', 'thread', call.thread_id),
      link(index, 'turn', 'codex_turn', call.codex_turn_id),
      amount('call of its thread', ordinal, '', 'derived'),
      mono('response id', call.response_id),
      mono('upstream request id', call.upstream_request_id),
      link(index, 'previous call', 'inference_call', calls[ordinal - 2]?.inference_call_id),
      link(index, 'next call', 'inference_call', calls[ordinal]?.inference_call_id),
    ],
    texts: answers.flatMap((item) => itemTexts(index, item, `answer, ${item.kind}: `)),
    relations: [
      ...relation(index, 'input', 'conversation_item', call.request_item_ids),
      ...relation(index, 'answer', 'conversation_item', call.response_item_ids),
      ...relation(index, 'tool calls started', 'tool_call', call.tool_call_ids_started_by_response),
      ...relation(index, 'tool calls started (not linked by the reference)', 'tool_call', derived, 'derived'),
    ],
  }
}

function costFields(call: InferenceCall, prices: PriceTable | null): readonly Field[] {
  const amount = prices === null ? undefined : createPricing(prices).costOf(call)
  if (prices === null || amount === undefined) return []
  const value = { type: 'cost', amount, currency: prices.currency, pricesOf: prices.date } as const
  return [{ name: 'cost', value, known: 'estimated' }]
}

function usageFields(usage: TokenUsage | null): readonly Field[] {
  return [
    amount('input', usage?.input_tokens, 'tokens'),
    amount('cached input', usage?.cached_input_tokens, 'tokens'),
    amount('cache write', usage?.cache_write_input_tokens, 'tokens'),
    amount('output', usage?.output_tokens, 'tokens'),
    amount('reasoning output', usage?.reasoning_output_tokens, 'tokens'),
  ]
}
