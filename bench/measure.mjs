/** What benchmarks of whole processes share: runs that alternate, medians, peak memory, fitted exponents. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'

/** @typedef {readonly [command: string, ...words: string[]]} CommandLine */

/** What a run took, in milliseconds. `cpu` is that of all cores together, NaN where the system does not tell. */
/** @typedef {{ wall: number, cpu: number }} Took */

/** Certificates that a machine adds are read by every Node that starts, which says nothing about the program. */
const environment = { ...process.env }
delete environment['NODE_EXTRA_CA_CERTS']

/** Runs it to its end. @param {CommandLine} line @param {Record<string, string>} [env] @returns {Took} */
export function time([command, ...words], env) {
  const before = cpuOfChildren()
  const start = performance.now()
  const { status, stderr } = spawnSync(command, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, ...env },
  })
  const wall = performance.now() - start
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${String(status)}: ${stderr.toString()}`)
  return { wall, cpu: cpuOfChildren() - before }
}

/** Milliseconds that all children that have ended spent, on Linux. */
function cpuOfChildren() {
  return spent('self', 13)
}

/** Milliseconds that a running process has spent so far, on Linux; NaN elsewhere. @param {number} pid */
export function cpuOf(pid) {
  return spent(String(pid), 11)
}

/** The most memory that a running process has held so far, in bytes, on Linux; NaN elsewhere. @param {number} pid */
export function peakMemoryOf(pid) {
  if (process.platform !== 'linux') return NaN
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** User and system time, where the latter stands behind the former. @param {string} pid @param {number} field */
function spent(pid, field) {
  if (process.platform !== 'linux') return NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const TICK = 10
  return (Number(fields[field]) + Number(fields[field + 1])) * TICK
}

/**
 * Medians of commands, one run of each after the other. A command that took longer than `patience` is not run again.
 * @param {Readonly<Record<string, CommandLine>>} commands @param {number} runs
 * @param {number} patience milliseconds @returns {Record<string, Took>}
 */
export function alternate(commands, runs, patience) {
  /** @type {Record<string, Took[]>} */
  const taken = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  for (let run = 0; run < runs; run += 1) {
    for (const [name, line] of Object.entries(commands)) {
      if ((taken[name]?.[0]?.wall ?? 0) <= patience) taken[name]?.push(time(line))
    }
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, all]) => [
      name,
      { wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) },
    ]),
  )
}

/** @param {readonly number[]} values */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** The most memory a Node program had at once. @param {string} note a file to use @param {CommandLine} line @returns {number} bytes */
export function peakMemory(note, [command, ...words]) {
  const tell = `import fs from 'node:fs'
    process.on('exit', () => fs.writeFileSync(process.env.PEAK_NOTE, String(process.resourceUsage().maxRSS)))`
  time([command, '--import', `data:text/javascript,${encodeURIComponent(tell)}`, ...words], { PEAK_NOTE: note })
  const bytes = Number(readFileSync(note, 'utf8')) * 1024
  rmSync(note)
  return bytes
}

/** The exponent e of the curve y = c * x^e that fits best. @param {readonly (readonly [x: number, y: number])[]} points */
export function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const mean = (/** @type {0 | 1} */ axis) => logs.reduce((sum, log) => sum + (log[axis] ?? 0), 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  let above = 0
  let below = 0
  for (const [x = 0, y = 0] of logs) {
    above += (x - meanX) * (y - meanY)
    below += (x - meanX) ** 2
  }
  return above / below
}
