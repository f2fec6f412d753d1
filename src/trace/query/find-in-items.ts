/**
 * Finds a text in what a model saw, in the order in which a view lists it: a transcript, or the input of a call. A step does
 * a bounded amount of work and says where to go on, so that finding is cancelled by not asking again. What the graph keeps
 * in short is looked up in its payload; encrypted text is not searched.
 */
import type { ItemId } from '../base/ids.ts'
import { as } from '../base/ids.ts'
import type { ConversationItem } from '../model/graph.ts'
import type { FoundPart, ItemFindScope, ItemFindStep } from '../../shared/view-models/item-find.ts'
import { inputSteps } from './context-diff.ts'
import type { TimeRange } from './durations.ts'
import { isCutSummary } from './item-facts.ts'
import { toolName } from './labels.ts'
import { callOrdinal } from './object-label.ts'
import type { PayloadReader } from './payload-reader.ts'
import { createJsonSource, sentMessage, wholeJsonPart } from './recorded-json.ts'
import type { JsonSource } from './recorded-json.ts'
import { partText } from './search/fields.ts'
import { findText, textWord } from './search/text-search.ts'
import type { TextWord } from './search/text-search.ts'
import type { TraceIndex } from './trace-index.ts'
import { transcriptWithin } from './transcript.ts'

/** Work of one step: code units of texts, bytes of payloads. A place without text costs something too. */
const stepWork = 4_000_000
const placeCost = 100
const stepFound = 500

export interface ItemFind {
  readonly scope: ItemFindScope
  /** Not empty. Upper and lower case alike. */
  readonly wanted: string
  /** The place to begin with. */
  readonly from: number
}

/** Undefined for an unknown call; an unknown thread has no places. */
export async function findInItems(
  index: TraceIndex,
  reader: PayloadReader,
  { scope, wanted, from }: ItemFind,
): Promise<ItemFindStep | undefined> {
  const places = placesOf(index, scope)
  if (places === undefined) return undefined
  const meter = { left: stepWork }
  const look = { index, source: createJsonSource(metered(reader, meter)), word: textWord(wanted) }
  const found: FoundPart[] = []
  let at = from
  for (; at < places.length && meter.left > 0 && found.length < stepFound; at++) {
    meter.left -= placeCost
    for (const id of places[at] ?? []) {
      const item = index.graph.conversation_items.get(id)
      if (item === undefined) continue
      meter.left -= lengthOf(item)
      for (const match of await matchesOf(look, item)) found.push({ place: at, itemId: id, ...match })
    }
  }
  return { revision: index.revision, found, places: places.length, next: at < places.length ? at : null }
}

type Places = readonly (readonly ItemId[])[]

const known = new WeakMap<TraceIndex, { readonly key: string; readonly places: Places }>()

/** Made once per revision as long as the same view is looked through. */
function placesOf(index: TraceIndex, scope: ItemFindScope): Places | undefined {
  const key = JSON.stringify(scope)
  const last = known.get(index)
  if (last?.key === key) return last.places
  const places =
    scope.in === 'conversation'
      ? rowsOf(index, scope.threadId, scope.range ?? null)
      : entriesOf(index, scope.inferenceCallId)
  if (places !== undefined) known.set(index, { key, places })
  return places
}

function rowsOf(index: TraceIndex, thread: string, range: TimeRange | null): Places {
  const { rows } = transcriptWithin(index, as(thread), range)
  return rows.map((row) => (row.type === 'item' ? [row.item, ...row.outputs] : []))
}

function entriesOf(index: TraceIndex, id: string): Places | undefined {
  const call = index.graph.inference_calls.get(as(id))
  if (call === undefined) return undefined
  const previous = index.callsOf(call.thread_id)[callOrdinal(index, call) - 2]
  return inputSteps(previous?.request_item_ids ?? [], call.request_item_ids).map(({ itemId }) => [itemId])
}

/** Counts what is read of payloads as work. */
function metered(reader: PayloadReader, meter: { left: number }): PayloadReader {
  return {
    size: (payload) => reader.size(payload),
    async read(payload, offset, length) {
      const bytes = await reader.read(payload, offset, length)
      meter.left -= bytes.length
      return bytes
    },
  }
}

function lengthOf({ body }: ConversationItem): number {
  return body.parts.reduce((sum, part) => sum + (partText(part)?.length ?? 0), 0)
}

interface Look {
  readonly index: TraceIndex
  readonly source: JsonSource
  readonly word: TextWord
}

type Match = Pick<FoundPart, 'part' | 'offset'>

async function matchesOf(look: Look, item: ConversationItem): Promise<readonly Match[]> {
  const matches: Match[] = []
  const about = [...namesOf(look.index, item), ...(await saidIn(look, item))]
  const [first] = about.flatMap((text) => findText(text, look.word) ?? [])
  if (first !== undefined) matches.push({ part: null, offset: first.offset })
  for (const [part, { type }] of item.body.parts.entries()) {
    const match = type === 'encoded' ? undefined : await matchPart(look, item, part)
    if (match !== undefined) matches.push({ part, offset: match })
  }
  return matches
}

async function matchPart({ source, word }: Look, item: ConversationItem, at: number): Promise<number | undefined> {
  const part = item.body.parts[at]
  const text = part === undefined ? undefined : partText(part)
  if (part === undefined || text === undefined) return undefined
  const match = findText(text, word)
  if (match !== undefined || part.type !== 'json' || !isCutSummary(part.summary)) return match?.offset
  const whole = await wholeJsonPart(source, item, part.raw_payload_id)
  return whole === undefined ? undefined : findText(whole, word)?.offset
}

function namesOf(index: TraceIndex, item: ConversationItem): readonly string[] {
  const tool = index.toolsOfItem(item.item_id).find(({ role }) => role === 'call')?.tool
  const { author, recipient } = item.agent_message ?? {}
  return [tool === undefined ? undefined : toolName(tool.kind), author, recipient].filter((name) => name !== undefined)
}

/** What the sender's call said, where the delivered text is encrypted. */
async function saidIn({ index, source }: Look, item: ConversationItem): Promise<readonly string[]> {
  if (item.agent_message === undefined || item.body.parts.every(({ type }) => type !== 'encoded')) return []
  const [edge] = index.edgesTo({ kind: 'conversation_item', id: item.item_id })
  const sender = edge?.source.type === 'tool_call' ? index.graph.tool_calls.get(edge.source.tool_call_id) : undefined
  const said = sender === undefined ? undefined : await sentMessage(source, sender)
  return said === undefined ? [] : [said]
}
