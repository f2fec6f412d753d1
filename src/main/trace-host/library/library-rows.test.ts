import { describe, expect, test } from 'vitest'
import type { BundleGlance } from '../../../trace/bundle/glance.ts'
import type { ScannedBundle } from '../../../trace/node/library/scan-root.ts'
import { libraryEntry, libraryRows, statusOf, type RowsRequest } from './library-rows.ts'

const everything: RowsRequest = { from: 0, limit: 100, text: '', statuses: [], sort: 'time', descending: true }
const NOW = 1_000_000_000

function bundle(name: string, glance: Partial<BundleGlance> = {}, logBytes = 10): ScannedBundle {
  return {
    name,
    stamp: name,
    logBytes,
    changedAt: 0,
    glance: {
      logBytes,
      startedAt: 1,
      lastAt: 1,
      end: 'completed',
      message: '',
      model: null,
      agents: 1,
      agentsExact: true,
      schema: 2,
      problem: null,
      ...glance,
    },
  }
}

const three = [
  bundle('a', { startedAt: 100, lastAt: 900, message: 'Fix the  flaky\ntest', model: 'gpt-5', agents: 3 }, 300),
  bundle('b', { startedAt: 300, lastAt: 400, message: 'Write docs', model: 'gpt-4', end: 'failed' }, 200),
  bundle('c', { startedAt: null, lastAt: null, message: 'fix docs', schema: 1, end: null }, 100),
]

function names(bundles: readonly ScannedBundle[], request: Partial<RowsRequest>): string {
  const { rows } = libraryRows(bundles.map(libraryEntry), 1, { ...everything, ...request }, NOW)
  return rows.map(({ name }) => name).join('')
}

describe('rows of a library', () => {
  test.each([
    ['time', true, 'bac'],
    ['time', false, 'abc'],
    ['message', false, 'cab'],
    ['model', false, 'bac'],
    ['agents', true, 'abc'],
    ['duration', true, 'abc'],
    ['duration', false, 'bac'],
    ['size', false, 'cba'],
    ['schema', false, 'cba'],
    ['status', false, 'acb'],
  ] as const)('by %s, descending %s: %s', (sort, descending, expected) => {
    expect(names(three, { sort, descending })).toBe(expected)
  })

  test.each([
    ['', 'bac'],
    ['FIX', 'ac'],
    ['docs fix', 'c'],
    ['  flaky   test ', 'a'],
    ['gpt-5', 'a'],
    ['.*', ''],
  ])('that hold %j', (text, expected) => {
    expect(names(three, { text })).toBe(expected)
  })

  test('are counted by status before statuses are chosen', () => {
    const { total, all, counts, rows } = libraryRows(
      three.map(libraryEntry),
      4,
      { ...everything, statuses: ['failed'] },
      NOW,
    )
    expect([total, all, rows[0]?.name]).toEqual([1, 3, 'b'])
    expect(counts).toEqual({ running: 0, completed: 1, failed: 1, aborted: 0, cut_off: 1, unreadable: 0 })
  })

  test('are cut into windows, messages into one line', () => {
    const { total, rows } = libraryRows(three.map(libraryEntry), 1, { ...everything, from: 1, limit: 1 }, NOW)
    expect(total).toBe(3)
    expect(rows).toMatchObject([{ name: 'a', message: 'Fix the flaky test', durationMs: 800 }])
  })

  test.each([
    [{ end: 'aborted' }, 0, 'aborted'],
    [{ end: null }, NOW - 1000, 'running'],
    [{ end: null }, NOW - 600_000, 'cut_off'],
    [{ end: null, startedAt: null, problem: 'locked' }, NOW, 'unreadable'],
    [{ end: null, problem: 'a payload is gone' }, 0, 'cut_off'],
  ] as const)('%j, written to at %i, is %s', (glance, changedAt, status) => {
    expect(statusOf({ ...bundle('x', glance), changedAt }, NOW)).toBe(status)
  })
})
