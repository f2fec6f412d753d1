import { expect, test } from 'vitest'
import { sizeAfterDrag, sizeAfterStep, toggledSize } from './splitter.ts'

const bounds = { min: 160, max: 600, usual: 240 }

test('a drag keeps to the bounds and collapses below half the least size', () => {
  expect([700, 300.4, 100, 80, 79, -50].map((wanted) => sizeAfterDrag(wanted, bounds))).toEqual([
    600, 300, 160, 160, 0, 0,
  ])
})

test('keys collapse past the least size and open at it', () => {
  expect(sizeAfterStep(170, -16, bounds)).toBe(0)
  expect(sizeAfterStep(0, 16, bounds)).toBe(160)
  expect(sizeAfterStep(0, -16, bounds)).toBe(0)
  expect(sizeAfterStep(595, 16, bounds)).toBe(600)
})

test('toggling comes back to the size before', () => {
  expect([toggledSize(320, 0, bounds), toggledSize(0, 320, bounds), toggledSize(0, 0, bounds)]).toEqual([0, 320, 240])
})
