import { expect, test } from 'vitest'
import { turnAt, turnFrom } from './turns.ts'

const turnRows = [0, 5, 9]

test('a row belongs to the last turn that begins at it or before', () => {
  expect([0, 4, 5, 8, 9, 500].map((row) => turnAt(turnRows, row))).toEqual([1, 1, 2, 2, 3, 3])
  expect(turnAt([3], 1)).toBe(0)
})

test('forwards leads to the next beginning, backwards to the own and then the previous one', () => {
  expect([0, 5, 8].map((row) => turnFrom(turnRows, row, 1))).toEqual([5, 9, 9])
  expect([8, 5, 3].map((row) => turnFrom(turnRows, row, -1))).toEqual([5, 0, 0])
})

test('at the ends there is no further turn', () => {
  expect([turnFrom(turnRows, 9, 1), turnFrom(turnRows, 0, -1), turnFrom([], 3, 1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
