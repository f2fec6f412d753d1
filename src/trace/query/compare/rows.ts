/** The transcripts of one agent pair side by side, by windows of rows; and where an object of either side stands in them. */
import { ensure } from '../../base/assert.ts'
import type { CodexTurnId, ItemId } from '../../base/ids.ts'
import type {
  AgentPair,
  ComparedConversation,
  ComparedItem,
  ComparedRow,
  DiffSegment,
  ItemPair,
  Side,
} from '../../../shared/view-models/compare.ts'
import { shorten } from '../labels.ts'
import { callOrdinal, turnOrdinal } from '../object-label.ts'
import { partOf, type Compared, type ComparedPart } from './compared.ts'
import { itemText, toolName } from './fingerprint.ts'
import { diffWords } from './text-diff.ts'

/** A row before its texts are looked at: an index into the pairs of the agent. */
export interface RowPlace {
  readonly type: 'turn' | 'item'
  readonly pair: number
}

export interface RowFilter {
  readonly agent: number
  readonly onlyDifferences: boolean
}

export interface RowWindow extends RowFilter {
  readonly from: number
  readonly limit: number
}

const previewLength = 400
/** What stands before the first difference of a preview. */
const previewLead = 60
/** Text of each side that is looked at for a preview. */
const lookedAt = 64 * 1024
const listedDifferences = 5000

const places = new WeakMap<AgentPair, Map<boolean, readonly RowPlace[]>>()

/** Undefined for an agent that the comparison does not have. */
export function comparedConversation(compared: Compared, window: RowWindow): ComparedConversation | undefined {
  const agent = compared.comparison.agents[window.agent]
  if (agent === undefined) return undefined
  const rows = rowPlaces(compared, agent, window.onlyDifferences)
  return {
    revisionA: compared.a.index.revision,
    revisionB: compared.b.index.revision,
    agent: window.agent,
    total: rows.length,
    from: window.from,
    rows: rows.slice(window.from, window.from + window.limit).map((place) => rowOf(compared, agent, place)),
    differing: differingRows(agent, rows),
  }
}

/** Rows in transcript order, a turn before the first row of it. Made once per comparison and filter. */
export function rowPlaces(compared: Compared, agent: AgentPair, onlyDifferences: boolean): readonly RowPlace[] {
  const made = places.get(agent) ?? new Map<boolean, readonly RowPlace[]>()
  places.set(agent, made)
  const known = made.get(onlyDifferences)
  if (known !== undefined) return known
  const turnOf = turnIndices(agent)
  const rows: RowPlace[] = []
  let turn = -1
  agent.items.forEach((pair, at) => {
    if (onlyDifferences && pair.state === 'same') return
    const next = turnOfItem(compared, turnOf, pair)
    if (next !== undefined && next !== turn) {
      turn = next
      rows.push({ type: 'turn', pair: next })
    }
    rows.push({ type: 'item', pair: at })
  })
  made.set(onlyDifferences, rows)
  return rows
}

function differingRows(agent: AgentPair, rows: readonly RowPlace[]): readonly number[] {
  const differing: number[] = []
  rows.forEach(({ type, pair }, at) => {
    const state = type === 'item' ? agent.items[pair]?.state : agent.turns[pair]?.state
    if (type === 'item' && state !== 'same' && differing.length < listedDifferences) differing.push(at)
  })
  return differing
}

type TurnIndices = Readonly<Record<Side, ReadonlyMap<CodexTurnId, number>>>

function turnIndices({ turns }: AgentPair): TurnIndices {
  const of = (side: Side) =>
    new Map(turns.flatMap((turn, at) => (turn[side] === null ? [] : [[turn[side], at] as const])))
  return { a: of('a'), b: of('b') }
}

function turnOfItem(compared: Compared, turnOf: TurnIndices, pair: ItemPair): number | undefined {
  for (const side of ['a', 'b'] as const) {
    const id = pair[side]
    const turn = id === null ? null : partOf(compared, side).index.graph.conversation_items.get(id)?.codex_turn_id
    const at = turn === null || turn === undefined ? undefined : turnOf[side].get(turn)
    if (at !== undefined) return at
  }
  return undefined
}

function rowOf(compared: Compared, agent: AgentPair, { type, pair: at }: RowPlace): ComparedRow {
  if (type === 'turn') {
    const turn = ensure(agent.turns[at], `turn ${String(at)} of a row`)
    return { type, state: turn.state, a: turn.a, b: turn.b, label: turnLabel(compared, turn.a, turn.b) }
  }
  const pair = ensure(agent.items[at], `item pair ${String(at)} of a row`)
  const { state, equality, how, sure } = pair
  return { type, state, equality, how, sure, ...itemsOf(compared, pair) }
}

function turnLabel({ a, b }: Compared, idA: CodexTurnId | null, idB: CodexTurnId | null): string {
  const ordinal = ({ index }: ComparedPart, id: CodexTurnId | null) => {
    const turn = id === null ? undefined : index.graph.codex_turns.get(id)
    return turn === undefined ? undefined : turnOrdinal(index, turn)
  }
  const [left, right] = [ordinal(a, idA), ordinal(b, idB)]
  if (left === undefined || right === undefined || left === right) return `turn ${String(left ?? right ?? '')}`
  return `turn ${String(left)} and ${String(right)}`
}

function itemsOf(
  compared: Compared,
  { a, b, state }: ItemPair,
): Pick<Extract<ComparedRow, { type: 'item' }>, 'a' | 'b'> {
  const left = a === null ? undefined : textOf(compared.a, a)
  const right = b === null ? undefined : textOf(compared.b, b)
  const both =
    left === undefined || right === undefined || left.text === right.text
      ? undefined
      : diffWords(aroundDifference(left.text, right.text), aroundDifference(right.text, left.text))
  const view = (
    part: ComparedPart,
    id: ItemId | null,
    text: ItemText | undefined,
    segments: readonly DiffSegment[] | undefined,
  ) =>
    id === null || text === undefined ? null : itemView(part, id, text, segments ?? plain(text.text, state === 'same'))
  return { a: view(compared.a, a, left, both?.a), b: view(compared.b, b, right, both?.b) }
}

interface ItemText {
  readonly text: string
  readonly mono: boolean
}

function textOf({ side }: ComparedPart, id: ItemId): ItemText | undefined {
  const item = side.graph.conversation_items.get(id)
  if (item === undefined) return undefined
  const { text, json } = itemText(item, side.texts)
  return {
    text: text.slice(0, lookedAt),
    mono: json || item.kind.endsWith('_output') || item.kind === 'custom_tool_call',
  }
}

function plain(text: string, same: boolean): readonly DiffSegment[] {
  return [{ text: shorten(text, previewLength), mark: same ? 'same' : 'changed' }]
}

/** The stretch of a text that shows its first difference from another. */
function aroundDifference(text: string, other: string): string {
  let at = 0
  while (at < text.length && text[at] === other[at]) at += 1
  const start = at <= previewLead * 2 ? 0 : at - previewLead
  const shown = shorten(text.slice(start), previewLength)
  return start === 0 ? shown : `…${shown.replace(/^[\uDC00-\uDFFF]/, '')}`
}

function itemView(
  { index }: ComparedPart,
  id: ItemId,
  { mono }: ItemText,
  preview: readonly DiffSegment[],
): ComparedItem {
  const call = index.callAnswering(id)
  return {
    itemId: id,
    title: itemTitle(index, id),
    preview,
    mono,
    answerOf: call === undefined ? null : callOrdinal(index, call),
  }
}

/** What kind of item it is, in words. */
export function itemTitle(index: ComparedPart['index'], id: ItemId): string {
  const item = index.graph.conversation_items.get(id)
  if (item === undefined) return 'unknown item'
  const tool = index.toolsOfItem(id)[0]?.tool
  const name = tool === undefined ? undefined : toolName(tool)
  switch (item.kind) {
    case 'message':
      return item.agent_message === undefined ? `${item.role} message` : `message from ${item.agent_message.author}`
    case 'reasoning':
      return 'reasoning'
    case 'function_call':
    case 'custom_tool_call':
      return name ?? 'tool call'
    case 'function_call_output':
    case 'custom_tool_call_output':
      return name === undefined ? 'result' : `${name} result`
    case 'compaction_marker':
      return 'compaction'
  }
}
