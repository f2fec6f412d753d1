/**
 * Matches the agents of two sides, from the root down: under matched parents first by path, then by the text of the task,
 * then by the order in which they were spawned. What is left over exists on one side only.
 */
import type { MatchRule, Sureness } from '../../../shared/view-models/compare.ts'
import type { AgentSide, CompareSide } from './side.ts'

export interface AgentMatch {
  readonly a: AgentSide | undefined
  readonly b: AgentSide | undefined
  readonly how: MatchRule | null
  readonly sure: Sureness | null
  readonly depth: number
  /** Index into the list of matches, -1 for roots. */
  readonly parent: number
}

interface Candidate {
  readonly agent: AgentSide
  /** Position among its siblings. */
  readonly order: number
}

/** The merged tree: parents before children, siblings by their earlier place, ties by path. Symmetric in a and b. */
export function matchAgents(a: CompareSide, b: CompareSide): AgentMatch[] {
  const childrenA = childrenByParent(a)
  const childrenB = childrenByParent(b)
  const matches: AgentMatch[] = []
  const descend = (indexA: number | undefined, indexB: number | undefined, depth: number, parent: number) => {
    const found = matchSiblings(
      indexA === undefined ? [] : (childrenA.get(indexA) ?? []),
      indexB === undefined ? [] : (childrenB.get(indexB) ?? []),
    )
    for (const match of found) {
      const at = matches.push({ ...match, depth, parent }) - 1
      const nextA = match.a === undefined ? undefined : a.agents.indexOf(match.a)
      const nextB = match.b === undefined ? undefined : b.agents.indexOf(match.b)
      descend(nextA, nextB, depth + 1, at)
    }
  }
  descend(-1, -1, 0, -1)
  return matches
}

function childrenByParent(side: CompareSide): Map<number, AgentSide[]> {
  const children = new Map<number, AgentSide[]>()
  for (const agent of side.agents) {
    const siblings = children.get(agent.parent)
    if (siblings === undefined) children.set(agent.parent, [agent])
    else siblings.push(agent)
  }
  return children
}

type SiblingMatch = Pick<AgentMatch, 'a' | 'b' | 'how' | 'sure'>

function matchSiblings(agentsA: readonly AgentSide[], agentsB: readonly AgentSide[]): SiblingMatch[] {
  let leftA: Candidate[] = agentsA.map((agent, order) => ({ agent, order }))
  let leftB: Candidate[] = agentsB.map((agent, order) => ({ agent, order }))
  const found: (SiblingMatch & { readonly key: readonly [number, number, string] })[] = []
  const pair = (a: Candidate | undefined, b: Candidate | undefined, how: MatchRule | null, sure: Sureness | null) => {
    const orders = [a?.order, b?.order].filter((order) => order !== undefined)
    const paths = [a?.agent.thread.agent_path, b?.agent.thread.agent_path].filter((path) => path !== undefined)
    found.push({
      a: a?.agent,
      b: b?.agent,
      how,
      sure,
      key: [Math.min(...orders), Math.max(...orders), [...paths].sort()[0] ?? ''],
    })
  }
  const matchBy = (keyOf: (candidate: Candidate) => string | undefined, how: MatchRule, sure: Sureness) => {
    const waiting = new Map<string, Candidate[]>()
    for (const candidate of leftB) {
      const key = keyOf(candidate)
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), candidate])
    }
    const usedA = new Set<Candidate>()
    const usedB = new Set<Candidate>()
    for (const candidate of leftA) {
      const key = keyOf(candidate)
      const partner = key === undefined ? undefined : waiting.get(key)?.shift()
      if (partner === undefined) continue
      pair(candidate, partner, how, sure)
      usedA.add(candidate)
      usedB.add(partner)
    }
    leftA = leftA.filter((candidate) => !usedA.has(candidate))
    leftB = leftB.filter((candidate) => !usedB.has(candidate))
  }
  matchBy(({ agent }) => (agent.thread.origin.type === 'root' ? 'root' : undefined), 'root', 'high')
  matchBy(({ agent }) => agent.name, 'path', 'high')
  matchBy(({ agent }) => agent.task, 'task', 'medium')
  const places = new Map(
    [leftA, leftB].flatMap((left) => left.map((candidate, place) => [candidate, String(place)] as const)),
  )
  matchBy((candidate) => places.get(candidate), 'spawn_order', 'low')
  for (const candidate of leftA) pair(candidate, undefined, null, null)
  for (const candidate of leftB) pair(undefined, candidate, null, null)
  return found.sort(
    (left, right) =>
      left.key[0] - right.key[0] ||
      left.key[1] - right.key[1] ||
      (left.key[2] < right.key[2] ? -1 : left.key[2] > right.key[2] ? 1 : 0),
  )
}
