/** Checks mutants by seed for `npm run fuzz`, one at a time, in a process that may be killed. Loads the sources through vite. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './tasks.mjs'

const ON_DISK_EVERY = 16
const folder = join(root, 'src/cli/testkit/mutants')

/** @param {string} file @returns {Promise<any>} */
async function load(file) {
  const { module } = await runnerImport(join(folder, file), { root, configFile: false, logLevel: 'error' })
  return module
}

const { checkMutant, checkOnDisk, keepMutant, mutantBases, mutantOf } = await load('index.ts')
const bases = mutantBases()

/** @type {unknown} */
let rejection = null
process.on('unhandledRejection', (reason) => {
  rejection = reason
})

/** @param {{ seed: number }} mutant @returns {Promise<string | null>} */
async function problemOf(mutant) {
  rejection = null
  try {
    await checkMutant(mutant)
    if (mutant.seed % ON_DISK_EVERY === 0) await checkOnDisk(mutant)
    await new Promise(setImmediate)
  } catch (problem) {
    return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
  }
  return rejection === null ? null : `unhandled rejection: ${String(rejection)}`
}

process.on('message', async (/** @type {{ seed: number, keep?: string }} */ { seed, keep }) => {
  const mutant = await mutantOf(seed, bases)
  const before = process.cpuUsage()
  const problem = keep === undefined ? await problemOf(mutant) : null
  const { user, system } = process.cpuUsage(before)
  if (keep !== undefined) keepMutant(mutant, keep)
  process.send?.({ seed, problem, cpuMs: (user + system) / 1000, base: mutant.base, steps: mutant.steps })
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
