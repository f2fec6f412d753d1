/** The topology drawing: agents as nodes, interaction edges bundled by pair and kind. */
import { compareBytes } from '../base/byte-order.ts'
import type { Topology, TopologyBundle } from '../../shared/view-models/topology.ts'
import { edgeArrival, edgeStart } from './lane-edges.ts'
import { countFailed, tokensOf } from './overview.ts'
import type { TraceIndex } from './trace-index.ts'

const listedEdges = 200

interface Bundle {
  readonly first: TopologyBundle
  count: number
  unseen: number
  derived: number
  lastAt: number
  readonly edgeIds: string[]
}

/** Edges with an unknown end are left out: there is no node to draw them from or to. */
export function topology(index: TraceIndex): Topology {
  return {
    revision: index.revision,
    nodes: index.threads.map((node) => nodeOf(index, node)),
    bundles: bundlesOf(index),
  }
}

function nodeOf(
  index: TraceIndex,
  { threadId, thread, path, depth, parent }: TraceIndex['threads'][number],
): Topology['nodes'][number] {
  const calls = index.callsOf(threadId)
  const tools = index.toolsOf(threadId)
  return {
    threadId,
    path,
    nickname: thread?.nickname ?? null,
    depth,
    parent,
    status: thread?.execution.status ?? 'unknown',
    inferenceCalls: calls.length,
    toolCalls: tools.length,
    failures: countFailed(calls) + countFailed(tools),
    tokens: tokensOf(calls),
  }
}

function bundlesOf(index: TraceIndex): readonly TopologyBundle[] {
  const bundles = new Map<string, Bundle>()
  for (const { edge, from, to, isUnseen } of crossings(index)) {
    const key = `${String(from)} ${String(to)} ${edge.kind}`
    const counts = { count: 0, unseen: 0, derived: 0, lastAt: edge.startedAt, edgeIds: [] }
    const first = { from, to, kind: edge.kind, firstAt: edge.startedAt, ...counts }
    const bundle = bundles.get(key) ?? { first, ...counts, edgeIds: [] }
    bundles.set(key, bundle)
    bundle.count++
    if (isUnseen) bundle.unseen++
    if (edge.derived !== undefined) bundle.derived++
    bundle.lastAt = Math.max(bundle.lastAt, edge.startedAt)
    if (bundle.edgeIds.length < listedEdges) bundle.edgeIds.push(edge.edgeId)
  }
  return [...bundles.values()].map(({ first, ...counts }) => ({ ...first, ...counts }))
}

interface Crossing {
  readonly edge: TraceIndex['interactions'][number]
  readonly from: number
  readonly to: number
  readonly seq: number
  readonly isUnseen: boolean
}

function crossings(index: TraceIndex): readonly Crossing[] {
  const all = index.interactions.flatMap((edge): readonly Crossing[] => {
    const start = edgeStart(index, edge)
    const arrival = edgeArrival(index, edge, start)
    const from = start.thread === undefined ? undefined : index.threadPositions.get(start.thread)
    const to = arrival.thread === undefined ? undefined : index.threadPositions.get(arrival.thread)
    if (from === undefined || to === undefined) return []
    return [{ edge, from, to, seq: start.seq, isUnseen: arrival.end === 'unseen' }]
  })
  return all.sort((a, b) => a.seq - b.seq || compareBytes(a.edge.edgeId, b.edge.edgeId))
}
