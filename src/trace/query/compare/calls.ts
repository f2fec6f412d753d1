/**
 * Turns and inference calls of one agent pair. Turns pair by what was asked, calls within a turn by what was answered; a
 * failed try never takes the place of an answered call. Each pair says how equal its input and its output are.
 */
import type { InferenceCallId, ItemId } from '../../base/ids.ts'
import type { ConversationItem, InferenceCall } from '../../model/graph.ts'
import type {
  CallPair,
  Deltas,
  Equality,
  InputDifference,
  PairState,
  Side,
  TurnPair,
} from '../../../shared/view-models/compare.ts'
import type { AgentMatch } from './agents.ts'
import { deltasOf, windowMs } from './deltas.ts'
import type { Interner } from './fingerprint.ts'
import { pairLists, type Keyed, type Paired } from './pairs.ts'
import type { CallSide, CompareSide, TurnSide } from './side.ts'

export interface TurnsAndCalls {
  readonly turns: readonly TurnPair[]
  readonly calls: readonly CallPair[]
}

export function pairTurnsAndCalls(
  a: CompareSide,
  b: CompareSide,
  match: AgentMatch,
  interner: Interner,
): TurnsAndCalls {
  const context: Context = { a, b }
  const turns: TurnPair[] = []
  const calls: CallPair[] = []
  const paired = pairLists(keyedTurns(match.a?.turns), keyedTurns(match.b?.turns), a.first)
  for (const turn of paired.pairs) {
    const at = turns.length
    const own = pairLists(
      keyedCalls(a, 'a', turn.a?.calls, interner),
      keyedCalls(b, 'b', turn.b?.calls, interner),
      a.first,
    ).pairs.map((pair) => callPair(context, pair, at))
    calls.push(...own)
    const state = turnState(turn, own)
    turns.push({
      a: turn.a?.turn.codex_turn_id ?? null,
      b: turn.b?.turn.codex_turn_id ?? null,
      how: turn.how,
      sure: turn.sure,
      state,
    })
  }
  return { turns, calls: withInsertedInputs(context, calls) }
}

interface Context {
  readonly a: CompareSide
  readonly b: CompareSide
}

function turnState(turn: Paired<TurnSide>, calls: readonly CallPair[]): PairState {
  if (turn.a === undefined) return 'only_b'
  if (turn.b === undefined) return 'only_a'
  return turn.equal && calls.every((call) => call.state === 'same') ? 'same' : 'changed'
}

function answered(call: InferenceCall): boolean {
  return call.response_item_ids.length > 0
}

function keyedTurns(turns: readonly TurnSide[] = []): Keyed<TurnSide>[] {
  return turns.map((turn) => ({ value: turn, content: turn.asked, shape: 0 }))
}

/** A call that is still open has a content of its own; it pairs by its place with an answered one, a failed try never does. */
function keyedCalls(
  side: CompareSide,
  name: Side,
  calls: readonly CallSide[] = [],
  interner: Interner,
): Keyed<CallSide>[] {
  return calls.map((value) => {
    const { call } = value
    if (side.open.has(call.inference_call_id))
      return { value, content: interner.idOf(`open:${name}:${call.inference_call_id}`), shape: 0 }
    if (!answered(call)) return { value, content: interner.idOf(`unanswered:${call.execution.status}`), shape: 1 }
    return { value, content: interner.idOf(`answer:${normalPrints(side, call.response_item_ids).join(',')}`), shape: 0 }
  })
}

/** Of the items that count. An item that a list names and the graph does not hold counts, too. */
function counted(side: CompareSide, ids: readonly ItemId[]): ItemId[] {
  return ids.filter((id) => side.prints.has(id) || !side.graph.conversation_items.has(id))
}

function normalPrints(side: CompareSide, ids: readonly ItemId[]): number[] {
  return counted(side, ids).map((id) => side.prints.get(id)?.normal ?? -1)
}

function callPair(context: Context, pair: Paired<CallSide>, turn: number): CallPair {
  const callA = pair.a?.call
  const callB = pair.b?.call
  const input = callA === undefined || callB === undefined ? UNKNOWN_INPUT : compareInput(context, callA, callB)
  const output = callA === undefined || callB === undefined ? 'unknown' : compareOutput(context, callA, callB)
  return {
    a: callA?.inference_call_id ?? null,
    b: callB?.inference_call_id ?? null,
    how: pair.how,
    sure: pair.sure,
    state: callState(context, callA, callB, input.equality, output),
    ordinalA: pair.a?.ordinal ?? 0,
    ordinalB: pair.b?.ordinal ?? 0,
    turn,
    input: input.equality,
    inputDifference: input.difference,
    output,
    rank: Math.min(pair.a?.rank ?? Infinity, pair.b?.rank ?? Infinity),
    statusA: callA?.execution.status ?? null,
    statusB: callB?.execution.status ?? null,
    deltas: callDeltas(callA, callB),
  }
}

function callState(
  context: Context,
  a: InferenceCall | undefined,
  b: InferenceCall | undefined,
  input: Equality,
  output: Equality,
): PairState {
  if (a === undefined) return 'only_b'
  if (b === undefined) return 'only_a'
  if (isOpen(context, a, b)) return 'open'
  return input === 'different' || output === 'different' ? 'changed' : 'same'
}

function callDeltas(a: InferenceCall | undefined, b: InferenceCall | undefined): Deltas {
  return deltasOf(
    usageOf(a),
    usageOf(b),
    a === undefined ? null : windowMs(a.execution),
    b === undefined ? null : windowMs(b.execution),
  )
}

function usageOf(call: InferenceCall | undefined) {
  const usage = call?.usage
  if (usage === undefined || usage === null) return null
  return {
    input: usage.input_tokens,
    cached: usage.cached_input_tokens,
    output: usage.output_tokens,
    reasoning: usage.reasoning_output_tokens,
  }
}

interface InputEquality {
  readonly equality: Equality
  readonly difference: InputDifference | null
}

const UNKNOWN_INPUT: InputEquality = { equality: 'unknown', difference: null }

/** Compares what two calls were sent: instructions, tools, then item by item in prompt order. */
function compareInput(context: Context, a: InferenceCall, b: InferenceCall): InputEquality {
  const headA = context.a.texts.heads.get(a.inference_call_id)
  const headB = context.b.texts.heads.get(b.inference_call_id)
  if (headA !== undefined && headB !== undefined) {
    if (headA.instructions !== headB.instructions)
      return { equality: 'different', difference: { what: 'instructions' } }
    if (headA.tools !== headB.tools) return { equality: 'different', difference: { what: 'tools' } }
  }
  const found = compareLists(context, a.request_item_ids, b.request_item_ids)
  if (found.equality !== 'different') return { equality: found.equality, difference: null }
  return { equality: 'different', difference: inputDifference(context, found) }
}

/** Indices into the two lists of items; the first that differs, or the ends. */
interface ListEquality {
  readonly equality: 'identical' | 'normalised' | 'different'
  readonly indexA: number
  readonly indexB: number
  readonly itemA: ItemId | null
  readonly itemB: ItemId | null
}

/** Walks two lists of items together, past those that do not count. Allocates nothing: requests are long, and many. */
function compareLists({ a, b }: Context, idsA: readonly ItemId[], idsB: readonly ItemId[]): ListEquality {
  let exact = true
  let atA = nextCounted(a, idsA, 0)
  let atB = nextCounted(b, idsB, 0)
  for (;;) {
    const itemA = idsA[atA] ?? null
    const itemB = idsB[atB] ?? null
    if (itemA === null && itemB === null)
      return { equality: exact ? 'identical' : 'normalised', indexA: -1, indexB: -1, itemA, itemB }
    const printA = itemA === null ? undefined : a.prints.get(itemA)
    const printB = itemB === null ? undefined : b.prints.get(itemB)
    if (itemA === null || itemB === null || printA?.normal !== printB?.normal) {
      return {
        ...{ equality: 'different', itemA, itemB },
        indexA: itemA === null ? -1 : atA,
        indexB: itemB === null ? -1 : atB,
      }
    }
    exact &&= printA?.exact === printB?.exact
    atA = nextCounted(a, idsA, atA + 1)
    atB = nextCounted(b, idsB, atB + 1)
  }
}

/** An item that a list names and the graph does not hold counts, too. */
function nextCounted(side: CompareSide, ids: readonly ItemId[], from: number): number {
  let at = from
  for (let id = ids[at]; id !== undefined; id = ids[(at += 1)]) {
    if (side.prints.has(id) || !side.graph.conversation_items.has(id)) break
  }
  return at
}

function inputDifference(context: Context, { indexA, indexB, itemA, itemB }: ListEquality): InputDifference {
  const whats = [
    itemA === null ? undefined : context.a.graph.conversation_items.get(itemA),
    itemB === null ? undefined : context.b.graph.conversation_items.get(itemB),
  ].flatMap((item) => (item === undefined ? [] : [whatOf(item)]))
  // Two different kinds in one place: the one that explains the other is named, whichever side has it.
  const what = explaining.find((candidate) => whats.includes(candidate)) ?? 'user_message'
  return { what, indexA, indexB, itemA, itemB }
}

const explaining = [
  'own_output',
  'compaction',
  'tool_result',
  'agent_message',
  'user_message',
  'developer_message',
] as const

export function whatOf(item: ConversationItem): (typeof explaining)[number] {
  if (item.agent_message !== undefined) return 'agent_message'
  if (item.channel === 'summary' || item.kind === 'compaction_marker') return 'compaction'
  switch (item.kind) {
    case 'function_call_output':
    case 'custom_tool_call_output':
      return 'tool_result'
    case 'reasoning':
    case 'function_call':
    case 'custom_tool_call':
      return 'own_output'
    case 'message':
      if (item.role === 'assistant') return 'own_output'
      return item.role === 'user' ? 'user_message' : 'developer_message'
  }
}

function isOpen(context: Context, a: InferenceCall, b: InferenceCall): boolean {
  return context.a.open.has(a.inference_call_id) || context.b.open.has(b.inference_call_id)
}

function compareOutput(context: Context, a: InferenceCall, b: InferenceCall): Equality {
  if (isOpen(context, a, b)) return 'unknown'
  if (!answered(a) && !answered(b)) return a.execution.status === b.execution.status ? 'identical' : 'different'
  return compareLists(context, a.response_item_ids, b.response_item_ids).equality
}

/**
 * A call without a counterpart was made at some input: it is compared with the call that the other side made next (or, at
 * the end, last) in this turn, so that an inserted step can say whether its input was still the same.
 */
function withInsertedInputs(context: Context, calls: readonly CallPair[]): CallPair[] {
  return calls.map((pair, at) => {
    if (pair.a !== null && pair.b !== null) return pair
    const side = pair.a === null ? 'a' : 'b'
    const other = nearestCall(calls, at, side, 1) ?? nearestCall(calls, at, side, -1)
    const idA = pair.a ?? other
    const idB = pair.b ?? other
    if (idA === undefined || idB === undefined) return pair
    const a = context.a.graph.inference_calls.get(idA)
    const b = context.b.graph.inference_calls.get(idB)
    if (a === undefined || b === undefined) return pair
    const input = compareInput(context, a, b)
    return { ...pair, input: input.equality, inputDifference: input.difference }
  })
}

/** The next call of one side in the same turn, going forward (1) or back (-1). */
function nearestCall(calls: readonly CallPair[], from: number, side: Side, step: 1 | -1): InferenceCallId | undefined {
  const turn = calls[from]?.turn
  for (let at = from + step; calls[at]?.turn === turn; at += step) {
    const id = calls[at]?.[side]
    if (id !== null && id !== undefined) return id
  }
  return undefined
}
