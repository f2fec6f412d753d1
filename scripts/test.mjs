/**
 * `npm test`: check, unit, component, conformance and end-to-end tests; `npm test -- unit e2e` runs only those named. The check
 * runs beside those that need no build: its longest step keeps one core busy. Prints counts per suite and per shell, output only of what fails; the last line is the sum.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildState } from './build-state.mjs'
import { requireChromium } from './chromium.mjs'
import { findElectron } from './electron-binary.mjs'
import { binOf, root, runNode, stopChildrenOnSignals } from './tasks.mjs'
import { flakyStories, line, playwrightCounts, suiteNames, sum, vitestCounts } from './test-counts.mjs'

/** @typedef {import('./test-counts.mjs').Counts} Counts */

const REPORTS = join(root, '.cache/test')

/** @param {string} name @param {readonly string[]} argv @param {NodeJS.ProcessEnv} [env] */
async function run(name, argv, env = {}) {
  const report = join(REPORTS, `${name}.json`)
  rmSync(report, { force: true })
  const { code, output, ms } = await runNode(argv, { env: { ...env, FORCE_COLOR: '0' } })
  if (code !== 0) console.log(output.trim())
  console.log(`-- ${name} took ${(ms / 1000).toFixed(0)} s`)
  return { code, report: existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined }
}

/** @param {string} name @param {string} script @returns {Promise<readonly Counts[]>} */
async function step(name, script) {
  const { code } = await run(name, [join(root, 'scripts', script)])
  return [{ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }].map((counts) => told(name, counts))
}

/** @param {string} project @returns {Promise<readonly Counts[]>} */
async function vitest(project) {
  const { code, report } = await run(project, [
    binOf('vitest'),
    ...['run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, `${project}.json`)}`],
  ])
  return [told(project, vitestCounts(report, code))]
}

/** @returns {Promise<readonly Counts[]>} */
async function endToEnd() {
  const config = 'e2e/playwright.config.ts'
  const { code, report } = await run(
    'e2e',
    [binOf('@playwright/test', 'playwright'), 'test', '--config', config, '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, 'e2e.json') },
  )
  const counts = [...playwrightCounts(report, code)].map(([shell, counts]) => told(`e2e ${shell}`, counts))
  for (const story of flakyStories(report)) console.log(`flaky, passed when run again: ${story}`)
  if ('missing' in findElectron()) console.log('e2e electron: skipped (no binary)')
  return counts
}

/** @param {string} name @param {Counts} counts @returns {Counts} */
function told(name, counts) {
  console.log(line(name, counts))
  return counts
}

/** @returns {Promise<readonly Counts[]>} */
async function build() {
  return buildState(root) === 'fresh' ? [] : step('build', 'build.mjs')
}

/** @type {Record<(typeof suiteNames)[number], () => Promise<readonly Counts[]>>} */
const suites = {
  check: () => step('check', 'check.mjs'),
  unit: () => vitest('unit'),
  conformance: () => vitest('conformance'),
  component: async () => {
    requireChromium()
    return vitest('component')
  },
  e2e: async () => {
    requireChromium()
    return [...(await build()), ...(await endToEnd())]
  },
}

stopChildrenOnSignals()
mkdirSync(REPORTS, { recursive: true })
const words = process.argv.slice(2)
const unknown = words.filter((word) => !suiteNames.some((name) => name === word))
if (unknown.length > 0) {
  console.error(`unknown suite ${unknown.join(', ')}; there are ${suiteNames.join(', ')}`)
  process.exit(64)
}

/** @param {readonly (typeof suiteNames)[number][]} names @returns {Promise<readonly Counts[]>} */
async function inTurn(...names) {
  /** @type {Counts[]} */
  const all = []
  for (const name of names.filter((name) => words.length === 0 || words.includes(name))) {
    try {
      all.push(...(await suites[name]()))
    } catch (problem) {
      console.log(problem instanceof Error ? problem.message : String(problem))
      all.push(told(name, { passed: 0, failed: 1, skipped: 0 }))
    }
  }
  return all
}

const quick = await Promise.all([inTurn('check'), inTurn('unit', 'conformance', 'component')])
const all = [...quick.flat(), ...(await inTurn('e2e'))]
const { passed, failed } = sum(all)
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exit(failed === 0 ? 0 : 1)
