/**
 * `npm run bench:reduce`: whole processes that reduce a bundle and write the graph to a file. Commands alternate, the median
 * counts, wall time / CPU time of all cores. Baselines in the same run: reading every byte once and writing as many bytes as the graph has, and the reference
 * reducer of the bundle's schema, where one is given.
 *
 *   npm run bench:reduce -- [BUNDLE...] [--sizes 0.1,25,100,400,1600] [--shapes 1-long,1-short,75-long,75-short]
 *     [--schema 2] [--runs 5] [--memory 25,1600] [--growth bytes,items,agents,events] [--no-tables]
 *     [--reference-1 PATH] [--reference-2 PATH] [--patience 10]
 *
 * Without BUNDLE it generates all sizes (megabytes of payloads) and shapes (agents, length of items) one after the other in a
 * temporary folder, which takes room for the largest. `--memory` compares what bundles of these sizes take that have the same
 * graph; `--growth` fits how the time grows with each of what it names. Each of the three may be `""`, which leaves it out.
 * The references are programs `codex`; they may also be named by ROLLOUTLENS_REFERENCE_1 and _2. A program that takes longer
 * than the patience, in seconds, runs once, and the reference not at all for the next size of the same shape.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateBundle } from './generate-bundle.mjs'
import { alternate, exponent, peakMemory } from './measure.mjs'

/** @typedef {import('./generate-bundle.mjs').Shape} Shape */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '0.1,25,100,400,1600' },
    shapes: { type: 'string', default: '1-long,1-short,75-long,75-short' },
    schema: { type: 'string', default: '2' },
    runs: { type: 'string', default: '5' },
    memory: { type: 'string', default: '25,1600' },
    growth: { type: 'string', default: 'bytes,items,agents,events' },
    'no-tables': { type: 'boolean', default: false },
    'reference-1': { type: 'string', default: process.env['ROLLOUTLENS_REFERENCE_1'] },
    'reference-2': { type: 'string', default: process.env['ROLLOUTLENS_REFERENCE_2'] },
    patience: { type: 'string', default: '10' },
  },
})
const cli = resolve(import.meta.dirname, '../out/cli/rolloutlens.js')
const runs = Number(values.runs)
const patience = Number(values.patience) * 1000
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const graph = join(scratch, 'graph.json')
const note = join(scratch, 'note')
/** Points of a curve, each the median of so many runs at most. */
const GROWTH_RUNS = 3
const NOTHING = { wall: NaN, cpu: NaN }

/** @param {string} bundle @param {string} output @returns {readonly [string, ...string[]]} */
function own(bundle, output = graph) {
  return [process.execPath, cli, 'reduce', '--strict', bundle, '--output', output]
}

/** @param {string} bundle @returns {readonly [string, ...string[]]} */
function reading(bundle) {
  const script = 'find "$0/payloads" "$0/trace.jsonl" -type f -exec cat {} + > /dev/null && cat "$1" > "$2"'
  return ['sh', '-c', script, bundle, graph, join(scratch, 'copy.json')]
}

/** The reducer that the bundle's graph is compared with, if it is here. @param {string} bundle @returns {string | undefined} */
function referenceFor(bundle) {
  const isFirst = /"schema_version":\s*1\b/.test(readFileSync(join(bundle, 'manifest.json'), 'utf8'))
  return isFirst ? values['reference-1'] : values['reference-2']
}

/** @param {string} bundle @returns {{ files: number, megabytes: number }} */
function payloadsOf(bundle) {
  const folder = join(bundle, 'payloads')
  const names = readdirSync(folder)
  return {
    files: names.length,
    megabytes: names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6,
  }
}

/** One row. @param {string} bundle @param {boolean} withReference @returns {number} how long the reference took */
function measure(bundle, withReference) {
  const reference = withReference ? referenceFor(bundle) : undefined
  const memory = peakMemory(note, own(bundle))
  /** @type {Record<string, readonly [string, ...string[]]>} */
  const commands = { own: own(bundle), reading: reading(bundle) }
  if (reference !== undefined) {
    commands['reference'] = [reference, 'debug', 'trace-reduce', bundle, '--output', join(scratch, 'reference.json')]
  }
  const { own: ours = NOTHING, reading: floor = NOTHING, reference: theirs } = alternate(commands, runs, patience)
  const { files, megabytes } = payloadsOf(bundle)
  const both = (/** @type {import('./measure.mjs').Took} */ { wall, cpu }) => `${seconds(wall)} / ${seconds(cpu)}`
  const cells = [
    basename(bundle),
    `${megabytes.toFixed(0)} MB`,
    files.toLocaleString('en'),
    both(ours),
    `${(memory / 1e6).toFixed(0)} MB`,
    both(floor),
    theirs === undefined ? '–' : both(theirs),
    theirs === undefined ? '–' : `${(theirs.wall / ours.wall).toFixed(1)} / ${(theirs.cpu / ours.cpu).toFixed(1)}`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
  return theirs?.wall ?? 0
}

/** Wall time and CPU time of a Node that has nothing to do. @param {string[]} words */
function startUp(...words) {
  const { only = NOTHING } = alternate({ only: [process.execPath, ...words] }, runs, patience)
  return `${seconds(only.wall)} / ${seconds(only.cpu)}`
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`
}

/** @param {string} name @param {Shape} shape @param {(bundle: string, made: ReturnType<typeof generateBundle>) => void} work */
function withGenerated(name, shape, work) {
  const bundle = join(scratch, name)
  mkdirSync(bundle)
  try {
    work(bundle, generateBundle(bundle, shape))
  } finally {
    rmSync(bundle, { recursive: true, force: true })
  }
}

function tables() {
  console.log('| bundle | payloads | files | rolloutlens | peak memory | reading, writing | reference | times faster |')
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|')
  for (const path of positionals) measure(resolve(path), true)
  if (positionals.length > 0) return
  for (const schema of values.schema.split(',')) {
    for (const name of values.shapes.split(',')) {
      const [agents, length] = name.split('-')
      let patient = true
      for (const megabytes of listOf(values.sizes)) {
        const shape = shapeOf(schema, { agents: Number(agents), items: length === 'short' ? 'short' : 'long' })
        const label = `s${schema}-${megabytes}MB-${name}`
        withGenerated(label, { ...shape, megabytes: Number(megabytes) }, (bundle) => {
          patient = measure(bundle, patient) <= patience
        })
      }
    }
  }
}

/** @param {string} schema @param {Partial<Shape>} of @returns {Shape} */
function shapeOf(schema, of) {
  return { agents: 1, items: 'short', seed: 1, schema: schema === '1' ? 1 : 2, ...of }
}

/** Peak memory with bundles of different size and the same graph: the bytes more are no part of it. */
function memory() {
  const sizes = listOf(values.memory).map(Number)
  console.log(`\n| the same graph from | ${sizes.map((size) => `${String(size)} MB`).join(' | ')} |`)
  console.log(`|---|${sizes.map(() => '---:|').join('')}`)
  for (const of of [
    { agents: 1, rounds: 200 },
    { agents: 75, rounds: 14 },
  ]) {
    let bare = 0
    withGenerated('memory', shapeOf('2', of), (_, made) => (bare = made.payloadBytes))
    const peaks = sizes.map((size) => {
      const padding = Math.max(0, Math.round((size * 1e6 - bare) / (of.agents * of.rounds)))
      let peak = 0
      withGenerated('memory', shapeOf('2', { ...of, padding }), (bundle) => (peak = peakMemory(note, own(bundle))))
      return `${(peak / 1e6).toFixed(0)} MB`
    })
    console.log(`| ${String(of.agents)} agents, ${String(of.agents * of.rounds)} inferences | ${peaks.join(' | ')} |`)
  }
}

/** @param {string} text words with commas between them */
function listOf(text) {
  return text.split(',').filter((word) => word !== '')
}

/** What each series grows by, and the bundles of it. @type {Record<string, (x: number) => Partial<Shape>>} */
const series = {
  bytes: (x) => ({ megabytes: x, items: 'long' }),
  items: (x) => ({ rounds: 20, history: x }),
  agents: (x) => ({ rounds: 3, agents: x }),
  events: (x) => ({ rounds: 1, extraEvents: x }),
}
/** @type {Record<string, readonly number[]>} */
const steps = {
  bytes: listOf(values.sizes)
    .map(Number)
    .filter((size) => size >= 25),
  items: [2000, 8000, 32_000],
  agents: [75, 300, 1200],
  events: [10_000, 100_000, 1_000_000],
}

/** CPU time without start-up, so that neither small bundles nor other work on the machine bend the curve. */
function growth() {
  console.log('\n| growth in | CPU time | exponent |\n|---|---|---:|')
  for (const name of listOf(values.growth)) {
    /** @type {[number, number][]} */
    const points = []
    for (const x of steps[name] ?? []) {
      withGenerated(`growth-${name}`, shapeOf('2', series[name]?.(x) ?? {}), (bundle) => {
        const { start, whole } = alternate(
          { start: [process.execPath, cli, 'reduce', '--help'], whole: own(bundle) },
          Math.min(runs, GROWTH_RUNS),
          patience,
        )
        if (start !== undefined && whole !== undefined) points.push([x, Math.max(1, whole.cpu - start.cpu)])
      })
    }
    const times = points.map(([x, ms]) => `${x.toLocaleString('en')}: ${seconds(ms)}`).join(', ')
    console.log(`| ${name} | ${times} | ${exponent(points).toFixed(2)} |`)
  }
}

try {
  console.log(
    `Node ${process.version}, median of ${String(runs)}, wall time / CPU time; start-up of Node ${startUp('-e', '0')}, with the program ${startUp(cli, 'reduce', '--help')}\n`,
  )
  if (!values['no-tables']) tables()
  if (positionals.length === 0 && values.memory !== '') memory()
  if (positionals.length === 0 && values.growth !== '') growth()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
