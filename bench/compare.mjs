/**
 * `npm run bench:compare`: how long two runs of 50,000 items take to be compared, in a trace host of its own as the program
 * starts it, from the question of the compare window to its answer, with the most memory that process ever held. In the same
 * run, as baselines: reading both, and GNU `diff` of the items' texts, one line each (a line diff that aligns nothing else). The
 * median of the runs counts. Other work on the machine stretches the clock, so CPU times stand beside it.
 *
 *   npm run bench:compare -- [--items 47000] [--runs 3] [--only few]
 *
 * The second run is the first with a hundredth of its sentences changed (`few`), another run of the same shape whose calls are
 * alike (`other`), or that one with other commands too, so that nothing is in common (`nothing`).
 */
import { fork, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateRun } from './generate-run.mjs'
import { cpuOf, median, peakMemoryOf, time } from './measure.mjs'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '47000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const host = join(root, 'out/main/trace-host.js')
const shape = { agents: 40, rounds: 20, commands: 2000, messages: 200, items: Number(values.items) }

/** @param {string} name @param {number} seed */
function generated(name, seed) {
  const folder = join(scratch, name)
  generateRun(folder, { ...shape, payloadMegabytes: 0, oneLine: false, seed })
  return folder
}

/** A copy whose texts are others. @param {string} from @param {string} name @param {(text: string) => string} change */
function changed(from, name, change) {
  const folder = join(scratch, name)
  cpSync(from, folder, { recursive: true })
  const payloads = readdirSync(join(folder, 'payloads')).map((payload) => join(folder, 'payloads', payload))
  for (const file of [join(folder, 'trace.jsonl'), ...payloads]) {
    const text = readFileSync(file, 'utf8')
    const other = change(text)
    if (other !== text) writeFileSync(file, other)
  }
  return folder
}

/** What a comparison took, in milliseconds and bytes. @param {string} a @param {string} b */
async function compare(a, b) {
  const child = fork(host, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const pid = child.pid ?? 0
  try {
    return await new Promise((done, fail) => {
      const unread = new Set(['a', 'b'])
      let reading = NaN
      let asked = NaN
      child.on('exit', (code) => {
        fail(new Error(`the host ended with ${String(code)}`))
      })
      child.on('message', (/** @type {any} */ message) => {
        if (message.type === 'reply' && !message.reply.ok) fail(new Error(message.reply.error.message))
        else if (message.type === 'reply' && message.id === 3)
          done({
            ...{ reading, cpu: cpuOf(pid) - reading, ms: performance.now() - asked },
            ...{ memory: peakMemoryOf(pid), differences: Number(message.reply.value.stopsTotal) },
          })
        else if (
          message.name === 'trace/changed' &&
          message.payload.complete &&
          unread.delete(message.payload.session)
        ) {
          if (unread.size > 0) return
          reading = cpuOf(pid)
          asked = performance.now()
          const request = { session: 'a', other: 'b', ignoreReasoning: false }
          child.send({ type: 'call', id: 3, session: 'a', name: 'compare/outline', request })
        }
      })
      for (const [at, [session, path]] of [
        ['a', a],
        ['b', b],
      ].entries())
        child.send({ type: 'open', id: at + 1, session, source: { type: 'path', path } })
    })
  } finally {
    child.removeAllListeners('exit')
    child.kill()
  }
}

/** The texts of the items, one line each. @param {string} folder */
function lines(folder) {
  const graph = `${folder}.json`
  time([process.execPath, join(root, 'out/cli/rolloutlens.js'), 'reduce', folder, '--output', graph])
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

/** Milliseconds; NaN where there is no such program. @param {string} a @param {string} b */
function lineDiff(a, b) {
  const start = performance.now()
  const { error } = spawnSync('diff', [a, b], { stdio: 'ignore' })
  return error === undefined ? performance.now() - start : NaN
}

/** @param {number} ms */
function seconds(ms) {
  return Number.isNaN(ms) ? '–' : `${(ms / 1000).toFixed(2)} s`
}

try {
  const a = generated('a', 1)
  const few = (/** @type {string} */ text) => text.replace(/number (\d*77)\b/g, 'number $1 again')
  const commands = (/** @type {string} */ text) => text.replaceAll('sed -n ', 'tail -q ').replaceAll('src/', 'lib/')
  /** @type {Record<string, () => string>} */
  const cases = {
    few: () => changed(a, 'few', few),
    other: () => generated('other', 2),
    nothing: () => changed(generated('another', 2), 'nothing', commands),
  }
  const linesA = lines(a)
  console.log(
    '| second run | items | differences | aligning | its CPU time | reading both, CPU | peak memory | GNU diff |',
  )
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|')
  for (const [name, make] of Object.entries(cases)) {
    if (values.only !== undefined && values.only !== name) continue
    const b = make()
    const linesB = lines(b)
    const taken = []
    for (let run = 0; run < Number(values.runs); run += 1)
      taken.push({ ...(await compare(a, b)), gnu: lineDiff(linesA.file, linesB.file) })
    const of = (/** @type {'ms' | 'cpu' | 'reading' | 'memory' | 'gnu'} */ what) =>
      median(taken.map((one) => one[what]))
    const memory = of('memory')
    const figures = [
      `${String(linesA.items)} / ${String(linesB.items)}`,
      String(taken[0]?.differences),
      ...[of('ms'), of('cpu'), of('reading')].map(seconds),
      Number.isNaN(memory) ? '–' : `${(memory / 1e6).toFixed(0)} MB`,
      seconds(of('gnu')),
    ]
    console.log(`| ${[name, ...figures].join(' | ')} |`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
