import { expect, test } from 'vitest'
import { contentHeight, rowWindow, scrollTopFor } from './virtual-window.ts'

const short = { count: 100, rowHeight: 20, viewHeight: 200 }
const huge = { count: 5_000_000, rowHeight: 20, viewHeight: 200 }

test('draws what is visible and a little beyond', () => {
  expect(rowWindow(short, 0)).toEqual({ first: 0, end: 18, offset: 0 })
  expect(rowWindow(short, 1000)).toEqual({ first: 42, end: 68, offset: 840 })
  expect(rowWindow(short, 1800)).toEqual({ first: 82, end: 100, offset: 1640 })
})

test('an empty list draws nothing', () => {
  expect(rowWindow({ ...short, count: 0 }, 0)).toEqual({ first: 0, end: 0, offset: 0 })
})

test('scrolls no further than needed to show a row', () => {
  expect([scrollTopFor(short, 0, 5), scrollTopFor(short, 0, 10), scrollTopFor(short, 400, 3)]).toEqual([0, 20, 60])
})

test('a list higher than an element may be still reaches its last row', () => {
  const bottom = contentHeight(huge) - huge.viewHeight
  expect(contentHeight(huge)).toBe(10_000_000)
  expect(rowWindow(huge, bottom)).toMatchObject({ end: 5_000_000 })
  expect(scrollTopFor(huge, 0, 4_999_999)).toBeCloseTo(bottom, 3)
})

test('in a scaled list the first visible row lies at the top edge', () => {
  const { first, offset } = rowWindow(huge, 5_000_000)
  const visible = Math.floor((5_000_000 * ((5_000_000 * 20 - 200) / (10_000_000 - 200))) / 20)
  const top = offset + (visible - first) * 20
  expect(5_000_000 - top).toBeGreaterThanOrEqual(0)
  expect(5_000_000 - top).toBeLessThan(20)
})
