/** The comparison as the window shows it first: agents, divergences, stops, deltas; no pairs below the agents. */
import type { ThreadId } from '../../base/ids.ts'
import type {
  AgentPair,
  ComparedAgent,
  ComparisonOutline,
  Divergence,
  RefPair,
} from '../../../shared/view-models/compare.ts'
import type { Compared, ComparedPart } from './compared.ts'
import { refs } from './stops.ts'

const listedStops = 20_000
const listedEdges = 5_000

export function comparisonOutline(compared: Compared): ComparisonOutline {
  const { agents, stops, edges, ...rest } = compared.comparison
  const opensAt = stops.findIndex(({ what }) => what === 'input' || what === 'output')
  return {
    ...rest,
    firstInputAt: callOf(agents, rest.firstInput),
    firstOutputAt: callOf(agents, rest.firstOutput),
    opensAt: opensAt < 0 && stops.length > 0 ? 0 : opensAt,
    revisionA: compared.a.index.revision,
    revisionB: compared.b.index.revision,
    agents: agents.map((agent) => comparedAgent(compared, agent)),
    stops: stops.slice(0, listedStops),
    stopsTotal: stops.length,
    edges: edges.filter(({ state }) => state !== 'same').slice(0, listedEdges),
  }
}

function callOf(agents: readonly AgentPair[], divergence: Divergence | null): RefPair | null {
  const call = divergence === null ? undefined : agents[divergence.agent]?.calls[divergence.call]
  return call === undefined ? null : refs('inference_call', call)
}

function comparedAgent({ a, b }: Compared, agent: AgentPair): ComparedAgent {
  const { calls: _calls, items: _items, tools: _tools, compactions: _compactions, ...rest } = agent
  return { ...rest, nicknameA: nickname(a, agent.a), nicknameB: nickname(b, agent.b) }
}

function nickname({ index }: ComparedPart, id: ThreadId | null): string | null {
  return id === null ? null : (index.graph.threads.get(id)?.nickname ?? null)
}
