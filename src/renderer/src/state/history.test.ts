import { expect, test } from 'vitest'
import { pushHistory, replaceHistory, startHistory, stepHistory } from './history.ts'

test('going somewhere new drops what lay ahead', () => {
  const there = ['b', 'c'].reduce(pushHistory, startHistory('a'))
  const back = stepHistory(there, -1)
  expect(pushHistory(back, 'd')).toEqual({ entries: ['a', 'b', 'd'], at: 2 })
})

test('back and forward stop at the ends', () => {
  const only = startHistory('a')
  expect([stepHistory(only, -1), stepHistory(only, 1)]).toEqual([only, only])
})

test('a replaced entry is not one to come back to', () => {
  const there = replaceHistory(pushHistory(startHistory('a'), 'b'), 'c')
  expect(there).toEqual({ entries: ['a', 'c'], at: 1 })
})

test('the oldest entries are forgotten', () => {
  const many = Array.from({ length: 300 }, (_, index) => index).reduce(pushHistory, startHistory(-1))
  expect([many.entries.length, many.entries[0], many.at]).toEqual([200, 100, 199])
})
