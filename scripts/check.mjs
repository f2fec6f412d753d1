/**
 * `npm run check`: types of every layer, lint, format, import directions, unused code. One line per step, output only of
 * steps that fail. `npm run check -- eslint tsc` runs only the steps whose name starts with one of the words.
 */
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { binOf, inParallel, root, runNode, stopChildrenOnSignals } from './tasks.mjs'

const CACHE = '.cache'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} argv
 */

/** Layers with globals of their own; each tsconfig says which. @type {readonly string[]} */
const layers = [
  'src/trace',
  'src/trace/node',
  'src/shared',
  'src/main',
  'src/main/trace-host',
  'src/preload',
  'src/cli',
  'scripts',
]

/** @param {string} name @param {string} project @returns {Step} */
function tsc(name, project) {
  const info = join(CACHE, 'tsc', `${name.replaceAll('/', '-')}.tsbuildinfo`)
  return {
    name: `tsc ${name}`,
    argv: [binOf('typescript', 'tsc'), '-p', project, '--incremental', '--tsBuildInfoFile', info],
  }
}

/** The longest first. @type {readonly Step[]} */
const steps = [
  { name: 'eslint', argv: [binOf('eslint'), '.', '--cache', '--cache-location', join(CACHE, 'eslint.json')] },
  {
    name: 'svelte-check',
    argv: [binOf('svelte-check'), '--tsconfig', 'src/renderer/tsconfig.json', '--fail-on-warnings'],
  },
  tsc('tests', 'tsconfig.test.json'),
  ...layers.map((layer) => tsc(layer, layer)),
  { name: 'knip', argv: [binOf('knip'), '--no-progress', '--treat-config-hints-as-errors'] },
  {
    name: 'dependency-cruiser',
    argv: [binOf('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.mjs', 'src'],
  },
  {
    name: 'prettier',
    argv: [
      binOf('prettier'),
      ...['--check', '.', '--log-level', 'warn', '--cache', '--cache-location', join(CACHE, 'prettier')],
    ],
  },
]

/** @param {Step} step @returns {Promise<boolean>} whether it holds */
async function check(step) {
  const { code, output, ms } = await runNode(step.argv)
  const verdict = code === 0 ? 'ok' : 'FAILED'
  console.log(`${verdict.padEnd(6)} ${step.name} (${(ms / 1000).toFixed(1)} s)`)
  if (code !== 0) console.log(output.trim().replaceAll(/^/gm, '       '))
  return code === 0
}

const words = process.argv.slice(2)
stopChildrenOnSignals()
mkdirSync(join(root, CACHE, 'tsc'), { recursive: true })
const chosen = words.length === 0 ? steps : steps.filter(({ name }) => words.some((word) => name.startsWith(word)))
const results = await inParallel(
  chosen.map((step) => () => check(step)),
  Math.max(2, Math.min(4, availableParallelism())),
)
const failed = results.filter((holds) => !holds).length
console.log(failed === 0 ? 'check: ok' : `check: ${String(failed)} of ${String(results.length)} steps failed`)
process.exit(failed === 0 ? 0 : 1)
