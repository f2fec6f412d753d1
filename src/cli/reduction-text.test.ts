import { describe, expect, it } from 'vitest'
import { openBundle } from '../trace/bundle/open-bundle.ts'
import { graphToJson } from '../trace/model/graph-json.ts'
import type { Reduction } from '../trace/model/reduction.ts'
import { conformanceCases, fixture, sourceOf, type Fixture } from '../trace/testkit/fixtures.ts'
import { reductionText } from './reduction-text.ts'

async function reduced(bundle: Fixture): Promise<Reduction> {
  return await (await openBundle(sourceOf(bundle))).replay({ mode: 'tolerant' })
}

const textOf = (reduction: Reduction, graphOnly: boolean): string =>
  [...reductionText(reduction, { graphOnly })].join('')

describe('the text of a reduction', () => {
  it('is the graph, character for character as one JSON.stringify would write it', async () => {
    const cases = conformanceCases((name) => /^s2-(agent-spawn|compaction|cell|terminal)/.test(name))
    for (const bundle of [...cases, fixture('samples/0.169.0/showcase')]) {
      const reduction = await reduced(bundle)
      expect(textOf(reduction, true)).toBe(`${JSON.stringify(graphToJson(reduction.graph), null, 2)}\n`)
    }
  })

  it('has what we say in a member of its own', async () => {
    const reduction = await reduced(fixture('samples/0.169.0/showcase'))
    const { diagnostics, verdict, derived } = reduction
    expect(JSON.parse(textOf(reduction, false))).toEqual({
      ...graphToJson(reduction.graph),
      rolloutlens: {
        version: 1,
        verdict,
        diagnostics,
        derived: {
          interaction_edges: Object.fromEntries(derived.interaction_edges),
          terminal_results: Object.fromEntries(derived.terminal_results),
          tool_call_ids_started_by_response: Object.fromEntries(derived.tool_call_ids_started_by_response),
          missing_threads: derived.missing_threads,
        },
        marks: Object.fromEntries(reduction.marks),
      },
    })
    expect(derived.interaction_edges.size).toBeGreaterThan(0)
  })

  it('comes in pieces of moderate length', async () => {
    const reduction = await reduced(fixture('samples/0.169.0/showcase'))
    const lengths = [...reductionText(reduction, { graphOnly: true })].map((piece) => piece.length)
    expect([lengths.length > 1, Math.max(...lengths) < 1024 * 1024]).toEqual([true, true])
  })
})
