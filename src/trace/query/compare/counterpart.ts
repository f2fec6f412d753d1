/** What stands opposite an object of one side, and where the aligned conversation shows it. */
import type { ItemId, ThreadId } from '../../base/ids.ts'
import { as } from '../../base/ids.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { AgentPair, Counterpart, Side } from '../../../shared/view-models/compare.ts'
import { partOf, type Compared } from './compared.ts'
import { rowPlaces } from './rows.ts'

interface IdPair {
  readonly a: string | null
  readonly b: string | null
}

export interface CounterpartRequest {
  readonly side: Side
  readonly ref: ObjectRef
  readonly onlyDifferences: boolean
}

export function counterpart(compared: Compared, { side, ref, onlyDifferences }: CounterpartRequest): Counterpart {
  const other: Side = side === 'a' ? 'b' : 'a'
  const { agent, pair } = findPair(compared, side, ref)
  const id = pair?.[other] ?? null
  const opposite = id === null ? null : { kind: ref.kind, id }
  const item = itemOf(compared, side, ref) ?? (opposite === null ? undefined : itemOf(compared, other, opposite))
  const found = compared.comparison.agents[agent]
  return {
    a: side === 'a' ? ref : opposite,
    b: side === 'b' ? ref : opposite,
    agent,
    row: found === undefined || item === undefined ? -1 : rowOfItem(compared, found, item, onlyDifferences),
  }
}

function findPair(
  compared: Compared,
  side: Side,
  ref: ObjectRef,
): { readonly agent: number; readonly pair: IdPair | undefined } {
  const { agents, edges } = compared.comparison
  if (ref.kind === 'interaction_edge') {
    const pair = edges.find((edge) => edge[side] === ref.id)
    return {
      agent:
        pair === undefined ? -1 : agents.findIndex(({ pathA, pathB }) => pathA === pair.from || pathB === pair.from),
      pair,
    }
  }
  if (ref.kind === 'terminal_operation') return findTerminal(compared, side, ref)
  const thread = threadOf(compared, side, ref)
  const agent = thread === undefined ? -1 : agents.findIndex((each) => each[side] === thread)
  const found = agents[agent]
  return { agent, pair: found === undefined ? undefined : pairIn(found, side, ref) }
}

/** Terminal operations follow the tool calls that made them. */
function findTerminal(
  compared: Compared,
  side: Side,
  ref: ObjectRef,
): { readonly agent: number; readonly pair: IdPair | undefined } {
  const operation = partOf(compared, side).index.graph.terminal_operations.get(as(ref.id))
  if (operation === undefined) return { agent: -1, pair: undefined }
  const { agent, pair } = findPair(compared, side, { kind: 'tool_call', id: operation.tool_call_id })
  const operationOf = (of: Side) => {
    const id = pair?.[of]
    return id === null || id === undefined
      ? null
      : (partOf(compared, of).index.graph.tool_calls.get(as(id))?.terminal_operation_id ?? null)
  }
  return { agent, pair: { a: operationOf('a'), b: operationOf('b') } }
}

function pairIn(agent: AgentPair, side: Side, { kind, id }: ObjectRef): IdPair | undefined {
  const among = (pairs: readonly IdPair[]) => pairs.find((pair) => pair[side] === id)
  switch (kind) {
    case 'thread':
      return agent
    case 'codex_turn':
      return among(agent.turns)
    case 'inference_call':
      return among(agent.calls)
    case 'conversation_item':
      return among(agent.items)
    case 'tool_call':
      return among(agent.tools)
    case 'compaction':
      return among(agent.compactions)
    default:
      return undefined
  }
}

function threadOf(compared: Compared, side: Side, { kind, id }: ObjectRef): ThreadId | undefined {
  const { graph } = partOf(compared, side).index
  switch (kind) {
    case 'thread':
      return as(id)
    case 'codex_turn':
      return graph.codex_turns.get(as(id))?.thread_id
    case 'inference_call':
      return graph.inference_calls.get(as(id))?.thread_id
    case 'conversation_item':
      return graph.conversation_items.get(as(id))?.thread_id
    case 'tool_call':
      return graph.tool_calls.get(as(id))?.thread_id
    case 'code_cell':
      return graph.code_cells.get(as(id))?.thread_id
    case 'compaction':
      return graph.compactions.get(as(id))?.thread_id
    case 'compaction_request':
      return graph.compaction_requests.get(as(id))?.thread_id
    default:
      return undefined
  }
}

/** The first item of the transcript that shows the object. */
function itemOf(compared: Compared, side: Side, { kind, id }: ObjectRef): ItemId | undefined {
  const { graph } = partOf(compared, side).index
  switch (kind) {
    case 'conversation_item':
      return as(id)
    case 'inference_call': {
      const call = graph.inference_calls.get(as(id))
      return call?.response_item_ids[0] ?? call?.request_item_ids.at(-1)
    }
    case 'tool_call':
      return graph.tool_calls.get(as(id))?.model_visible_call_item_ids[0]
    case 'terminal_operation':
      return graph.terminal_operations.get(as(id))?.model_observations[0]?.call_item_ids[0]
    case 'code_cell':
      return graph.code_cells.get(as(id))?.source_item_id
    case 'compaction':
      return graph.compactions.get(as(id))?.replacement_item_ids[0]
    case 'codex_turn':
      return partOf(compared, side).index.itemsOfTurn(as(id))[0]?.item_id
    case 'interaction_edge': {
      const edge = graph.interaction_edges.get(as(id))
      if (edge === undefined) return undefined
      if (edge.source.type === 'tool_call')
        return graph.tool_calls.get(edge.source.tool_call_id)?.model_visible_call_item_ids[0]
      return edge.source.type === 'conversation_item' ? edge.source.item_id : undefined
    }
    default:
      return undefined
  }
}

function rowOfItem(compared: Compared, agent: AgentPair, item: ItemId, onlyDifferences: boolean): number {
  return rowPlaces(compared, agent, onlyDifferences).findIndex(({ type, pair }) => {
    const found = type === 'item' ? agent.items[pair] : undefined
    return found !== undefined && (found.a === item || found.b === item)
  })
}
