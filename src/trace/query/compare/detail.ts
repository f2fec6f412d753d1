/** Everything that can be said of one pair, or of what only one side has: facts, texts, lists. */
import type { ItemId } from '../../base/ids.ts'
import { as } from '../../base/ids.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type {
  AgentPair,
  ItemPair,
  ListDiff,
  ListDiffRow,
  PairDetail,
  PairState,
  TextDiff,
} from '../../../shared/view-models/compare.ts'
import { objectLabel } from '../object-label.ts'
import { objectDetail } from '../object/object-detail.ts'
import type { Compared } from './compared.ts'
import { factPairs } from './facts.ts'
import { textsOf, itemTextOf, type NamedText } from './object-texts.ts'
import { itemTitle } from './rows.ts'
import { refs } from './stops.ts'
import { diffTexts } from './text-diff.ts'

export interface PairRequest {
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
}

/** Texts of items that differ, of one call or compaction. */
const listedTexts = 40
const listedRows = 500

/** Undefined if a side has no such object. */
export function pairDetail(compared: Compared, request: PairRequest): PairDetail | undefined {
  const detailA = request.a === null ? undefined : objectDetail(compared.a.index, request.a)
  const detailB = request.b === null ? undefined : objectDetail(compared.b.index, request.b)
  if ((request.a !== null && detailA === undefined) || (request.b !== null && detailB === undefined)) return undefined
  const first = detailA ?? detailB
  if (first === undefined) return undefined
  return {
    revisionA: compared.a.index.revision,
    revisionB: compared.b.index.revision,
    title: titleOf(compared, request) ?? first.title,
    ...request,
    facts: factPairs(detailA?.fields ?? [], detailB?.fields ?? []),
    ...partsOf(compared, request),
  }
}

/** Of an item what kind it is: its beginning is in the text. */
function titleOf(compared: Compared, { a, b }: PairRequest): string | undefined {
  if (a?.kind === 'conversation_item') return itemTitle(compared.a.index, as(a.id))
  return b?.kind === 'conversation_item' ? itemTitle(compared.b.index, as(b.id)) : undefined
}

type Parts = Pick<PairDetail, 'texts' | 'lists' | 'notes'>

function partsOf(compared: Compared, request: PairRequest): Parts {
  switch ((request.a ?? request.b)?.kind) {
    case 'inference_call':
      return callParts(compared, request)
    case 'compaction':
      return compactionParts(compared, request)
    case 'thread':
      return threadParts(compared, request)
    default:
      return { texts: namedDiffs(compared, request), lists: [], notes: [] }
  }
}

function namedDiffs(compared: Compared, { a, b }: PairRequest): TextDiff[] {
  const textsA = a === null ? [] : textsOf(compared.a, a)
  const textsB = b === null ? [] : textsOf(compared.b, b)
  const titles = [...new Set([...textsA, ...textsB].map(({ title }) => title))]
  const named = (texts: readonly NamedText[], title: string) => texts.find((text) => text.title === title)
  return titles.flatMap((title) => diffOf(named(textsA, title), named(textsB, title)))
}

function diffOf(a: NamedText | undefined, b: NamedText | undefined): TextDiff[] {
  const either = a ?? b
  if (either === undefined) return []
  const form = a !== undefined && b !== undefined && a.form !== b.form ? 'text' : either.form
  return [diffTexts(a, b, { title: either.title, side: either.side, form })]
}

/** What was answered, item by item; of what was sent, the first thing that differs. */
function callParts(compared: Compared, { a, b }: PairRequest): Parts {
  const callA = a === null ? undefined : compared.a.index.graph.inference_calls.get(as(a.id))
  const callB = b === null ? undefined : compared.b.index.graph.inference_calls.get(as(b.id))
  const agent = agentOf(compared, callA?.thread_id ?? null, callB?.thread_id ?? null)
  const pair = agent?.calls.find((each) => each.a === (a?.id ?? null) && each.b === (b?.id ?? null))
  const answered = itemPairs(agent, callA?.response_item_ids ?? [], callB?.response_item_ids ?? [])
  const difference = pair?.inputDifference ?? null
  const cause = difference !== null && 'itemA' in difference ? { a: difference.itemA, b: difference.itemB } : undefined
  return {
    texts: [
      ...answered.slice(0, listedTexts).flatMap((item) => itemDiff(compared, item, 'answer: ')),
      ...(cause === undefined ? [] : itemDiff(compared, cause, 'first difference of what was sent: ')),
    ],
    lists: [
      listOf(
        compared,
        'Sent to the model',
        'conversation_item',
        itemPairs(agent, callA?.request_item_ids ?? [], callB?.request_item_ids ?? []),
      ),
    ],
    notes: [],
  }
}

function compactionParts(compared: Compared, { a, b }: PairRequest): Parts {
  const left = a === null ? undefined : compared.a.index.graph.compactions.get(as(a.id))
  const right = b === null ? undefined : compared.b.index.graph.compactions.get(as(b.id))
  const agent = agentOf(compared, left?.thread_id ?? null, right?.thread_id ?? null)
  const kept = itemPairs(agent, left?.replacement_item_ids ?? [], right?.replacement_item_ids ?? [])
  return {
    texts: kept
      .filter(({ state }) => state !== 'same')
      .slice(0, listedTexts)
      .flatMap((item) => itemDiff(compared, item, 'left: ')),
    lists: [
      listOf(compared, 'Left in the history', 'conversation_item', kept),
      listOf(
        compared,
        'Taken in',
        'conversation_item',
        itemPairs(agent, left?.input_item_ids ?? [], right?.input_item_ids ?? []),
      ),
    ],
    notes: [],
  }
}

function threadParts(compared: Compared, request: PairRequest): Parts {
  const { comparison } = compared
  const agent = comparison.agents.find(
    ({ a, b }) => (a !== null && a === request.a?.id) || (b !== null && b === request.b?.id),
  )
  if (agent === undefined) return { texts: [], lists: [], notes: [] }
  const path = [agent.pathA, agent.pathB]
  const edges = comparison.edges.filter(({ from, to }) => path.includes(from) || path.includes(to))
  return {
    texts: namedDiffs(compared, request),
    lists: [
      listOf(compared, 'Inference calls', 'inference_call', agent.calls),
      listOf(compared, 'Tool calls', 'tool_call', agent.tools),
      listOf(compared, 'Messages between agents', 'interaction_edge', edges),
      listOf(compared, 'Compactions', 'compaction', agent.compactions),
    ].filter(({ total }) => total > 0),
    notes: agent.how === 'task' || agent.how === 'spawn_order' ? [`matched by ${agent.how.replaceAll('_', ' ')}`] : [],
  }
}

export function agentOf({ comparison }: Compared, a: string | null, b: string | null): AgentPair | undefined {
  return comparison.agents.find((agent) => (a !== null && agent.a === a) || (b !== null && agent.b === b))
}

/** The pairs that hold any of these items, in transcript order. */
export function itemPairs(
  agent: AgentPair | undefined,
  a: readonly ItemId[],
  b: readonly ItemId[],
): readonly ItemPair[] {
  const [inA, inB] = [new Set(a), new Set(b)]
  return (agent?.items ?? []).flatMap((pair) => {
    const hasA = pair.a !== null && inA.has(pair.a)
    const hasB = pair.b !== null && inB.has(pair.b)
    if (!hasA && !hasB) return []
    if ((hasA || pair.a === null) && (hasB || pair.b === null)) return [pair]
    return [
      {
        ...pair,
        a: hasA ? pair.a : null,
        b: hasB ? pair.b : null,
        state: hasA ? ('only_a' as const) : ('only_b' as const),
      },
    ]
  })
}

export function itemDiff(compared: Compared, { a, b }: Pick<ItemPair, 'a' | 'b'>, lead: string): TextDiff[] {
  const title = `${lead}${a === null ? (b === null ? '' : itemTitle(compared.b.index, b)) : itemTitle(compared.a.index, a)}`
  const of = (found: NamedText | undefined) => (found === undefined ? undefined : { ...found, title })
  return diffOf(
    of(a === null ? undefined : itemTextOf(compared.a, a)),
    of(b === null ? undefined : itemTextOf(compared.b, b)),
  )
}

interface AnyPair {
  readonly a: string | null
  readonly b: string | null
  readonly state: PairState
}

/** Differing rows first to go in, all in their order. */
export function listOf(
  compared: Compared,
  title: string,
  kind: ObjectRef['kind'],
  pairs: readonly AnyPair[],
): ListDiff {
  let atA = 0
  let atB = 0
  const rows = pairs.map(({ a, b, state }): ListDiffRow => {
    const both = refs(kind, { a, b })
    const label =
      both.a === null
        ? both.b === null
          ? ''
          : objectLabel(compared.b.index, both.b)
        : objectLabel(compared.a.index, both.a)
    return { state, label, positionA: a === null ? null : ++atA, positionB: b === null ? null : ++atB, ...both }
  })
  return bounded(title, rows)
}

export function bounded(title: string, rows: readonly ListDiffRow[]): ListDiff {
  const same = rows.filter(({ state }) => state === 'same').length
  const total = rows.length
  if (total <= listedRows) return { title, rows, total, same }
  const differing = rows.filter(({ state }) => state !== 'same').slice(0, listedRows)
  let free = listedRows - differing.length
  const chosen = new Set(differing)
  return { title, rows: rows.filter((row) => chosen.has(row) || (row.state === 'same' && free-- > 0)), total, same }
}
