import { expect, test } from 'vitest'
import { nextRegion } from './regions.ts'

test('regions follow each other in a ring, from nowhere to the first or last', () => {
  expect([
    nextRegion(0, 4, 1),
    nextRegion(3, 4, 1),
    nextRegion(0, 4, -1),
    nextRegion(-1, 4, 1),
    nextRegion(-1, 4, -1),
  ]).toEqual([1, 0, 3, 0, 3])
})
