/** The same scenario recorded by two releases of Codex: how each pair reads, reviewed once and kept as a fixture. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { graphFromJson } from '../../model/graph-json.ts'
import { fixturesFolder, recordedBundles, type Fixture } from '../../testkit/fixtures.ts'
import type { Comparison, Divergence } from '../../../shared/view-models/compare.ts'
import { compareTraces, type ComparedTrace } from './index.ts'
import { readComparedTexts } from './texts.ts'

const [older, newer] = ['0.164.0', '0.169.0'] as const
const expectations = path.join(fixturesFolder, 'compare', 'releases.json')

async function traceOf({ name, answer, files }: Fixture): Promise<ComparedTrace | undefined> {
  if (answer.result !== 'state') return undefined
  const graph = graphFromJson(JSON.parse(answer.state))
  const decoder = new TextDecoder()
  const texts = await readComparedTexts(graph, (id) => {
    const bytes = files.get(graph.raw_payloads.get(id)?.path ?? '')
    return Promise.resolve(bytes === undefined ? undefined : decoder.decode(bytes))
  })
  const derived = {
    ...{ interaction_edges: new Map(), terminal_results: new Map(), tool_call_ids_started_by_response: new Map() },
    missing_threads: [],
  }
  const verdict = { accepted: true } as const
  const reduction = { graph, version: 1 as const, verdict, diagnostics: [], derived, marks: new Map() }
  return { name, lastEventAt: undefined, texts, reduction }
}

function reading({ firstInput, firstOutput, agents, stops }: Comparison) {
  const said = (divergence: Divergence | null) =>
    divergence?.text.replace(/^first (in|out)put difference at /, '') ?? null
  return {
    input: said(firstInput),
    output: said(firstOutput),
    one_sided: agents.flatMap(({ state, pathA, pathB }) =>
      state === 'only_a' || state === 'only_b' ? [`${state} ${pathA ?? pathB ?? ''}`] : [],
    ),
    differences: stops.length,
  }
}

it('two releases read as reviewed, and the same from the other side', async () => {
  const scenario = ({ name }: Fixture) => name.slice(name.lastIndexOf('/') + 1)
  const others = new Map(recordedBundles(newer).map((fixture) => [scenario(fixture), fixture]))
  const found: Record<string, unknown> = {}
  for (const fixture of recordedBundles(older)) {
    const other = others.get(scenario(fixture))
    const [a, b] = [await traceOf(fixture), other && (await traceOf(other))]
    if (a === undefined || b === undefined) continue
    const comparison = compareTraces(a, b)
    found[scenario(fixture)] = reading(comparison)
    expect(reading(compareTraces(b, a)).differences).toBe(comparison.stops.length)
  }
  if (process.env['UPDATE_EXPECTATIONS'] === '1') fs.writeFileSync(expectations, `${JSON.stringify(found, null, 2)}\n`)
  expect(found).toEqual(JSON.parse(fs.readFileSync(expectations, 'utf8')))
})
