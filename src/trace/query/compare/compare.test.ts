import { describe, expect, it } from 'vitest'
import { graphFromJson } from '../../model/graph-json.ts'
import type { TraceGraph } from '../../model/graph.ts'
import { recordedBundles, samples, type Fixture } from '../../testkit/fixtures.ts'
import type {
  AgentPair,
  CallPair,
  Comparison,
  EdgePair,
  ItemPair,
  PairState,
} from '../../../shared/view-models/compare.ts'
import { compareTraces, type ComparedTrace } from './index.ts'
import { readComparedTexts, type ComparedTexts } from './texts.ts'

async function traceOf(fixture: Fixture | undefined): Promise<ComparedTrace> {
  if (fixture?.answer.result !== 'state') throw new Error('no graph for this fixture')
  const graph = graphFromJson(JSON.parse(fixture.answer.state))
  const decoder = new TextDecoder()
  const texts = await readComparedTexts(graph, (id) => {
    const bytes = fixture.files.get(graph.raw_payloads.get(id)?.path ?? '')
    return Promise.resolve(bytes === undefined ? undefined : decoder.decode(bytes))
  })
  return compared(fixture.name, graph, texts)
}

function compared(name: string, graph: TraceGraph, texts: ComparedTexts): ComparedTrace {
  const derived = {
    interaction_edges: new Map(),
    terminal_results: new Map(),
    tool_call_ids_started_by_response: new Map(),
    missing_threads: [],
  }
  const verdict = { accepted: true } as const
  return {
    name,
    lastEventAt: undefined,
    texts,
    reduction: { graph, version: 1, verdict, diagnostics: [], derived, marks: new Map() },
  }
}

const byName = new Map([...samples('0.169.0'), ...samples('0.164.0')].map((fixture) => [fixture.name, fixture]))

async function compareSamples(a: string, b: string): Promise<Comparison> {
  return compareTraces(await traceOf(byName.get(`samples/${a}`)), await traceOf(byName.get(`samples/${b}`)))
}

/** Where input and output first differ, and the agents of one side. */
function reading(comparison: Comparison) {
  const place = (divergence: { agent: number; call: number } | null) => {
    if (divergence === null) return null
    const agent = comparison.agents[divergence.agent]
    const call = agent?.calls[divergence.call]
    return `${agent?.pathA ?? agent?.pathB ?? '?'} ${String(Math.max(call?.ordinalA ?? 0, call?.ordinalB ?? 0))}`
  }
  return {
    input: place(comparison.firstInput),
    output: place(comparison.firstOutput),
    oneSided: comparison.agents
      .filter(({ a, b }) => a === null || b === null)
      .map(({ pathA, pathB, state }) => `${state} ${pathA ?? pathB ?? ''}`),
  }
}

describe('the pairs with one injected difference', () => {
  it.each([
    ['pair_same', null, null, []],
    ['pair_decision', '/root/survey 6', '/root/survey 5', []],
    ['pair_tool_result', '/root/measure 2', '/root/measure 3', []],
    ['pair_instruction', '/root 1', null, []],
    ['pair_system', '/root 1', null, []],
    ['pair_extra_agent', '/root 3', '/root 2', ['only_b /root/taste']],
    ['pair_missing_agent', '/root 3', '/root 2', ['only_a /root/measure']],
    ['pair_renamed_agent', '/root 3', '/root 2', []],
    ['pair_reordered', '/root 3', '/root 2', []],
    ['pair_extra_turn', null, null, []],
    ['pair_failure', null, '/root/survey 3', []],
    ['pair_cut_off', null, null, []],
    ['pair_token_only', null, null, []],
    ['pair_model', null, null, []],
    ['pair_reasoning', '/root/survey 3', '/root/survey 2', []],
  ])('%s reads as injected', async (name, input, output, oneSided) => {
    const comparison = await compareSamples('0.169.0/pair_base', `0.169.0/${name}`)
    expect(reading(comparison)).toEqual({ input, output, oneSided })
  })

  it('pair_decision reads the same in schema 1', async () => {
    const comparison = await compareSamples('0.164.0/pair_base', '0.164.0/pair_decision')
    expect(reading(comparison)).toEqual({ input: '/root/survey 6', output: '/root/survey 5', oneSided: [] })
  })

  it('matches a renamed agent by its task and says so', async () => {
    const { agents } = await compareSamples('0.169.0/pair_base', '0.169.0/pair_renamed_agent')
    const renamed = agents.find((agent) => agent.pathB === '/root/timing')
    expect(renamed).toMatchObject({ pathA: '/root/measure', how: 'task', sure: 'medium', state: 'changed' })
  })

  it('pairs a failed try with nothing and its retry with the call it repeats', async () => {
    const { agents } = await compareSamples('0.169.0/pair_base', '0.169.0/pair_failure')
    const calls = agents.find((agent) => agent.pathA === '/root/survey')?.calls ?? []
    const ordinals = calls.map(({ ordinalA, ordinalB }) => `${String(ordinalA)}-${String(ordinalB)}`)
    expect(ordinals).toEqual(['1-1', '2-2', '0-3', '3-4', '4-5', '5-6', '6-7'])
  })

  it('warns about other models, and about a side that did not end', async () => {
    const model = await compareSamples('0.169.0/pair_base', '0.169.0/pair_model')
    expect(model.warnings.map(({ code, side }) => [code, side])).toEqual([['model', null]])
    const cut = await compareSamples('0.169.0/pair_base', '0.169.0/pair_cut_off')
    expect(cut.warnings.map(({ code, side }) => [code, side])).toEqual([['partial', 'b']])
    expect(cut.extent).toMatchObject({ side: 'a' })
  })
})

describe('the showcase runs', () => {
  it.each(['0.169.0', '0.164.0'])('of %s part at the decision of fix', async (release) => {
    const comparison = await compareSamples(`${release}/showcase`, `${release}/showcase_b`)
    expect(reading(comparison)).toEqual({
      input: '/root/fix 5',
      output: '/root/fix 4',
      oneSided: ['only_b /root/second_opinion'],
    })
    expect(comparison.firstOutput?.input).toBe('normalised')
    const same = comparison.agents.filter((agent) => agent.state === 'same').map((agent) => agent.pathA)
    expect(same.sort()).toEqual([
      '/root/docs',
      '/root/inspect_parser',
      '/root/inspect_parser/read_history',
      '/root/reproduce',
      '/root/write_tests',
    ])
  })

  it('of two schemas compare, with a warning', async () => {
    const { warnings, agents } = await compareSamples('0.164.0/showcase', '0.169.0/showcase')
    expect(warnings.map((warning) => warning.code)).toContain('schema')
    expect(agents.filter(({ a, b }) => a === null || b === null)).toEqual([])
  })
})

describe('for recorded graphs', () => {
  const accepted = recordedBundles('0.169.0').filter((fixture) => fixture.answer.result === 'state')

  it('a trace compared with itself has no difference', async () => {
    const differing: string[] = []
    for (const fixture of accepted) {
      const trace = await traceOf(fixture)
      const { firstInput, firstOutput, stops } = compareTraces(trace, { ...trace })
      if (firstInput !== null || firstOutput !== null || stops.length > 0) differing.push(fixture.name)
    }
    expect(differing).toEqual([])
  })

  it('comparing with the sides swapped gives the mirror image', async () => {
    const traces = await Promise.all(accepted.map((fixture) => traceOf(fixture)))
    for (const [at, a] of traces.entries()) {
      const b = traces[at + 1]
      if (b !== undefined && at % 3 === 0) expect(mirror(compareTraces(b, a))).toEqual(facts(compareTraces(a, b)))
    }
  })
})

interface Facts {
  readonly first: readonly (string | undefined)[]
  readonly agents: readonly Pick<AgentPair, 'a' | 'b' | 'how' | 'sure' | 'state'>[]
  readonly calls: readonly Pick<CallPair, 'a' | 'b' | 'how' | 'state' | 'input' | 'output' | 'rank'>[]
  readonly items: readonly Pick<ItemPair, 'a' | 'b' | 'state'>[]
  readonly edges: readonly Pick<EdgePair, 'a' | 'b' | 'state'>[]
}

function facts(comparison: Comparison): Facts {
  return {
    first: [comparison.firstInput?.text, comparison.firstOutput?.text],
    agents: comparison.agents.map(({ a, b, how, sure, state }) => ({ a, b, how, sure, state })),
    calls: comparison.agents.flatMap(({ calls }) =>
      calls.map(({ a, b, how, state, input, output, rank }) => ({ a, b, how, state, input, output, rank })),
    ),
    items: comparison.agents.flatMap(({ items }) => items.map(({ a, b, state }) => ({ a, b, state }))),
    edges: comparison.edges.map(({ a, b, state }) => ({ a, b, state })),
  }
}

function mirror(comparison: Comparison): Facts {
  const { first, agents, calls, items, edges } = facts(comparison)
  return {
    first,
    agents: agents.map((pair) => ({ ...pair, ...swapped(pair) })),
    calls: calls.map((pair) => ({ ...pair, ...swapped(pair) })),
    items: items.map((pair) => ({ ...pair, ...swapped(pair) })),
    edges: edges.map((pair) => ({ ...pair, ...swapped(pair) })),
  }
}

function swapped<Id>({ a, b, state }: { readonly a: Id; readonly b: Id; readonly state: PairState }) {
  const mirrored: PairState = state === 'only_a' ? 'only_b' : state === 'only_b' ? 'only_a' : state
  return { a: b, b: a, state: mirrored }
}
