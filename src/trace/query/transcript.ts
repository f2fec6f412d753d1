/**
 * The order of a thread's transcript. It follows the model: items stand where a request first held them, answers behind
 * the request they answer. What no model was ever given stands where it came up. Outputs go under their calls.
 */
import type { CodexTurnId, ItemId, ThreadId } from '../base/ids.ts'
import type { Compaction, ConversationItem } from '../model/graph.ts'
import type { TimeRange } from './durations.ts'
import { addTo, lazy } from './grouping.ts'
import { installedSeq } from './lane-slices.ts'
import { sharedPrefix } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

/** An item without a turn stands in the turn that is going on; only at the very start it opens a part of its own. */
export type TranscriptRow =
  | { readonly type: 'turn'; readonly turn: CodexTurnId | null }
  | { readonly type: 'item'; readonly item: ItemId; readonly outputs: readonly ItemId[] }
  | { readonly type: 'compaction'; readonly compaction: Compaction }

export interface Transcript {
  readonly rows: readonly TranscriptRow[]
  /** Positions of the turns among the rows. */
  readonly turnRows: readonly number[]
  /** Items in the model's order, and the position of each. */
  readonly positions: ReadonlyMap<ItemId, number>
  /** Row that holds the item, itself or as an output. */
  readonly rowOf: ReadonlyMap<ItemId, number>
}

type Step =
  | { readonly type: 'item'; readonly item: ConversationItem }
  | { readonly type: 'compaction'; readonly compaction: Compaction }

const transcripts = new WeakMap<TraceIndex, Map<ThreadId, () => Transcript>>()

/** Made once per revision and thread. */
export function transcriptOf(index: TraceIndex, thread: ThreadId): Transcript {
  const ofIndex = transcripts.get(index) ?? new Map<ThreadId, () => Transcript>()
  transcripts.set(index, ofIndex)
  const made = ofIndex.get(thread) ?? lazy(() => makeTranscript(index, thread))
  ofIndex.set(thread, made)
  return made()
}

const narrowed = new WeakMap<TraceIndex, { readonly key: string; readonly transcript: Transcript }>()

/**
 * Of the transcript what was going on within a range of time: items that were first seen in it or whose outputs reach into
 * it, compactions installed in it, each under its turn. Positions are those of the whole transcript, rows are counted anew.
 * Kept for the range asked for last.
 */
export function transcriptWithin(index: TraceIndex, thread: ThreadId, range: TimeRange | null): Transcript {
  if (range === null) return transcriptOf(index, thread)
  const key = JSON.stringify([thread, range.fromMs, range.toMs])
  const known = narrowed.get(index)
  if (known?.key === key) return known.transcript
  const transcript = narrow(index, transcriptOf(index, thread), range)
  narrowed.set(index, { key, transcript })
  return transcript
}

function narrow({ graph }: TraceIndex, whole: Transcript, { fromMs, toMs }: TimeRange): Transcript {
  const rows: TranscriptRow[] = []
  const turnRows: number[] = []
  const rowOf = new Map<ItemId, number>()
  let turn: TranscriptRow | undefined
  for (const row of whole.rows) {
    if (row.type === 'turn') {
      turn = row
      continue
    }
    const ids = row.type === 'item' ? [row.item, ...row.outputs] : [row.compaction.marker_item_id]
    const times =
      row.type === 'item'
        ? ids.flatMap((id) => graph.conversation_items.get(id)?.first_seen_at_unix_ms ?? [])
        : [row.compaction.installed_at_unix_ms]
    if (Math.min(...times) > toMs || Math.max(...times) < fromMs) continue
    if (turn !== undefined) {
      turnRows.push(rows.length)
      rows.push(turn)
      turn = undefined
    }
    for (const id of ids) rowOf.set(id, rows.length)
    rows.push(row)
  }
  return { rows, turnRows, positions: whole.positions, rowOf }
}

function makeTranscript(index: TraceIndex, thread: ThreadId): Transcript {
  const steps = stepsOf(index, thread)
  const items = steps.flatMap((step) => (step.type === 'item' ? [step.item] : []))
  const positions = new Map(items.map((item, position) => [item.item_id, position]))
  const outputs = outputsByCall(items)
  const rows: TranscriptRow[] = []
  const turnRows: number[] = []
  const rowOf = new Map<ItemId, number>()
  let turn: CodexTurnId | null | undefined
  for (const step of steps) {
    const next = step.type === 'item' ? step.item.codex_turn_id : step.compaction.codex_turn_id
    if (step.type === 'item' && outputs.isUnderCall(step.item)) continue
    if (turn === undefined || (next !== null && next !== turn)) {
      turnRows.push(rows.length)
      rows.push({ type: 'turn', turn: next })
      turn = next
    }
    if (step.type === 'compaction') {
      rowOf.set(step.compaction.marker_item_id, rows.length)
      rows.push(step)
      continue
    }
    const under = outputs.of(step.item)
    for (const item of [step.item.item_id, ...under]) rowOf.set(item, rows.length)
    rows.push({ type: 'item', item: step.item.item_id, outputs: under })
  }
  return { rows, turnRows, positions, rowOf }
}

/** Every item of the thread exactly once (markers as their compactions), every compaction of it once. */
function stepsOf(index: TraceIndex, thread: ThreadId): readonly Step[] {
  const steps: Step[] = []
  const placed = new Set<ItemId>()
  const { conversation_items: items } = index.graph
  const markers = new Set(index.compactionsOf(thread).map((compaction) => compaction.marker_item_id))
  const place = (id: ItemId): void => {
    const item = items.get(id)
    if (item === undefined || placed.has(id) || markers.has(id) || item.thread_id !== thread) return
    placed.add(id)
    steps.push({ type: 'item', item })
  }
  const moments = momentsOf(index, thread)
  const never = neverShown(index, thread)
  let waiting = 0
  for (const moment of moments) {
    for (
      let item = never[waiting];
      item !== undefined && item.first_seen_at_unix_ms < moment.ms;
      item = never[++waiting]
    ) {
      place(item.item_id)
    }
    for (const id of moment.items) place(id)
    if (moment.compaction !== undefined) steps.push({ type: 'compaction', compaction: moment.compaction })
  }
  for (const item of never.slice(waiting)) place(item.item_id)
  return steps
}

interface Moment {
  readonly seq: number
  readonly ms: number
  readonly items: readonly ItemId[]
  readonly compaction?: Compaction
}

/** Requests, answers and compactions of the thread, in log order. Of a request only what lies behind the shared prefix. */
function momentsOf(index: TraceIndex, thread: ThreadId): readonly Moment[] {
  const moments: Moment[] = []
  let previous: readonly ItemId[] = []
  for (const { execution, request_item_ids: request, response_item_ids: response } of index.callsOf(thread)) {
    const { started_seq: seq, started_at_unix_ms: ms, ended_seq: endSeq, ended_at_unix_ms: endMs } = execution
    moments.push({ seq, ms, items: request.slice(sharedPrefix(previous, request)) })
    moments.push({ seq: endSeq ?? Infinity, ms: endMs ?? Infinity, items: response })
    previous = request
  }
  for (const compaction of index.compactionsOf(thread)) {
    moments.push({ seq: installedSeq(index, compaction), ms: compaction.installed_at_unix_ms, items: [], compaction })
  }
  return moments.sort((a, b) => a.seq - b.seq)
}

/** Items that neither a request nor an answer of the thread holds, in order of creation. */
function neverShown(index: TraceIndex, thread: ThreadId): readonly ConversationItem[] {
  return index
    .itemsOf(thread)
    .filter(({ item_id: id }) => index.firstCallWith(id) === undefined && index.callAnswering(id) === undefined)
}

interface Outputs {
  of(call: ConversationItem): readonly ItemId[]
  isUnderCall(item: ConversationItem): boolean
}

/** Outputs belong to the first call of the thread with their call id and the matching kind. */
function outputsByCall(items: readonly ConversationItem[]): Outputs {
  const calls = new Map<string, ConversationItem>()
  const keyOf = ({ kind, call_id: callId }: ConversationItem): string | undefined => {
    if (callId === null) return undefined
    if (kind === 'function_call' || kind === 'function_call_output') return `function ${callId}`
    return kind === 'custom_tool_call' || kind === 'custom_tool_call_output' ? `custom ${callId}` : undefined
  }
  const isCall = ({ kind }: ConversationItem): boolean => kind === 'function_call' || kind === 'custom_tool_call'
  for (const item of items) {
    const key = keyOf(item)
    if (key !== undefined && isCall(item) && !calls.has(key)) calls.set(key, item)
  }
  const callOf = (item: ConversationItem): ConversationItem | undefined =>
    isCall(item) ? undefined : calls.get(keyOf(item) ?? '')
  const under = new Map<ConversationItem, ItemId[]>()
  for (const item of items) {
    const call = callOf(item)
    if (call !== undefined) addTo(under, call, item.item_id)
  }
  return { of: (call) => under.get(call) ?? [], isUnderCall: (item) => callOf(item) !== undefined }
}
