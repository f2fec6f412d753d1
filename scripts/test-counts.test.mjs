import { describe, expect, test } from 'vitest'
import { flakyStories, line, playwrightCounts, sum, vitestCounts } from './test-counts.mjs'

const report = { success: true, numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 }

describe('a vitest run', () => {
  test('counts tests', () => {
    expect(vitestCounts(report, 0)).toEqual({ passed: 7, failed: 0, skipped: 3 })
    expect(vitestCounts({ ...report, numFailedTests: 2 }, 1)).toEqual({ passed: 7, failed: 2, skipped: 3 })
  })

  test('that fails without a failed test counts as one failure', () => {
    expect(vitestCounts(report, 1)).toEqual({ passed: 7, failed: 1, skipped: 3 })
    expect(vitestCounts(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

/** @param {string} projectName @param {string} status */
const spec = (projectName, status) => ({ title: 'a story', tests: [{ projectName, status }] })

describe('a Playwright run', () => {
  test('counts per shell, however deep the suites nest', () => {
    const suites = [
      { specs: [spec('web', 'expected'), spec('stand-in', 'expected')] },
      { specs: [], suites: [{ specs: [spec('web', 'unexpected'), spec('web', 'skipped'), spec('web', 'flaky')] }] },
    ]
    expect(Object.fromEntries(playwrightCounts({ suites }, 1))).toEqual({
      web: { passed: 2, failed: 1, skipped: 1 },
      'stand-in': { passed: 1, failed: 0, skipped: 0 },
    })
    expect(flakyStories({ suites })).toEqual(['[web] a story'])
  })

  test('that fails without a failed test counts as one failure of its own', () => {
    const suites = [{ specs: [spec('web', 'expected')] }]
    expect(Object.fromEntries(playwrightCounts({ suites }, 1))).toEqual({
      web: { passed: 1, failed: 0, skipped: 0 },
      run: { passed: 0, failed: 1, skipped: 0 },
    })
    expect(sum([...playwrightCounts(undefined, 0).values()]).failed).toBe(1)
  })
})

test('lines name what there is', () => {
  expect(line('unit', { passed: 3, failed: 0, skipped: 0 })).toBe('unit: 3 passed, 0 failed')
  expect(line('web', { passed: 3, failed: 1, skipped: 2 })).toBe('web: 3 passed, 1 failed, 2 skipped')
})

test('nothing adds up to nothing', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})
