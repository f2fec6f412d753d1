/**
 * Runs programs of the project as child processes, a few at a time. Output is kept and handed over; nothing is printed
 * here. Every child dies with this process.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const require = createRequire(import.meta.url)

/**
 * The script behind a command of an npm package, so that it can be run without npx.
 *
 * @param {string} packageName
 * @param {string} [command] when it differs from the package's name
 * @returns {string}
 */
export function binOf(packageName, command = packageName) {
  const folder = packageFolder(packageName)
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = require(join(folder, 'package.json'))
  const script = typeof bin === 'string' ? bin : bin[command]
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`)
  return join(folder, script)
}

/**
 * Where an npm package lies, whether or not its package.json is exported.
 *
 * @param {string} packageName
 * @returns {string}
 */
export function packageFolder(packageName) {
  for (const folder of require.resolve.paths(packageName) ?? []) {
    try {
      return dirname(require.resolve(join(folder, packageName, 'package.json')))
    } catch {
      continue
    }
  }
  throw new Error(`${packageName} is not installed: run npm ci`)
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 + signal number is not modelled, a killed child counts as 1
 * @property {string} output standard output and standard error as they came
 * @property {number} ms
 */

/**
 * Runs a Node script to its end.
 *
 * @param {readonly string[]} argv script and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function runNode(argv, { cwd = root, env = {}, onOutput } = {}) {
  const started = performance.now()
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill()
  process.once('exit', kill)
  let output = ''
  const keep = (/** @type {string} */ text) => {
    output += text
    onOutput?.(text)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('exit', kill)
      if (signal !== null) keep(`ended by ${signal}\n`)
      resolve({ code: code ?? 1, output, ms: performance.now() - started })
    })
  })
}

/**
 * Runs jobs, at most `width` at a time, in the order given.
 *
 * @template T
 * @param {readonly (() => Promise<T>)[]} jobs
 * @param {number} width
 * @returns {Promise<T[]>} results in the order of the jobs
 */
export async function inParallel(jobs, width) {
  /** @type {T[]} */
  const results = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index]
      if (job) results[index] = await job()
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

/**
 * Makes Ctrl+C and termination end the children as well, by way of the `exit` event.
 *
 * @returns {() => void} undoes it
 */
export function stopChildrenOnSignals() {
  const exits = /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]).map(([signal, number]) => {
    const exit = () => process.exit(128 + number)
    process.once(signal, exit)
    return { signal, exit }
  })
  return () => {
    for (const { signal, exit } of exits) process.off(signal, exit)
  }
}
