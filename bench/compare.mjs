/**
 * `npm run bench:compare`: `rolloutlens diff` of two runs of 50,000 items as a whole process, with the most memory it held. In
 * the same run, as baselines: `rolloutlens summary` of both runs one after the other (what reading alone costs), and GNU
 * `diff` of the items' texts, one line each (a line diff that aligns nothing else). The median of the runs counts. The
 * difference is of CPU times, since other work on the machine stretches the clock.
 *
 *   npm run bench:compare -- [--items 47000] [--runs 3]
 *
 * The second run is the first with a hundredth of its sentences changed (`few`), or another run of the same shape (`all`).
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateRun } from './generate-run.mjs'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { items: { type: 'string', default: '47000' }, runs: { type: 'string', default: '3' } },
})
const runs = Number(values.runs)
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const cli = join(root, 'out/cli/rolloutlens.js')
const shape = { agents: 40, rounds: 20, commands: 2000, messages: 200, items: Number(values.items) }

/** @param {string} name @param {number} seed */
function generated(name, seed) {
  const folder = join(scratch, name)
  generateRun(folder, { ...shape, payloadMegabytes: 0, oneLine: false, seed })
  return folder
}

/** A copy with every hundredth sentence another. @param {string} from */
function changed(from) {
  const folder = join(scratch, 'few')
  cpSync(from, folder, { recursive: true })
  for (const name of readdirSync(join(folder, 'payloads'))) {
    const file = join(folder, 'payloads', name)
    const text = readFileSync(file, 'utf8')
    const other = text.replace(/number (\d*77)\b/g, 'number $1 again')
    if (other !== text) writeFileSync(file, other)
  }
  return folder
}

/** Seconds on the clock and of the processors, MB at most. @param {readonly string[]} words */
function measure(words) {
  const say = `process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('peak '+u.maxRSS+' cpu '+(u.userCPUTime+u.systemCPUTime)+'\\n')})`
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(say)}`, cli, ...words],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${String(status)}: ${stderr.toString()}`)
  const [, peak, cpu] = /peak (\d+) cpu (\d+)/.exec(stderr.toString()) ?? []
  return { seconds: (performance.now() - start) / 1000, cpu: Number(cpu) / 1e6, megabytes: Number(peak) / 1024 }
}

/** The texts of the items, one line each. @param {string} folder */
function lines(folder) {
  const graph = `${folder}.json`
  measure(['reduce', folder, '--output', graph])
  /** @type {{ conversation_items: Record<string, { body: unknown }> }} */
  const { conversation_items: items } = JSON.parse(readFileSync(graph, 'utf8'))
  const file = `${folder}.txt`
  writeFileSync(
    file,
    Object.values(items)
      .map(({ body }) => `${JSON.stringify(body)}\n`)
      .join(''),
  )
  return { file, items: Object.keys(items).length }
}

/** @param {string} a @param {string} b */
function lineDiff(a, b) {
  const start = performance.now()
  const { error } = spawnSync('diff', [a, b], { stdio: 'ignore' })
  return error === undefined ? (performance.now() - start) / 1000 : NaN
}

/** @param {readonly number[]} list */
function median(list) {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN
}

try {
  const a = generated('a', 1)
  console.log(
    '| second run | items | diff | its CPU time | reading both (summary), CPU | difference | peak memory | GNU diff |',
  )
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|')
  const textsA = lines(a)
  for (const [name, b] of /** @type {const} */ ([
    ['few', changed(a)],
    ['all', generated('all', 2)],
  ])) {
    const textsB = lines(b)
    /** @type {{ diff: number, cpu: number, reading: number, peak: number, gnu: number }[]} */
    const measured = []
    for (let run = 0; run < runs; run += 1) {
      const whole = measure(['diff', a, b])
      const reading = measure(['summary', a]).cpu + measure(['summary', b]).cpu
      const gnu = lineDiff(textsA.file, textsB.file)
      measured.push({ diff: whole.seconds, cpu: whole.cpu, reading, peak: whole.megabytes, gnu })
    }
    const of = (/** @type {'diff' | 'cpu' | 'reading' | 'peak' | 'gnu'} */ what) =>
      median(measured.map((each) => each[what]))
    const seconds = (/** @type {number} */ value) => (Number.isNaN(value) ? '–' : `${value.toFixed(2)} s`)
    const figures = [of('diff'), of('cpu'), of('reading'), of('cpu') - of('reading')].map(seconds)
    const items = `${String(textsA.items)} / ${String(textsB.items)}`
    console.log(`| ${[name, items, ...figures, `${of('peak').toFixed(0)} MB`, seconds(of('gnu'))].join(' | ')} |`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
