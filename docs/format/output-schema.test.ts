/** output.schema.json describes what `rolloutlens reduce` writes, member by member: nothing else may be there. */
import fs from 'node:fs'
import nodePath from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { capturedTerminal } from '../../src/cli/testkit/captured-terminal.ts'
import { openBundle } from '../../src/trace/bundle/open-bundle.ts'
import { reductionToJson } from '../../src/trace/testkit/reduction-json.ts'
import { openDirectory } from '../../src/trace/node/directory-source.ts'
import {
  conformanceCases,
  fixturesFolder,
  recordedBundles,
  samples,
  sourceOf,
  type Fixture,
} from '../../src/trace/testkit/fixtures.ts'

const schema = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(fs.readFileSync(nodePath.join(import.meta.dirname, 'output.schema.json'), 'utf8')))
const check = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)

function errorsOf(output: unknown): unknown {
  check(output)
  return check.errors ?? []
}

async function outputOf(fixture: Fixture): Promise<Record<string, unknown>> {
  const bundle = await openBundle(sourceOf(fixture))
  return reductionToJson(await bundle.replay({ mode: 'tolerant' }))
}

/** One release of each schema, and the first of all: others differ in nothing that shows in the shape. */
const recorded: readonly Fixture[] = [
  ...['0.125.0', '0.164.0'].flatMap((release) => recordedBundles(release)),
  ...samples('0.169.0'),
]
/** Those that open. */
const cases = conformanceCases().filter(({ files }) => files.has('manifest.json') && files.has('trace.jsonl'))

describe('output.schema.json', () => {
  it('holds for what tolerant makes of bundles, and every member it names is seen', async () => {
    const seen = new Set<string>()
    for (const fixture of [...recorded, ...cases]) {
      const output = await outputOf(fixture)
      expect(errorsOf(output), fixture.name).toEqual([])
      namesIn(output, seen)
    }
    expect(namesOf(schema).filter((name) => !seen.has(name))).toEqual([])
  })

  it("holds for the reference's own graphs", () => {
    const states = [...recorded, ...cases].flatMap(({ answer }) => (answer.result === 'state' ? [answer.state] : []))
    expect(states.length).toBeGreaterThan(300)
    for (const state of states) expect(errorsOf(JSON.parse(state))).toEqual([])
  })

  it.each(['damaged', 'hostile', 'from-the-future'])('holds for %s bundles', async (kind) => {
    const parent = nodePath.join(fixturesFolder, kind)
    const bundles = fs.readdirSync(parent).filter((name) => fs.existsSync(nodePath.join(parent, name, 'trace.jsonl')))
    let opened = 0
    for (const name of bundles) {
      const source = openDirectory(nodePath.join(parent, name))
      const bundle = await openBundle(source).catch(() => undefined)
      const reduction = await bundle?.replay({ mode: 'tolerant' }).catch(() => undefined)
      await source.close()
      if (reduction === undefined) continue
      opened += 1
      expect(errorsOf(JSON.parse(JSON.stringify(reductionToJson(reduction)))), name).toEqual([])
    }
    expect(opened).toBeGreaterThan(5)
  })

  it.each([[[]], [['--strict']], [['--no-enrich']]])('holds for what the command line writes %j', async (options) => {
    const terminal = capturedTerminal()
    await runCommandLine(['reduce', nodePath.join(fixturesFolder, 'samples/showcase.rollout'), ...options], terminal)
    expect(errorsOf(JSON.parse(terminal.text('out')))).toEqual([])
  })

  it('refuses a member it does not know, wherever that is', async () => {
    const [fixture] = samples('0.169.0')
    const text = JSON.stringify(fixture && (await outputOf(fixture)))
    // Every object that is no map starts with a member that has a name of the schema.
    const starts = [
      ...text.matchAll(/[{](?="(?:type|[a-z_]+_id|started_at_unix_ms|version|code|parts|schema_version)":)/g),
    ]
    expect(starts.length).toBeGreaterThan(300)
    for (const { index } of starts.slice(0, 300)) {
      const more = `${text.slice(0, index + 1)}"another":1,${text.slice(index + 1)}`
      expect(errorsOf(JSON.parse(more)), more.slice(index, index + 80)).not.toEqual([])
    }
  })
})

/** Names of all members that the schema gives to objects. */
function namesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesOf)
  if (typeof value !== 'object' || value === null) return []
  const own = 'properties' in value && typeof value.properties === 'object' ? Object.keys(value.properties ?? {}) : []
  return [...new Set([...own, ...Object.values(value).flatMap(namesOf)])]
}

function namesIn(value: unknown, seen: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    seen.add(name)
    namesIn(member, seen)
  }
}
