/** The Context view: what call N was sent, and where it parts from what call N-1 was sent. */
import type { InferenceCallId, ItemId } from '../base/ids.ts'
import type { ConversationItem, InferenceCall } from '../model/graph.ts'
import type {
  CallUsage,
  CallWalk,
  Context,
  ContextCategory,
  ContextEntry,
  ContextSize,
  SharedPrefix,
} from '../../shared/view-models/context.ts'
import type { contextCategories } from '../../shared/view-models/context.ts'
import { contentKey } from './compaction-diff.ts'
import { inputSteps, runsOf } from './context-diff.ts'
import type { InputStep } from './context-diff.ts'
import { overlaps } from './durations.ts'
import type { TimeRange } from './durations.ts'
import { addTo } from './grouping.ts'
import { isWholeInGraph, itemBytes, utf8Length } from './item-size.ts'
import { callOrdinal, labelOfItem } from './object-label.ts'
import { endOf } from './overview.ts'
import type { PayloadReader } from './payload-reader.ts'
import { createJsonSource } from './recorded-json.ts'
import {
  changeOf,
  inputBytes,
  instructionsOf,
  isIncremental,
  parametersOfRequest,
  requestDocument,
  toolBytes,
  toolsOfRequest,
} from './request-payload.ts'
import type { RequestDocument } from './request-payload.ts'
import { sharedPrefix } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

/** Bytes of a request that is read whole. */
const requestLimit = 32 * 1024 * 1024
const instructionsLimit = 16_384
const listedTools = 500
const categories: typeof contextCategories = ['instructions', 'tools', 'history', 'agent_messages', 'tool_outputs']

export interface ContextWindow {
  readonly inferenceCallId: InferenceCallId
  /** Entry to start with. */
  readonly from: number
  readonly limit: number
  /** Of the calls to go on to. */
  readonly range?: TimeRange | null | undefined
}

/** Undefined for an unknown call. */
export async function context(
  index: TraceIndex,
  reader: PayloadReader,
  { inferenceCallId, from, limit, range = null }: ContextWindow,
): Promise<Context | undefined> {
  const call = index.graph.inference_calls.get(inferenceCallId)
  if (call === undefined) return undefined
  const calls = index.callsOf(call.thread_id)
  const ordinal = callOrdinal(index, call)
  const previous = calls[ordinal - 2]
  const source = createJsonSource(reader, requestLimit)
  const request = await requestDocument(source, call)
  const before = previous === undefined ? undefined : await requestDocument(source, previous)
  const sizes = createSizes(index, call, request)
  const steps = inputSteps(previous?.request_item_ids ?? [], call.request_item_ids)
  const tools = toolsOfRequest(request, before)
  const bySize = sizesOf(index, call, request, sizes)
  const instructions = instructionsOf(request)
  return {
    revision: index.revision,
    threadId: call.thread_id,
    path: index.pathOf(call.thread_id),
    model: call.model,
    call: { inferenceCallId, ordinal, usage: call.usage },
    previous: previous === undefined ? null : usageOf(previous, ordinal - 1),
    walk: walkFrom(calls, ordinal, endOf(index).endedAt, range),
    request: {
      payloadId: call.raw_request_payload_id,
      size: request.size,
      problem: request.problem,
      incremental: isIncremental(request),
    },
    prefix: previous === undefined ? null : prefixOf(index, previous, call, { request, before, sizes, bySize, steps }),
    counts: countChanges(steps),
    total: steps.length,
    runs: runsOf(steps),
    from,
    entries: entriesOf(index, previous, steps.slice(from, from + limit), twinsOf(index, steps), [
      sizes,
      previous === undefined || before === undefined ? sizes : createSizes(index, previous, before),
    ]),
    sizes: bySize,
    instructions:
      instructions === undefined
        ? null
        : {
            text: instructions.slice(0, instructionsLimit).replace(/[\uD800-\uDBFF]$/, ''),
            length: instructions.length,
            change: before?.value === undefined ? 'unknown' : changeOf(instructionsOf(before), instructions),
          },
    tools: tools.slice(0, listedTools),
    toolsTotal: tools.length,
    parameters: parametersOfRequest(request, before),
  }
}

function usageOf(call: InferenceCall, ordinal: number): CallUsage {
  return { inferenceCallId: call.inference_call_id, ordinal, usage: call.usage }
}

/** `ordinal` counts from 1. */
function walkFrom(calls: readonly InferenceCall[], ordinal: number, endMs: number, range: TimeRange | null): CallWalk {
  const isIn = ({ execution }: InferenceCall): boolean => overlaps(execution, endMs, range)
  const here = calls[ordinal - 1]
  return {
    previousCallId: calls.slice(0, ordinal - 1).findLast(isIn)?.inference_call_id ?? null,
    nextCallId: calls.slice(ordinal).find(isIn)?.inference_call_id ?? null,
    calls: calls.filter(isIn).length,
    callsOfThread: calls.length,
    holdsThis: here !== undefined && isIn(here),
  }
}

function countChanges(steps: readonly InputStep[]): Context['counts'] {
  const counts = { kept: 0, added: 0, dropped: 0 }
  for (const { change } of steps) counts[change]++
  return counts
}

interface Sizes {
  /** Of the item at a position of the request. */
  at(position: number, item: ConversationItem): Pick<ContextEntry, 'bytes' | 'bytesKnown'>
}

/** From the payload where it lists this input, else from the graph. */
function createSizes({ graph }: TraceIndex, call: InferenceCall, request: RequestDocument): Sizes {
  const known = call.request_item_ids.every((id) => graph.conversation_items.has(id))
  const observed = known ? inputBytes(request, call.request_item_ids.length) : undefined
  return {
    at(position, item) {
      const bytes = observed?.[position]
      if (bytes !== undefined) return { bytes, bytesKnown: 'observed' }
      return { bytes: itemBytes(item), bytesKnown: isWholeInGraph(item) ? 'derived' : 'estimated' }
    },
  }
}

function entriesOf(
  index: TraceIndex,
  previous: InferenceCall | undefined,
  steps: readonly InputStep[],
  twins: ReadonlyMap<ItemId, ItemId>,
  [sizes, previousSizes]: readonly [Sizes, Sizes],
): readonly ContextEntry[] {
  const answers = new Set(previous?.response_item_ids)
  return steps.flatMap((step): readonly ContextEntry[] => {
    const item = index.graph.conversation_items.get(step.itemId)
    if (item === undefined) return []
    return [
      {
        ...step,
        kind: item.kind,
        role: item.role,
        channel: item.channel,
        label: labelOfItem(index, item),
        category: categoryOf(item),
        ...(step.change === 'dropped' ? previousSizes.at(step.previousPosition, item) : sizes.at(step.position, item)),
        answered: step.change === 'added' && answers.has(step.itemId),
        sameAs: twins.get(step.itemId) ?? null,
      },
    ]
  })
}

/** Dropped and added items that say the same, paired in order. */
function twinsOf({ graph }: TraceIndex, steps: readonly InputStep[]): ReadonlyMap<ItemId, ItemId> {
  const keyOf = ({ itemId }: InputStep): string => contentKey(itemId, graph.conversation_items.get(itemId))
  const dropped = new Map<string, ItemId[]>()
  for (const step of steps) {
    if (step.change !== 'dropped') continue
    addTo(dropped, keyOf(step), step.itemId)
  }
  const twins = new Map<ItemId, ItemId>()
  if (dropped.size === 0) return twins
  for (const step of steps) {
    const twin = step.change === 'added' ? dropped.get(keyOf(step))?.shift() : undefined
    if (twin !== undefined) twins.set(twin, step.itemId).set(step.itemId, twin)
  }
  return twins
}

function categoryOf(item: ConversationItem): ContextCategory {
  if (item.agent_message !== undefined) return 'agent_messages'
  if (item.role === 'system' || item.role === 'developer') return 'instructions'
  return item.kind === 'function_call_output' || item.kind === 'custom_tool_call_output' ? 'tool_outputs' : 'history'
}

/** One size per category, all of them. */
function sizesOf(
  { graph }: TraceIndex,
  call: InferenceCall,
  request: RequestDocument,
  sizes: Sizes,
): readonly ContextSize[] {
  const sums = new Map(categories.map((category) => [category, { items: 0, bytes: 0, estimated: false }]))
  const add = (category: ContextCategory, items: number, bytes: number, estimated: boolean): void => {
    const sum = sums.get(category)
    if (sum === undefined) return
    sum.items += items
    sum.bytes += bytes
    sum.estimated ||= estimated
  }
  for (const [position, id] of call.request_item_ids.entries()) {
    const item = graph.conversation_items.get(id)
    if (item === undefined) continue
    const { bytes, bytesKnown } = sizes.at(position, item)
    add(categoryOf(item), 1, bytes, bytesKnown === 'estimated')
  }
  const isUnread = request.value === undefined
  add('instructions', 0, utf8Length(instructionsOf(request) ?? ''), isUnread)
  add('tools', 0, toolBytes(request), isUnread)
  const total = [...sums.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  const perByte = call.usage === null || total === 0 ? 0.25 : call.usage.input_tokens / total
  return categories.map((category) => {
    const { items, bytes, estimated } = sums.get(category) ?? { items: 0, bytes: 0, estimated: true }
    const bytesKnown = estimated ? 'estimated' : 'observed'
    return { category, items, bytes, bytesKnown, tokens: Math.round(bytes * perByte) }
  })
}

interface Compared {
  readonly request: RequestDocument
  readonly before: RequestDocument | undefined
  readonly sizes: Sizes
  readonly bySize: readonly ContextSize[]
  readonly steps: readonly InputStep[]
}

/** In the order of the prompt: tools, instructions, items. */
function prefixOf(index: TraceIndex, previous: InferenceCall, call: InferenceCall, compared: Compared): SharedPrefix {
  const { conversation_items: items } = index.graph
  const shared = sharedPrefix(previous.request_item_ids, call.request_item_ids)
  const saying = countSaying(index, previous.request_item_ids.slice(shared), call.request_item_ids.slice(shared))
  const head = changedHead(compared)
  const isWhole = shared + saying === previous.request_item_ids.length
  const reached = call.request_item_ids.slice(0, shared + saying)
  const bytes = reached.reduce((sum, id, position) => {
    const item = items.get(id)
    return item === undefined ? sum : sum + compared.sizes.at(position, item).bytes
  }, headBytes(compared.request))
  return {
    brokeAt: head ?? (isWhole ? null : 'item'),
    items: shared,
    itemsBySaying: saying,
    tokens: head === null ? Math.round(bytes * tokensPerByte(compared.bySize)) : 0,
    entry: isWhole ? null : firstBehind(compared.steps, shared + saying),
  }
}

/** The first step at or behind a position, in this request or, if dropped, in the previous one. */
function firstBehind(steps: readonly InputStep[], position: number): number | null {
  const found = steps.findIndex(
    (step) => (step.change === 'dropped' ? step.previousPosition : step.position) >= position,
  )
  return found === -1 ? null : found
}

function countSaying({ graph }: TraceIndex, before: readonly ItemId[], now: readonly ItemId[]): number {
  const keyOf = (id: ItemId | undefined): string =>
    id === undefined ? '' : contentKey(id, graph.conversation_items.get(id))
  const limit = Math.min(before.length, now.length)
  let count = 0
  while (count < limit && keyOf(before[count]) === keyOf(now[count])) count++
  return count
}

function changedHead({ request, before }: Compared): 'tools' | 'instructions' | null {
  if (request.value === undefined || before?.value === undefined) return null
  if (changeOf(before.value['tools'], request.value['tools']) !== 'same') return 'tools'
  return changeOf(instructionsOf(before), instructionsOf(request)) === 'same' ? null : 'instructions'
}

function headBytes(request: RequestDocument): number {
  return toolBytes(request) + utf8Length(instructionsOf(request) ?? '')
}

function tokensPerByte(bySize: readonly ContextSize[]): number {
  const bytes = bySize.reduce((sum, size) => sum + size.bytes, 0)
  const tokens = bySize.reduce((sum, size) => sum + size.tokens, 0)
  return bytes === 0 ? 0 : tokens / bytes
}
