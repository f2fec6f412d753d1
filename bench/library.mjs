/**
 * `npm run bench:library`: how long a library of many bundles takes to list, in a trace host of its own as the program starts
 * it. Cold is without anything kept from an earlier start, warm with it; the system has the files in memory in both.
 *
 *   npm run bench:library -- [--bundles 5000] [--runs 5] [--keep FOLDER]
 *
 * Bundles are generated from a seed in a temporary folder, or in FOLDER, where they stay for the next time.
 */
import { fork } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pick, random } from './random.mjs'

const { values } = parseArgs({
  options: {
    bundles: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '5' },
    keep: { type: 'string' },
  },
})
const host = resolve(import.meta.dirname, '..', 'out', 'main', 'trace-host.js')
const scratch = mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
const root = values.keep === undefined ? join(scratch, 'runs') : resolve(values.keep)
const count = Number(values.bundles)
const runs = Number(values.runs)

/** Ids of calls. */
const [ROWS, SEARCH] = [2, 3]

const VERBS = ['Fix', 'Explain', 'Rewrite', 'Measure', 'Test', 'Document', 'Split', 'Rename']
const THINGS = ['the flaky login test', 'how retries work', 'the import table', 'a slow query', 'the release notes']
const MODELS = ['gpt-5-codex', 'gpt-5', 'o4-mini']

/** As a recorder leaves it: manifest, log of some dozens to thousands of lines, the first request. @param {number} at */
function writeBundle(at) {
  const next = random(at + 1)
  const folder = join(root, `trace-${String(at).padStart(6, '0')}`)
  const started = 1_790_000_000_000 + at * 60_000
  const model = pick(next, MODELS)
  const agents = 1 + Math.floor(next() ** 3 * 12)
  const lines = 20 + Math.floor(next() ** 4 * 2000)
  let seq = 0
  /** @param {object} payload */
  const line = (payload) =>
    `${JSON.stringify({ schema_version: 2, seq: ++seq, wall_time_unix_ms: started + seq * 37, rollout_id: `r${String(at)}`, thread_id: null, codex_turn_id: null, payload })}\n`
  let log = line({ type: 'rollout_started', trace_id: `t${String(at)}`, root_thread_id: 'root' })
  for (let agent = 0; agent < agents; agent++)
    log += line({ type: 'thread_started', thread_id: agent === 0 ? 'root' : `a${String(agent)}`, agent_path: '/root' })
  const request_payload = {
    raw_payload_id: 'raw_payload:1',
    kind: { type: 'inference_request' },
    path: 'payloads/1.json',
  }
  log += line({
    type: 'inference_started',
    inference_call_id: 'i',
    thread_id: 'root',
    codex_turn_id: 't',
    model,
    provider_name: 'p',
    request_payload,
  })
  for (let filler = 0; filler < lines; filler++)
    log += line({ type: 'history_item_accepted', item_id: `msg_${String(filler)}_${'0'.repeat(36)}` })
  if (next() < 0.9) log += line({ type: 'rollout_ended', status: next() < 0.8 ? 'completed' : 'failed' })
  const text = `${pick(next, VERBS)} ${pick(next, THINGS)}, number ${String(at)}. ${'More words. '.repeat(Math.floor(next() * 40))}`
  const message = (/** @type {string} */ words) => ({
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text: words }],
  })
  const input = [message('<environment_context>\n  <cwd>/project</cwd>\n</environment_context>'), message(text)]
  const tools = Array.from({ length: 12 }, (_, tool) => ({
    type: 'function',
    name: `tool_${String(tool)}`,
    description: 'x'.repeat(1200),
  }))
  mkdirSync(join(folder, 'payloads'), { recursive: true })
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify(
      {
        schema_version: 2,
        trace_id: `t${String(at)}`,
        rollout_id: `r${String(at)}`,
        root_thread_id: 'root',
        started_at_unix_ms: started,
        raw_event_log: 'trace.jsonl',
        payloads_dir: 'payloads',
      },
      null,
      2,
    ),
  )
  writeFileSync(join(folder, 'trace.jsonl'), log)
  writeFileSync(
    join(folder, 'payloads', '1.json'),
    JSON.stringify({ model, instructions: 'y'.repeat(12_000), input, tools }, null, 2),
  )
}

/**
 * Milliseconds from the start of the process until the list has rows, until it has them all, and until every bundle was looked
 * at; and what a search over them then takes.
 * @param {string} cacheFolder
 */
async function list(cacheFolder) {
  const begun = performance.now()
  const child = fork(host, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const request = { session: 's', from: 0, limit: 100, text: '', statuses: [], sort: 'time', descending: true }
  const since = () => performance.now() - begun
  const times = { first: NaN, all: NaN, looked: NaN, search: NaN }
  /** @param {number} id @param {object} how */
  const ask = (id, how) =>
    child.send({ type: 'call', id, session: 's', name: 'library/rows', request: { ...request, ...how } })
  await new Promise((done, fail) => {
    child.on('exit', (code) => {
      fail(new Error(`the host ended with ${String(code)}`))
    })
    child.on('message', (/** @type {any} */ message) => {
      if (message.type === 'reply') {
        if (!message.reply.ok) fail(new Error(message.reply.error.message))
        else if (message.id === ROWS) listed(message.reply.value.total)
        else if (message.id === SEARCH) done((times.search = since() - times.search))
      } else if (message.name === 'library/changed') {
        if (Number.isNaN(times.all)) ask(ROWS, {})
        if (message.payload.scanning || !Number.isNaN(times.looked)) return
        times.looked = since()
        if (message.payload.scanned !== count) fail(new Error(`${String(message.payload.scanned)} bundles were found`))
        searchWhenListed()
      }
    })
    /** @param {number} total */
    function listed(total) {
      if (total > 0 && Number.isNaN(times.first)) times.first = since()
      if (total !== count || !Number.isNaN(times.all)) return
      times.all = since()
      searchWhenListed()
    }
    function searchWhenListed() {
      if (Number.isNaN(times.looked) || Number.isNaN(times.all)) return
      times.search = since()
      ask(SEARCH, { text: 'flaky number', sort: 'size' })
    }
    child.send({ type: 'open', id: 1, session: 's', source: { type: 'library', path: root, cacheFolder } })
  })
  const cpu = cpuOf(child.pid)
  child.removeAllListeners('exit')
  child.kill()
  return { ...times, cpu }
}

/**
 * Milliseconds of CPU that a process took so far, on Linux: where others work beside it, the clock says little.
 * @param {number | undefined} pid
 */
function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return NaN
  }
}

/** @param {readonly number[]} times */
function median(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

try {
  if (!existsSync(root)) for (let at = 0; at < count; at++) writeBundle(at)
  /** @type {Record<'cold' | 'warm', Awaited<ReturnType<typeof list>>[]>} */
  const results = { cold: [], warm: [] }
  for (let run = 0; run < runs; run++) {
    const cache = join(scratch, `cache-${String(run)}`)
    results.cold.push(await list(cache))
    results.warm.push(await list(cache))
  }
  for (const [name, times] of Object.entries(results)) {
    const ms = (/** @type {keyof Awaited<ReturnType<typeof list>>} */ what) =>
      `${median(times.map((time) => time[what])).toFixed(0)} ms`
    console.log(
      `${String(count)} bundles, ${name}: first rows ${ms('first')}, all ${ms('all')}, each looked at ${ms('looked')}, ` +
        `a search over them ${ms('search')}, CPU ${ms('cpu')}`,
    )
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
