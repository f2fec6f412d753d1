import { describe, expect, it } from 'vitest'
import { commonBeginning } from './common-beginning.ts'

describe('the common beginning of lists', () => {
  it.each([
    [[], ['a'], 0],
    [['a', 'b'], ['a', 'b', 'c'], 2],
    [['a', 'x', 'c'], ['a', 'b', 'c'], 1],
  ])('of %j and %j has %d elements', (a, b, expected) => {
    expect(commonBeginning(a, b)).toBe(expected)
  })
})
