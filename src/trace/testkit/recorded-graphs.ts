/** Graphs that the reference made of recorded bundles, as reductions without evidence: what a lone `state.json` gives. */
import { ensure } from '../base/assert.ts'
import type { RawPayloadId } from '../base/ids.ts'
import { graphFromJson } from '../model/graph-json.ts'
import { emptyDerived } from '../model/reduction.ts'
import type { Reduction } from '../model/reduction.ts'
import type { PayloadReader } from '../query/payload-reader.ts'
import { buildIndex } from '../query/trace-index.ts'
import type { TraceIndex } from '../query/trace-index.ts'
import { fixture } from './fixtures.ts'
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

/** The payload files of a fixture, as queries read them. Payloads that the bundle does not hold have no size. */
export function recordedPayloads({ files }: Fixture, { graph }: Reduction): PayloadReader {
  const bytesOf = (payload: RawPayloadId): Uint8Array | undefined =>
    files.get(graph.raw_payloads.get(payload)?.path ?? '')
  return {
    size: (payload) => Promise.resolve(bytesOf(payload)?.length),
    read: (payload, offset, length) =>
      Promise.resolve(bytesOf(payload)?.slice(offset, offset + length) ?? new Uint8Array(0)),
  }
}

/** A recorded bundle by its full name, with everything queries need. */
export function openRecorded(name: string): { readonly index: TraceIndex; readonly payloads: PayloadReader } {
  const bundle = fixture(name)
  const reduction = ensure(recordedGraph(bundle), `a graph of ${name}`)
  return { index: buildIndex(reduction), payloads: recordedPayloads(bundle, reduction) }
}
