/**
 * `npm run bench:ui`: the page in Chromium on the web shell, and speedscope with the same slices and the same gestures in the
 * same run. Prints the tables of docs/performance.md. Bundles come from `generate-run.mjs` and are always the same.
 *
 *   npm run build && npm run bench:ui -- [--only lanes,conversation,payload] [--keep FOLDER] [--bundle "many agents"]
 *
 * All three parts take about ten minutes on a quiet machine. `--keep` keeps generated bundles there and uses those that are there
 * already; `--bundle` takes those bundles of the lanes only.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { chromiumFlags } from '../scripts/chromium-flags.mjs'
import { requireChromium } from '../scripts/chromium.mjs'
import { generateRun } from './generate-run.mjs'
import { measureConversation } from './ui/conversation.mjs'
import { chooseRows, filterEvents, openLanes, panLanes, searchAll, selectAndFilter } from './ui/lanes.mjs'
import { measurePayload } from './ui/payload.mjs'
import { cli, serveSpeedscope } from './ui/programs.mjs'
import { chromeTraceOf, runOf } from './ui/slices.mjs'
import { panSpeedscope } from './ui/speedscope.mjs'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'lanes,conversation,payload' },
    keep: { type: 'string' },
    bundle: { type: 'string' },
  },
})
const parts = values.only.split(',')
const scratch = values.keep ?? mkdtempSync(join(tmpdir(), 'rolloutlens-bench-'))
mkdirSync(scratch, { recursive: true })

const nothing = {
  agents: 5,
  rounds: 4,
  commands: 60,
  messages: 20,
  items: 0,
  payloadMegabytes: 0,
  oneLine: false,
  seed: 1,
}
/** @type {Record<string, import('./generate-run.mjs').RunShape>} */
const shapes = {
  small: nothing,
  'many agents': { ...nothing, agents: 75, rounds: 40, commands: 42_853, messages: 4_926 },
  'long conversation': { ...nothing, agents: 2, commands: 20, messages: 2, items: 50_000 },
  'large payload': { ...nothing, agents: 2, commands: 20, messages: 2, payloadMegabytes: 500, oneLine: true },
}

/** @param {string} name */
function bundle(name) {
  const folder = join(scratch, name.replaceAll(' ', '-'))
  const shape = shapes[name]
  if (shape !== undefined && !existsSync(join(folder, 'trace.jsonl'))) generateRun(folder, shape)
  return folder
}

/** Time and CPU of the command line reducing it to a file. @param {string} folder */
function reduce(folder) {
  const output = join(scratch, 'graph.json')
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', '"$@"; times', 'sh', process.execPath, cli, 'reduce', folder, '--output', output],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  const cpuSeconds = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  )
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds,
    run: runOf(JSON.parse(readFileSync(output, 'utf8'))),
  }
}

const ms = (/** @type {number} */ value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const seconds = (/** @type {number} */ value) => `${value.toFixed(2)} s`
/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  console.log(`\n| ${head.join(' | ')} |\n|${head.map((_, index) => (index === 0 ? '---|' : '---:|')).join('')}`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

/** @param {string} name @param {Awaited<ReturnType<typeof panLanes>> | (Awaited<ReturnType<typeof panSpeedscope>> & { edges?: undefined, bundles?: undefined })} cost */
function costRow(name, cost) {
  const { frames, slices, script, style, layout, paint, raster, total, p95, dropped, drawn, longestMs } = cost
  const edges = cost.edges === undefined ? '–' : `${String(cost.edges)} + ${String(cost.bundles)}`
  const work = [script, style + layout, paint, raster, total, p95].map(ms)
  return [
    name,
    String(slices),
    edges,
    String(frames),
    ...work,
    `${String(dropped)} of ${String(dropped + drawn)}`,
    ms(longestMs),
  ]
}

/** @param {import('playwright').Browser} browser */
async function measureLanes(browser) {
  const openings = []
  const costs = []
  const reactions = []
  for (const name of values.bundle?.split(',') ?? ['small', 'many agents']) {
    const folder = bundle(name)
    const { seconds: reduceSeconds, cpuSeconds, run } = reduce(folder)
    const { server, page, opening } = await openLanes(browser, folder, run)
    openings.push([
      ...[
        name,
        String(run.slices.length),
        String(run.edges.length),
        seconds(reduceSeconds),
        seconds(opening.firstMs / 1000),
        seconds(opening.completeMs / 1000),
      ],
      ...[
        (opening.firstMs / opening.completeMs).toFixed(2),
        (opening.completeMs / 1000 / reduceSeconds).toFixed(2),
        (opening.hostCpuSeconds / cpuSeconds).toFixed(2),
      ],
      ...[ms(opening.longestMs), `${opening.heapMegabytes.toFixed(0)} MB`, `${opening.hostMegabytes.toFixed(0)} MB`],
    ])
    for (const everyRow of [false, true])
      costs.push(
        costRow(
          `rolloutlens, ${name}, ${everyRow ? 'every row' : 'lanes at rest'}`,
          await panLanes(browser, page, run, everyRow),
        ),
      )
    await chooseRows(page, false)
    const { select, filter } = await selectAndFilter(browser, page)
    const events = await filterEvents(browser, page)
    const search = await searchAll(browser, page)
    reactions.push(
      [name, 'select a slice', String(select.frames), ms(select.ms), ms(select.longestMs)],
      [name, 'filter by status', String(filter.frames), ms(filter.ms), ms(filter.longestMs)],
      [name, 'filter the events', '–', ms(events.ms), ms(events.longestMs)],
      [name, 'search everywhere: first hit', '–', ms(search.first), ms(search.longestMs)],
      [name, 'search everywhere: all of it', '–', ms(search.all), ms(search.longestMs)],
    )
    await page.close()
    await server.close()
    const traces = { 'all.json': chromeTraceOf(run, undefined), 'one.json': chromeTraceOf(run, 0) }
    const speedscope = await serveSpeedscope(
      Object.fromEntries(Object.entries(traces).map(([file, trace]) => [file, JSON.stringify(trace)])),
    )
    for (const [file, said] of /** @type {const} */ ([
      ['all.json', 'all agents end to end'],
      ['one.json', 'one agent'],
    ])) {
      const cost = await panSpeedscope(browser, speedscope.url(file), traces[file].traceEvents.length)
      costs.push(costRow(`speedscope ${speedscope.version}, ${name}, ${said}`, cost))
    }
    await speedscope.close()
  }
  table(
    [
      'bundle',
      'slices',
      'edges',
      'reduce (CLI)',
      'first view',
      'complete',
      'first / complete',
      'complete / reduce',
      'CPU of host / CLI',
      'longest task',
      'page heap',
      'host',
    ],
    openings,
  )
  table(
    [
      'panning and zooming',
      'slices',
      'edges + bundles',
      'frames',
      'script',
      'style + layout',
      'paint',
      'raster',
      'all work',
      '95%',
      'dropped',
      'longest task',
    ],
    costs,
  )
  table(['bundle', 'input', 'frames', 'until drawn', 'longest task'], reactions)
}

/** @param {import('playwright').Browser} browser */
async function conversation(browser) {
  const items = shapes['long conversation']?.items ?? 0
  const { opening, openMs, openTaskMs, endMs, endTaskMs, scroll, fetching, articles, ...memory } =
    await measureConversation(browser, bundle('long conversation'), items)
  table(
    ['long conversation', 'measured'],
    [
      ['articles', String(articles)],
      ['first view, complete', `${seconds(opening.firstMs / 1000)}, ${seconds(opening.completeMs / 1000)}`],
      ['longest task while opening (no throttle)', ms(opening.longestMs)],
      ['open the conversation, longest task', `${ms(openMs)}, ${ms(openTaskMs)}`],
      ['to its end, longest task', `${ms(endMs)}, ${ms(endTaskMs)}`],
      ['scrolling: frames that moved', String(scroll.moved)],
      ['of them with articles still being fetched', String(fetching)],
      ['work per frame, 95%, longest task', `${ms(scroll.total)}, ${ms(scroll.p95)}, ${ms(scroll.longestMs)}`],
      ['dropped frames', `${String(scroll.dropped)} of ${String(scroll.dropped + scroll.drawn)}`],
      ['place when coming back', 'the same'],
      ['page heap, host', `${memory.heapMegabytes.toFixed(0)} MB, ${memory.hostMegabytes.toFixed(0)} MB`],
    ],
  )
}

/** @param {import('playwright').Browser} browser */
async function payload(browser) {
  const { opening, times, scroll, longestMs, ...memory } = await measurePayload(browser, bundle('large payload'))
  table(
    ['large payload', 'measured'],
    [
      ['first view, complete', `${seconds(opening.firstMs / 1000)}, ${seconds(opening.completeMs / 1000)}`],
      ['open it as a tree, as text', `${ms(times.tree)}, ${ms(times.text)}`],
      ['to its end', ms(times.end)],
      ['find what stands at its end', seconds(times.find / 1000)],
      ['its tree to the end', seconds(times.indexed / 1000)],
      ['scrolling: work per frame, 95%', `${ms(scroll.total)}, ${ms(scroll.p95)}`],
      ['dropped frames', `${String(scroll.dropped)} of ${String(scroll.dropped + scroll.drawn)}`],
      ['longest task of all this', ms(longestMs)],
      ['page heap', `${memory.heapMegabytes.toFixed(0)} MB`],
      [
        'host after reading, at its peak',
        `${memory.readMegabytes.toFixed(0)} MB, ${memory.hostMegabytes.toFixed(0)} MB`,
      ],
    ],
  )
}

const browser = await chromium.launch({ executablePath: requireChromium(), args: chromiumFlags })
try {
  if (parts.includes('lanes')) await measureLanes(browser)
  if (parts.includes('conversation')) await conversation(browser)
  if (parts.includes('payload')) await payload(browser)
} finally {
  await browser.close()
  if (values.keep === undefined) rmSync(scratch, { recursive: true, force: true })
}
