/** Graphs that the reference made of recorded bundles, as reductions without evidence: what a lone `state.json` gives. */
import { graphFromJson } from '../model/graph-json.ts'
import { emptyDerived } from '../model/reduction.ts'
import type { Reduction } from '../model/reduction.ts'
import type { Fixture } from './fixtures.ts'

/** Undefined where the reference refuses the bundle. */
export function recordedGraph({ answer }: Fixture): Reduction | undefined {
  if (answer.result !== 'state') return undefined
  return {
    graph: graphFromJson(JSON.parse(answer.state)),
    version: 1,
    verdict: { accepted: true },
    diagnostics: [],
    derived: emptyDerived(),
    marks: new Map(),
  }
}

/** Those that have a graph, by name. */
export function recordedGraphs(fixtures: readonly Fixture[]): readonly (readonly [name: string, Reduction])[] {
  return fixtures.flatMap((fixture) => {
    const reduction = recordedGraph(fixture)
    return reduction === undefined ? [] : [[fixture.name, reduction] as const]
  })
}
