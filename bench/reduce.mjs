/**
 * `npm run bench:reduce`: whole processes that reduce a bundle and write the graph to a file. Commands alternate, the median
 * counts. Baselines in the same run: reading every byte once, and the reference reducer where one is given.
 *
 *   npm run bench:reduce -- [BUNDLE...] [--codex PATH] [--runs 5]
 *
 * Without BUNDLE it generates 25 MB and 100 MB, one agent and 75, long items and short ones, in a temporary folder.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateBundle } from './generate-bundle.mjs'

const root = resolve(import.meta.dirname, '..')
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { codex: { type: 'string' }, runs: { type: 'string', default: '5' } },
})
const runs = Number(values.runs)
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const output = join(scratch, 'graph.json')

/** @returns {string[]} folders of bundles */
function generated() {
  return /** @type {const} */ ([25, 100]).flatMap((megabytes) =>
    /** @type {const} */ ([
      [1, 'long'],
      [1, 'short'],
      [75, 'long'],
    ]).map(([agents, items]) => {
      const folder = join(scratch, `${String(megabytes)}MB-${String(agents)}-${items}`)
      generateBundle(folder, { megabytes, agents, items, schema: 2, seed: 1 })
      return folder
    }),
  )
}

/** @param {string} command @param {readonly string[]} words @returns {number} milliseconds */
function time(command, words) {
  const start = performance.now()
  const { status, stderr } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${String(status)}: ${stderr.toString()}`)
  return performance.now() - start
}

/** @param {readonly number[]} times */
function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

/** @param {string} bundle */
function commandsFor(bundle) {
  const cli = join(root, 'out/cli/rolloutlens.js')
  return {
    rolloutlens: () => time(process.execPath, [cli, 'reduce', '--strict', bundle, '--output', output]),
    cat: () => time('sh', ['-c', 'cat "$0"/payloads/* "$0"/trace.jsonl > /dev/null', bundle]),
    ...(values.codex && { codex: () => time(values.codex ?? '', ['debug', 'trace-reduce', bundle, '-o', output]) }),
  }
}

/** @param {string} bundle @returns {number} */
function megabytesOf(bundle) {
  const payloads = join(bundle, 'payloads')
  return readdirSync(payloads).reduce((sum, name) => sum + statSync(join(payloads, name)).size, 0) / 1e6
}

try {
  console.log('| bundle | payloads | rolloutlens | reading every byte | reference | reference / rolloutlens |')
  console.log('|---|---:|---:|---:|---:|---:|')
  for (const bundle of positionals.length > 0 ? positionals.map((path) => resolve(path)) : generated()) {
    const commands = Object.entries(commandsFor(bundle))
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries(commands.map(([name]) => [name, []]))
    for (let run = 0; run < runs; run += 1) for (const [name, command] of commands) times[name]?.push(command())
    const [own, cat, codex] = ['rolloutlens', 'cat', 'codex'].map((name) => times[name] && median(times[name]))
    const text = (/** @type {number | undefined} */ ms) => (ms === undefined ? '–' : `${(ms / 1000).toFixed(2)} s`)
    const ratio = own === undefined || codex === undefined ? '–' : (codex / own).toFixed(1)
    const cells = [basename(bundle), `${megabytesOf(bundle).toFixed(0)} MB`, text(own), text(cat), text(codex), ratio]
    console.log(`| ${cells.join(' | ')} |`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
