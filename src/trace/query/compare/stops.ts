/**
 * The stops of "next difference": each thing that differs once, where it came up. What merely follows, such as a request that
 * repeats an item which differed before, is no stop. In causal order.
 */
import type { InferenceCallId, ItemId, ToolCallId } from '../../base/ids.ts'
import type { InferenceCall } from '../../model/graph.ts'
import type { ObjectKind, ObjectRef } from '../../model/object-ref.ts'
import type {
  AgentPair,
  CallPair,
  DifferenceStop,
  EdgePair,
  InputDifference,
  ItemPair,
  PairState,
  Side,
} from '../../../shared/view-models/compare.ts'
import { differenceText, nameOf, ordinalText } from './divergence.ts'
import { sharedPrefix } from '../trace-index.ts'
import { whatOf } from './calls.ts'
import type { CompareSide } from './side.ts'

/** What the stops are found in. Agents need no figures of their own yet. */
export type StopAgent = Pick<
  AgentPair,
  'a' | 'b' | 'pathA' | 'pathB' | 'turns' | 'calls' | 'items' | 'tools' | 'compactions'
>

/** Stops of one agent, without edges, in the order in which they came up. */
export function stopsOfAgent(a: CompareSide, b: CompareSide, agent: StopAgent, index: number): DifferenceStop[] {
  const name = nameOf(agent)
  const firstRank = agent.calls[0]?.rank ?? 0
  const whole = (text: string): DifferenceStop => ({
    ...{ agent: index, what: 'agent', rank: firstRank, text: `${name}: ${text}` },
    ...refs('thread', agent),
  })
  if (agent.a === null || agent.b === null) return [whole(onlyText(agent))]
  const stops: DifferenceStop[] = agent.pathA === agent.pathB ? [] : [whole('another path')]
  agent.turns.forEach((turn, at) => {
    if (turn.a !== null && turn.b !== null) return
    const rank = agent.calls.find((call) => call.turn === at)?.rank ?? firstRank
    stops.push({
      agent: index,
      what: 'turn',
      rank,
      text: `${name}: turn ${onlyText(turn)}`,
      ...refs('codex_turn', turn),
    })
  })
  const shown = new ShownItems(a, b, agent)
  for (const call of agent.calls) {
    const where = `${name}, ${ordinalText(call)}`
    const inOneTurn = onlyOnce(agent, call)
    const input = shown.newInput(call)
    if (input !== undefined && !inOneTurn) {
      const text = `${where}: input differs (${differenceText(input.difference)})`
      stops.push({ agent: index, what: 'input', rank: call.rank, text, ...input.refs })
    }
    const differs = shown.newOutput(call)
    if ((differs || call.output === 'different' || isOneSided(call)) && !inOneTurn) {
      const text = isOneSided(call) ? `${where}: ${onlyText(call)}` : `${where}: output differs`
      stops.push({ agent: index, what: 'output', rank: call.rank, text, ...refs('inference_call', call) })
    }
  }
  const lastRank = agent.calls.at(-1)?.rank ?? firstRank
  const rest = (what: 'item' | 'tool' | 'compaction', text: string, both: Refs): void => {
    stops.push({ agent: index, what, rank: lastRank, text: `${name}: ${text}`, ...both })
  }
  for (const tool of agent.tools) {
    if (!differs(tool.state) || shown.hasToolItem(tool.a, tool.b)) continue
    rest(
      'tool',
      `${tool.name} ${tool.state === 'changed' ? 'differs where only the runtime saw it' : onlyText(tool)}`,
      refs('tool_call', tool),
    )
  }
  for (const item of shown.left()) rest('item', `an item ${stateText(item)}`, refs('conversation_item', item))
  for (const pair of agent.compactions)
    if (differs(pair.state)) rest('compaction', `compaction ${stateText(pair)}`, refs('compaction', pair))
  return stops.sort((left, right) => left.rank - right.rank)
}

/** Differing edges, after everything else: they follow from what the agents did. */
export function stopsOfEdges(agents: readonly StopAgent[], edges: readonly EdgePair[]): DifferenceStop[] {
  return edges
    .filter(({ state }) => differs(state))
    .map((edge) => {
      const agent = agents.findIndex(({ pathA, pathB }) => pathA === edge.from || pathB === edge.from)
      const text = `${edge.from} to ${edge.to}: ${edge.kind} ${stateText(edge)}`
      return {
        agent: Math.max(0, agent),
        what: 'edge',
        rank: Number.MAX_SAFE_INTEGER,
        text,
        ...refs('interaction_edge', edge),
      }
    })
}

export function inCausalOrder(stops: readonly DifferenceStop[]): DifferenceStop[] {
  return [...stops].sort((left, right) => left.rank - right.rank || left.agent - right.agent)
}

/** A call inside a turn that only one side has is no stop of its own. */
function onlyOnce({ turns }: StopAgent, { turn }: CallPair): boolean {
  const pair = turns[turn]
  return pair === undefined || pair.a === null || pair.b === null
}

interface NewInput {
  readonly difference: InputDifference
  readonly refs: Refs
}

/** Walks the calls of one agent and says which differing items are new at each. */
class ShownItems {
  readonly #a: CompareSide
  readonly #b: CompareSide
  readonly #pairOf: { readonly a: ReadonlyMap<ItemId, ItemPair>; readonly b: ReadonlyMap<ItemId, ItemPair> }
  /** Differing pairs that no call has shown yet. */
  readonly #waiting: Set<ItemPair>
  readonly #shown = new Set<ItemPair>()
  /** What each side's last call was sent: it repeats in the next. */
  readonly #lastRequest = new Map<CompareSide, readonly ItemId[]>()
  #head = ''

  constructor(a: CompareSide, b: CompareSide, agent: StopAgent) {
    this.#a = a
    this.#b = b
    const bySide = (side: Side) =>
      new Map(agent.items.flatMap((pair) => (pair[side] === null ? [] : [[pair[side], pair] as const])))
    this.#pairOf = { a: bySide('a'), b: bySide('b') }
    this.#waiting = new Set(agent.items.filter(({ state }) => differs(state)))
  }

  /** The first differing thing that this call is the first to be sent. */
  newInput(call: CallPair): NewInput | undefined {
    const items = this.#take(call, 'request_item_ids')
    const [first] = items
    const head = call.inputDifference?.what
    const headDiffers = head === 'instructions' || head === 'tools'
    const changedHead = headDiffers && this.#head !== head
    this.#head = headDiffers ? head : ''
    if (changedHead && !isOneSided(call)) return { difference: { what: head }, refs: refs('inference_call', call) }
    if (first === undefined) return undefined
    const itemOf = (side: CompareSide, id: ItemId | null) =>
      id === null ? undefined : side.graph.conversation_items.get(id)
    const item = itemOf(this.#a, first.a) ?? itemOf(this.#b, first.b)
    if (item === undefined) return undefined
    const difference = { what: whatOf(item), indexA: -1, indexB: -1, itemA: first.a, itemB: first.b }
    return { difference, refs: refs('conversation_item', first) }
  }

  /** Whether the answer holds something that differs and was not there before. */
  newOutput(call: CallPair): boolean {
    return this.#take(call, 'response_item_ids').length > 0
  }

  hasToolItem(a: ToolCallId | null, b: ToolCallId | null): boolean {
    const itemsOf = (side: CompareSide, id: ToolCallId | null) => {
      const tool = id === null ? undefined : side.graph.tool_calls.get(id)
      return tool === undefined ? [] : [...tool.model_visible_call_item_ids, ...tool.model_visible_output_item_ids]
    }
    const seen = (items: readonly ItemId[], pairs: ReadonlyMap<ItemId, ItemPair>) =>
      items.some((id) => {
        const pair = pairs.get(id)
        return pair !== undefined && this.#shown.has(pair)
      })
    return seen(itemsOf(this.#a, a), this.#pairOf.a) || seen(itemsOf(this.#b, b), this.#pairOf.b)
  }

  /** Differing items that no call shows. */
  left(): Iterable<ItemPair> {
    return this.#waiting
  }

  #take(call: CallPair, list: 'request_item_ids' | 'response_item_ids'): readonly ItemPair[] {
    const found = new Set<ItemPair>()
    const look = (side: CompareSide, id: InferenceCallId | null, pairs: ReadonlyMap<ItemId, ItemPair>) => {
      const made: InferenceCall | undefined = id === null ? undefined : side.graph.inference_calls.get(id)
      const items = made?.[list] ?? []
      const known = list === 'request_item_ids' ? sharedPrefix(this.#lastRequest.get(side) ?? [], items) : 0
      if (list === 'request_item_ids' && made !== undefined) this.#lastRequest.set(side, items)
      for (const item of items.slice(known)) {
        const pair = pairs.get(item)
        if (pair !== undefined && this.#waiting.has(pair)) found.add(pair)
      }
    }
    look(this.#a, call.a, this.#pairOf.a)
    look(this.#b, call.b, this.#pairOf.b)
    for (const pair of found) {
      this.#waiting.delete(pair)
      this.#shown.add(pair)
    }
    return [...found]
  }
}

type Refs = Pick<DifferenceStop, 'a' | 'b'>
interface Ids {
  readonly a: string | null
  readonly b: string | null
}

export function refs(kind: ObjectKind, { a, b }: Ids): { readonly a: ObjectRef | null; readonly b: ObjectRef | null } {
  return { a: a === null ? null : { kind, id: a }, b: b === null ? null : { kind, id: b } }
}

function isOneSided({ a, b }: Ids): boolean {
  return a === null || b === null
}

function differs(state: PairState): boolean {
  return state !== 'same' && state !== 'open'
}

function stateText(pair: Ids): string {
  return isOneSided(pair) ? onlyText(pair) : 'differs'
}

function onlyText({ a }: Ids): string {
  return a === null ? 'only in B' : 'only in A'
}
