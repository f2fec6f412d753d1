/** Interaction edges of two sides: matched between the same agents, by kind, then by what they carried, then by order. */
import type { ThreadId } from '../../base/ids.ts'
import type { EdgeAnchor, InteractionEdge } from '../../model/graph.ts'
import type { EdgePair, PairState } from '../../../shared/view-models/compare.ts'
import type { AgentMatch } from './agents.ts'
import { toolArguments, type Interner } from './fingerprint.ts'
import { normaliseJson } from './normalise.ts'
import { pairLists, type Keyed } from './pairs.ts'
import type { CompareSide } from './side.ts'

export function pairEdges(
  a: CompareSide,
  b: CompareSide,
  matches: readonly AgentMatch[],
  interner: Interner,
): EdgePair[] {
  const groupsA = groupEdges(a, placesOf(matches, 'a'), interner)
  const groupsB = groupEdges(b, placesOf(matches, 'b'), interner)
  const keys = [...new Set([...groupsA.keys(), ...groupsB.keys()])].sort()
  return keys.flatMap((key) =>
    pairLists(groupsA.get(key) ?? [], groupsB.get(key) ?? [], a.first).pairs.flatMap((pair): EdgePair[] => {
      const [side, edge] = pair.a === undefined ? [b, pair.b] : [a, pair.a]
      if (edge === undefined) return []
      return [
        {
          a: pair.a?.edge_id ?? null,
          b: pair.b?.edge_id ?? null,
          how: pair.how,
          sure: pair.sure,
          state: edgeState(pair.a, pair.b, pair.equal),
          kind: edge.kind,
          from: pathOf(side, threadOf(side, edge.source)),
          to: pathOf(side, threadOf(side, edge.target)),
        },
      ]
    }),
  )
}

function edgeState(a: InteractionEdge | undefined, b: InteractionEdge | undefined, equal: boolean): PairState {
  if (a === undefined) return 'only_b'
  if (b === undefined) return 'only_a'
  return equal ? 'same' : 'changed'
}

/** Thread to index of its match, so that both sides name an agent alike. */
function placesOf(matches: readonly AgentMatch[], side: 'a' | 'b'): Map<ThreadId, number> {
  return new Map(
    matches.flatMap((match, index) => {
      const agent = match[side]
      return agent === undefined ? [] : [[agent.thread.thread_id, index] as const]
    }),
  )
}

function groupEdges(
  side: CompareSide,
  places: ReadonlyMap<ThreadId, number>,
  interner: Interner,
): Map<string, Keyed<InteractionEdge>[]> {
  const groups = new Map<string, Keyed<InteractionEdge>[]>()
  const edges = [...side.graph.interaction_edges.values()].sort(
    (left, right) => left.started_at_unix_ms - right.started_at_unix_ms || (left.edge_id < right.edge_id ? -1 : 1),
  )
  for (const edge of edges) {
    const place = (anchor: EdgeAnchor) => String(places.get(threadOf(side, anchor)) ?? -1).padStart(6, '0')
    const key = `${place(edge.source)}>${place(edge.target)}|${edge.kind}`
    const element = { value: edge, content: interner.idOf(`edge:${normaliseJson(carriedText(side, edge))}`), shape: 0 }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [element])
    else group.push(element)
  }
  return groups
}

function threadOf(side: CompareSide, anchor: EdgeAnchor): ThreadId {
  switch (anchor.type) {
    case 'thread':
      return anchor.thread_id
    case 'tool_call':
      return side.graph.tool_calls.get(anchor.tool_call_id)?.thread_id ?? side.graph.root_thread_id
    case 'conversation_item':
      return side.graph.conversation_items.get(anchor.item_id)?.thread_id ?? side.graph.root_thread_id
  }
}

function pathOf(side: CompareSide, thread: ThreadId): string {
  return side.graph.threads.get(thread)?.agent_path ?? thread
}

/** What the sender said: its call's arguments, or the item it answered with. */
function carriedText(side: CompareSide, edge: InteractionEdge): string {
  if (edge.source.type === 'tool_call') {
    const tool = side.graph.tool_calls.get(edge.source.tool_call_id)
    return tool === undefined ? '' : toolArguments(side.graph, tool, side.texts).text
  }
  const item = edge.source.type === 'conversation_item' ? edge.source.item_id : undefined
  const print = item === undefined ? undefined : side.prints.get(item)?.normal
  return print === undefined ? '' : String(print)
}
