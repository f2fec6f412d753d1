/** Reads what the test runners report and adds it up. Pure: takes parsed JSON, gives counts and lines. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** In the order in which they run. */
export const suiteNames = /** @type {const} */ (['check', 'unit', 'conformance', 'component', 'e2e'])

/** @type {Readonly<Counts>} */
const NONE = { passed: 0, failed: 0, skipped: 0 }

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  return all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    NONE,
  )
}

/** @param {string} name @param {Counts} counts */
export function line(name, { passed, failed, skipped }) {
  return `${name}: ${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`
}

/** What is missing when a runner failed without a failed test: a crash, a broken file, an unhandled error. @type {Counts} */
const RUN_FAILED = { passed: 0, failed: 1, skipped: 0 }

/**
 * @typedef {object} VitestReport
 * @property {boolean} success
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 */

/**
 * @param {VitestReport | undefined} report undefined if the run ended without one
 * @param {number} exitCode
 * @returns {Counts}
 */
export function vitestCounts(report, exitCode) {
  if (report === undefined) return RUN_FAILED
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return withRunFailure(counts, exitCode)
}

/**
 * @typedef {object} PlaywrightSuite
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly { title: string, tests: readonly { projectName: string, status: string }[] }[]} [specs]
 */

/** @param {PlaywrightSuite} suite @returns {NonNullable<PlaywrightSuite['specs']>} of it and of those in it */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}

/**
 * Those that passed only when they were run again. They count as passed, and whoever runs the tests is told.
 *
 * @param {PlaywrightSuite | undefined} report
 * @returns {readonly string[]} shell and title of each
 */
export function flakyStories(report) {
  return (report === undefined ? [] : specsOf(report)).flatMap(({ title, tests }) =>
    tests.filter(({ status }) => status === 'flaky').map(({ projectName }) => `[${projectName}] ${title}`),
  )
}

/**
 * @param {PlaywrightSuite | undefined} report undefined if the run ended without one
 * @param {number} exitCode
 * @returns {ReadonlyMap<string, Counts>} by project, which is a shell; `run` for a failure that belongs to none
 */
export function playwrightCounts(report, exitCode) {
  /** @type {Map<string, Counts>} */
  const byProject = new Map()
  for (const { projectName, status } of (report === undefined ? [] : specsOf(report)).flatMap(({ tests }) => tests))
    byProject.set(projectName, sum([byProject.get(projectName) ?? NONE, countOf(status)]))
  const total = sum([...byProject.values()])
  if (withRunFailure(total, report === undefined ? 1 : exitCode).failed > total.failed) byProject.set('run', RUN_FAILED)
  return byProject
}

/** @param {string} status @returns {Counts} */
function countOf(status) {
  if (status === 'expected' || status === 'flaky') return { passed: 1, failed: 0, skipped: 0 }
  if (status === 'skipped') return { passed: 0, failed: 0, skipped: 1 }
  return { passed: 0, failed: 1, skipped: 0 }
}

/** @param {Counts} counts @param {number} exitCode @returns {Counts} */
function withRunFailure(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? sum([counts, RUN_FAILED]) : counts
}
