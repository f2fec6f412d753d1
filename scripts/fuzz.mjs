/**
 * `npm run fuzz -- [--seconds 60] [--seed 1] [--mutants N]`: makes broken bundles from fixtures, one per seed from `--seed` on,
 * and checks that each is read or refused as it should be (src/cli/testkit/mutants). Each is checked in a process that is
 * killed when it hangs. A mutant with a problem is named by its seed and kept in fixtures/mutants.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './tasks.mjs'

/** A mutant that takes longer hangs. */
const LONGEST_MS = 5000
/** Before a process is suspected to hang only because the machine is busy. */
const PATIENCE_MS = 4 * LONGEST_MS

/** @typedef {{ seed: number, problem: string | null, cpuMs: number, base: string, steps: readonly string[] }} Outcome */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    mutants: { type: 'string', default: 'Infinity' },
  },
})
const [seconds, first, most] = [Number(values.seconds), Number(values.seed), Number(values.mutants)]
if (!(seconds > 0) || !Number.isSafeInteger(first) || !(most > 0)) {
  console.error('usage: npm run fuzz -- [--seconds 60] [--seed 1] [--mutants N]')
  process.exit(64)
}

/** @returns {Promise<import('node:child_process').ChildProcess>} */
async function startWorker() {
  const worker = fork(join(root, 'scripts/fuzz-worker.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('exit', (code) => reject(new Error(`the worker did not start: ${String(code)}`)))
  })
  return worker
}

/**
 * @param {import('node:child_process').ChildProcess} worker
 * @param {{ seed: number, keep?: string }} request
 * @returns {Promise<Outcome | { died: string }>}
 */
function ask(worker, request) {
  return new Promise((resolve) => {
    const settle = (/** @type {Outcome | { died: string }} */ outcome) => {
      clearTimeout(watchdog)
      worker.off('message', onMessage)
      worker.off('exit', onExit)
      resolve(outcome)
    }
    const onMessage = (/** @type {any} */ outcome) => settle(outcome)
    const onExit = (/** @type {number | null} */ code, /** @type {string | null} */ signal) =>
      settle({ died: `the process ended with ${String(signal ?? code)}` })
    const watchdog = setTimeout(() => {
      worker.off('exit', onExit)
      worker.once('exit', () => settle({ died: `hangs for more than ${String(PATIENCE_MS)} ms` }))
      worker.kill('SIGKILL')
    }, PATIENCE_MS)
    worker.on('message', onMessage)
    worker.on('exit', onExit)
    worker.send(request)
  })
}

let worker = await startWorker()
const deadline = performance.now() + seconds * 1000
let seed = first
let failed = 0
let slowest = { seed: first, cpuMs: 0 }
for (; seed < first + most && performance.now() < deadline; seed += 1) {
  const outcome = await ask(worker, { seed })
  const problem = problemOf(outcome)
  if (!('died' in outcome) && outcome.cpuMs > slowest.cpuMs) slowest = outcome
  if (problem === null) continue
  failed += 1
  console.log(`seed ${String(seed)}: ${problem}`)
  if ('died' in outcome) worker = await startWorker()
  else console.log(`  ${outcome.base}: ${outcome.steps.join('; ')}`)
  await ask(worker, { seed, keep: problem.split('\n')[0] ?? '' })
  console.log(`  kept in fixtures/mutants/${String(seed)}; again: npm run fuzz -- --seed ${String(seed)} --mutants 1`)
}
worker.kill()
const range = `seeds ${String(first)} to ${String(seed - 1)}`
const slow = `the slowest, ${String(slowest.seed)}, took ${slowest.cpuMs.toFixed(0)} ms`
console.log(`${String(seed - first)} mutants (${range}), ${String(failed)} with a problem; ${slow}`)
process.exit(failed === 0 ? 0 : 1)

/** @param {Outcome | { died: string }} outcome @returns {string | null} */
function problemOf(outcome) {
  if ('died' in outcome) return outcome.died
  if (outcome.problem === null && outcome.cpuMs > LONGEST_MS) return `takes ${outcome.cpuMs.toFixed(0)} ms`
  return outcome.problem
}
