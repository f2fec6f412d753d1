/**
 * `npm run bench:reduce`: whole processes that reduce a bundle and write the graph to a file. Commands alternate, the median
 * counts, wall time / CPU time of all cores. Baselines in the same run: reading every byte once and writing as many bytes as the graph has, and the reference
 * reducer of the bundle's schema, where one is given.
 *
 *   npm run bench:reduce -- [BUNDLE...] [--sizes 25,100,400,1600] [--shapes 1-long,1-short,75-long,75-short]
 *     [--schema 2] [--runs 5] [--growth bytes,items,agents,events] [--no-tables]
 *     [--reference-1 PATH] [--reference-2 PATH] [--patience 30]
 *
 * Without BUNDLE it generates all sizes (megabytes of payloads) and shapes (agents, length of items) one after the other in a
 * temporary folder, which takes room for the largest. `--growth` fits how the time grows with each of what it names.
 * The references are programs `codex`; they may also be named by ROLLOUTLENS_REFERENCE_1 and _2. A program that takes longer
 * than the patience, in seconds, runs once, and not at all for the next size of the same shape.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateBundle } from './generate-bundle.mjs'
import { alternate, exponent, peakMemory, time } from './measure.mjs'

/** @typedef {import('./generate-bundle.mjs').Shape} Shape */

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '25,100,400,1600' },
    shapes: { type: 'string', default: '1-long,1-short,75-long,75-short' },
    schema: { type: 'string', default: '2' },
    runs: { type: 'string', default: '5' },
    growth: { type: 'string', default: 'bytes,items,agents,events' },
    'no-tables': { type: 'boolean', default: false },
    'reference-1': { type: 'string', default: process.env['ROLLOUTLENS_REFERENCE_1'] },
    'reference-2': { type: 'string', default: process.env['ROLLOUTLENS_REFERENCE_2'] },
    patience: { type: 'string', default: '30' },
  },
})
const cli = resolve(import.meta.dirname, '../out/cli/rolloutlens.js')
const runs = Number(values.runs)
const patience = Number(values.patience) * 1000
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const graph = join(scratch, 'graph.json')
const note = join(scratch, 'note')
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

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`
}

/** @param {string} name @param {Shape} shape @param {(bundle: string) => void} work */
function withGenerated(name, shape, work) {
  const bundle = join(scratch, name)
  mkdirSync(bundle)
  try {
    generateBundle(bundle, shape)
    work(bundle)
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
      for (const megabytes of values.sizes.split(',')) {
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

/** What each series grows by, and the bundles of it. @type {Record<string, (x: number) => Partial<Shape>>} */
const series = {
  bytes: (x) => ({ megabytes: x, items: 'long' }),
  items: (x) => ({ rounds: 20, history: x }),
  agents: (x) => ({ rounds: 3, agents: x }),
  events: (x) => ({ rounds: 1, extraEvents: x }),
}
/** @type {Record<string, readonly number[]>} */
const steps = {
  bytes: values.sizes.split(',').map(Number),
  items: [2000, 8000, 32_000],
  agents: [75, 300, 1200],
  events: [10_000, 100_000, 1_000_000],
}

/** CPU time without start-up, so that neither small bundles nor other work on the machine bend the curve. */
function growth() {
  console.log('\n| growth in | CPU time | exponent |\n|---|---|---:|')
  for (const name of values.growth.split(',').filter((name) => name !== '')) {
    /** @type {[number, number][]} */
    const points = []
    for (const x of steps[name] ?? []) {
      withGenerated(`growth-${name}`, shapeOf('2', series[name]?.(x) ?? {}), (bundle) => {
        const { start, whole } = alternate(
          { start: [process.execPath, cli, 'reduce', '--help'], whole: own(bundle) },
          runs,
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
    `Node ${process.version}, median of ${String(runs)}, start-up of Node ${seconds(time([process.execPath, '-e', '0']).wall)}\n`,
  )
  if (!values['no-tables']) tables()
  if (positionals.length === 0 && values.growth !== '') growth()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
