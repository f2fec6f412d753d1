/**
 * Compares two reduced traces. Pure: two graphs in, one `Comparison` out, the mirror image when the sides are swapped.
 * The rules are in docs/compare.md. Works on partial and damaged traces and across schemas, and says what it could not compare.
 */
import type { InferenceCall, ToolCall } from '../../model/graph.ts'
import type { Reduction } from '../../model/reduction.ts'
import type {
  AgentPair,
  CompareOptions,
  Comparison,
  ComparisonWarning,
  Count,
  DifferenceStop,
  Side,
  SideFacts,
} from '../../../shared/view-models/compare.ts'
import { matchAgents, type AgentMatch } from './agents.ts'
import { pairTurnsAndCalls } from './calls.ts'
import { deltasOf, sumTokens, windowMs } from './deltas.ts'
import { comesFirst } from './order.ts'
import { pairCompactions } from './compactions.ts'
import { findDivergences } from './divergence.ts'
import { pairEdges } from './edges.ts'
import { Interner } from './fingerprint.ts'
import type { ComparedTexts } from './texts.ts'
import { pairItems, pairTools } from './items.ts'
import { buildSide, type AgentSide, type CompareSide } from './side.ts'
import { inCausalOrder, stopsOfAgent, stopsOfEdges } from './stops.ts'

/** One trace to compare. */
export interface ComparedTrace {
  readonly name: string
  readonly reduction: Reduction
  /** Unix ms of the last event; the graph's own times where the log is not at hand. */
  readonly lastEventAt: number | undefined
  readonly texts: ComparedTexts
}

/** A comparison with what it was made from, for questions about its parts. */
export interface ComparedSides {
  readonly comparison: Comparison
  readonly a: CompareSide
  readonly b: CompareSide
}

const everything: CompareOptions = { ignoreReasoning: false }

export function compareTraces(traceA: ComparedTrace, traceB: ComparedTrace, options = everything): Comparison {
  return compareSides(traceA, traceB, options).comparison
}

export function compareSides(traceA: ComparedTrace, traceB: ComparedTrace, options: CompareOptions): ComparedSides {
  const interner = new Interner()
  const aFirst = comesFirst(traceA.reduction.graph, traceB.reduction.graph)
  const a = buildSide(traceA.reduction.graph, traceA.texts, aFirst, interner, options)
  const b = buildSide(traceB.reduction.graph, traceB.texts, !aFirst, interner, options)
  return { comparison: compare(traceA, traceB, a, b, interner), a, b }
}

function compare(
  traceA: ComparedTrace,
  traceB: ComparedTrace,
  a: CompareSide,
  b: CompareSide,
  interner: Interner,
): Comparison {
  const matches = matchAgents(a, b)
  const parts = matches.map((match, index) => agentPair(a, b, match, index, interner))
  const agents = parts.map(({ pair }) => pair)
  const edges = pairEdges(a, b, matches, interner)
  const factsA = sideFacts(traceA, a)
  const factsB = sideFacts(traceB, b)
  const unfinished: Side[] = [...(factsA.complete ? [] : ['a' as const]), ...(factsB.complete ? [] : ['b' as const])]
  return {
    a: factsA,
    b: factsB,
    warnings: warningsOf(traceA, traceB, factsA, factsB, agents),
    ...findDivergences(agents, unfinished),
    extent: extentOf(agents, unfinished),
    agents,
    edges,
    deltas: deltasOf(factsA.tokens, factsB.tokens, factsA.durationMs, factsB.durationMs),
    stops: inCausalOrder([...parts.flatMap(({ stops }) => stops), ...stopsOfEdges(agents, edges)]),
  }
}

interface AgentPart {
  readonly pair: AgentPair
  readonly stops: readonly DifferenceStop[]
}

function agentPair(a: CompareSide, b: CompareSide, match: AgentMatch, index: number, interner: Interner): AgentPart {
  const { turns, calls } = pairTurnsAndCalls(a, b, match, interner)
  const { items, coarse } = pairItems(a, b, match)
  const tools = pairTools(a, b, match, interner)
  const compactions = pairCompactions(a, b, match, interner)
  const callsA = callsOf(match.a)
  const callsB = callsOf(match.b)
  const tokens = {
    a: match.a === undefined ? null : sumTokens(callsA),
    b: match.b === undefined ? null : sumTokens(callsB),
  }
  const parts = {
    a: match.a?.thread.thread_id ?? null,
    b: match.b?.thread.thread_id ?? null,
    pathA: match.a?.thread.agent_path ?? null,
    pathB: match.b?.thread.agent_path ?? null,
    ...{ turns, calls, items, tools, compactions },
  }
  const stops = stopsOfAgent(a, b, parts, index)
  const state =
    match.a === undefined ? 'only_b' : match.b === undefined ? 'only_a' : stops.length > 0 ? 'changed' : 'same'
  const pair: AgentPair = {
    ...parts,
    how: match.how,
    sure: match.sure,
    state,
    depth: match.depth,
    parent: match.parent,
    counts: {
      calls: { a: callsA.length, b: callsB.length },
      items: { a: match.a?.transcript.length ?? 0, b: match.b?.transcript.length ?? 0 },
      tools: { a: match.a?.tools.length ?? 0, b: match.b?.tools.length ?? 0 },
      failures: failuresOf(match, callsA, callsB),
    },
    tokens,
    deltas: deltasOf(tokens.a, tokens.b, agentMs(match.a), agentMs(match.b)),
    differences: stops.length,
    coarse,
  }
  return { pair, stops }
}

function callsOf(agent: AgentSide | undefined): InferenceCall[] {
  return (agent?.turns ?? []).flatMap((turn) => turn.calls.map(({ call }) => call))
}

function agentMs(agent: AgentSide | undefined): number | null {
  return agent === undefined ? null : windowMs(agent.thread.execution)
}

function failuresOf(match: AgentMatch, callsA: readonly InferenceCall[], callsB: readonly InferenceCall[]): Count {
  const failed = (list: readonly (InferenceCall | ToolCall)[]) =>
    list.filter((it) => it.execution.status === 'failed').length
  return { a: failed(callsA) + failed(match.a?.tools ?? []), b: failed(callsB) + failed(match.b?.tools ?? []) }
}

function sideFacts(trace: ComparedTrace, side: CompareSide): SideFacts {
  const { graph } = side
  const calls = [...graph.inference_calls.values()]
  const tools = [...graph.tool_calls.values()]
  const endedAt = graph.ended_at_unix_ms ?? trace.lastEventAt ?? graph.started_at_unix_ms
  return {
    name: trace.name,
    schemaVersion: graph.schema_version,
    status: graph.status,
    complete: graph.status !== 'running' && side.agents.every((agent) => agent.finished),
    models: [...new Set(calls.map((call) => call.model))].sort(),
    startedAt: graph.started_at_unix_ms,
    durationMs: endedAt - graph.started_at_unix_ms,
    tokens: sumTokens(calls),
    counts: {
      agents: graph.threads.size,
      turns: graph.codex_turns.size,
      calls: calls.length,
      items: graph.conversation_items.size,
      tools: tools.length,
      failures: [...calls, ...tools].filter((it) => it.execution.status === 'failed').length,
      edges: graph.interaction_edges.size,
      compactions: graph.compactions.size,
    },
  }
}

function warningsOf(
  traceA: ComparedTrace,
  traceB: ComparedTrace,
  a: SideFacts,
  b: SideFacts,
  agents: readonly AgentPair[],
): ComparisonWarning[] {
  const warnings: ComparisonWarning[] = []
  if (a.schemaVersion !== b.schemaVersion) {
    const text = `A is schema ${String(a.schemaVersion)}, B is schema ${String(b.schemaVersion)}: some facts exist on one side only`
    warnings.push({ code: 'schema', side: null, text })
  }
  if (a.models.join() !== b.models.join()) {
    warnings.push({
      code: 'model',
      side: null,
      text: `models differ: A ${a.models.join(', ')}; B ${b.models.join(', ')}`,
    })
  }
  const sides = [
    { side: 'a', facts: a, trace: traceA },
    { side: 'b', facts: b, trace: traceB },
  ] as const
  for (const { side, facts, trace } of sides) {
    const name = side.toUpperCase()
    if (!facts.complete)
      warnings.push({ code: 'partial', side, text: `${name} did not end: what it lacks may not have happened yet` })
    const doubtful = trace.reduction.diagnostics.filter((diagnostic) => diagnostic.severity !== 'info').length
    if (doubtful > 0) warnings.push({ code: 'diagnostics', side, text: `${name} has ${String(doubtful)} diagnostics` })
    if (trace.texts.unread > 0) {
      const text = `${name}: ${String(trace.texts.unread)} long arguments are compared by their beginning only`
      warnings.push({ code: 'cut_arguments', side, text })
    }
  }
  if (agents.some((agent) => agent.coarse)) {
    const text = 'some stretches are too different to be aligned item by item and count as replaced'
    warnings.push({ code: 'coarse', side: null, text })
  }
  return warnings
}

/** What one side has after the other has ended, in one line. */
function extentOf(agents: readonly AgentPair[], unfinished: readonly Side[]): Comparison['extent'] {
  const only = { a: 0, b: 0 }
  for (const agent of agents) {
    for (const call of agent.calls) {
      if (call.a === null) only.b += 1
      if (call.b === null) only.a += 1
    }
  }
  if (only.a === only.b) return null
  const side: Side = only.a > only.b ? 'a' : 'b'
  const other: Side = side === 'a' ? 'b' : 'a'
  const count = only[side]
  const why = unfinished.includes(other)
    ? `${other.toUpperCase()} did not end`
    : `${other.toUpperCase()} has no counterpart`
  return { side, text: `${String(count)} ${count === 1 ? 'call' : 'calls'} only in ${side.toUpperCase()}: ${why}` }
}
