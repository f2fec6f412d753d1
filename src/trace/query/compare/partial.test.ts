/** Runs that are not whole: cut off anywhere, damaged, or of a later format. They are compared as far as they go, from either side. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TraceError } from '../../base/errors.ts'
import { openBundle } from '../../bundle/open-bundle.ts'
import { fixturesFolder, readFolder, samples, sourceOf, type Fixture } from '../../testkit/fixtures.ts'
import { compareTraces, type ComparedTrace } from './index.ts'
import { noTexts } from './texts.ts'

type Bundle = Pick<Fixture, 'name' | 'files'>

async function reduced({ name, files }: Bundle): Promise<ComparedTrace> {
  const bundle = await openBundle(sourceOf({ name, files }))
  const reduction = await bundle.replay({ mode: 'tolerant' })
  return { name, reduction, lastEventAt: undefined, texts: noTexts }
}

/** Undefined for what is no bundle. */
async function reducedIfBundle(bundle: Bundle): Promise<ComparedTrace | undefined> {
  try {
    return await reduced(bundle)
  } catch (error) {
    if (error instanceof TraceError) return undefined
    throw error
  }
}

function sample(name: string): Bundle {
  const found = samples('0.169.0').find((each) => each.name === `samples/0.169.0/${name}`)
  if (found === undefined) throw new Error(`${name} is not among the samples`)
  return found
}

describe('a run beside its own beginning', () => {
  const whole = sample('showcase')
  const log = whole.files.get('trace.jsonl') ?? new Uint8Array()

  it('decides nothing else and is sent nothing else, wherever the recording stops', async () => {
    const complete = await reduced(whole)
    const anyLength = fc.integer({ min: 2000, max: log.length - 3000 })
    await fc.assert(
      fc.asyncProperty(anyLength, async (length) => {
        const files = new Map(whole.files).set('trace.jsonl', log.subarray(0, length))
        const beginning = await reduced({ name: 'beginning', files })
        const { firstInput, firstOutput, agents, warnings } = compareTraces(beginning, complete)
        expect([firstInput, firstOutput]).toEqual([null, null])
        expect(agents.filter(({ b }) => b === null)).toEqual([])
        expect(warnings.map(({ code, side }) => [code, side])).toContainEqual(['partial', 'a'])
      }),
      // Between the start of a tool call and of the code cell that it starts.
      { numRuns: 40, examples: [[23_957]] },
    )
  }, 300_000)
})

describe('what is damaged or of a later format', () => {
  const bundles = ['damaged', 'from-the-future'].flatMap((folder) =>
    fs
      .readdirSync(path.join(fixturesFolder, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name: `${folder}/${name}`, files: readFolder(path.join(fixturesFolder, folder, name)) })),
  )

  it('is compared if it opens, and has no difference from itself', async () => {
    const base = await reduced(sample('pair_base'))
    let compared = 0
    for (const bundle of bundles) {
      const trace = await reducedIfBundle(bundle)
      if (trace === undefined) continue
      compared += 1
      expect([bundle.name, compareTraces(trace, { ...trace }).stops]).toEqual([bundle.name, []])
      const there = compareTraces(base, trace)
      const back = compareTraces(trace, base)
      expect([bundle.name, back.stops.length, back.firstOutput?.text]).toEqual([
        bundle.name,
        there.stops.length,
        there.firstOutput?.text,
      ])
    }
    expect(compared).toBeGreaterThan(20)
  })
})
