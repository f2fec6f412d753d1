import { expect, test } from 'vitest'
import { readingStep } from './feed.ts'

test('an article taller than the view is read through before the next', () => {
  expect(readingStep({ top: 0, size: 1000, view: 400 }, 1)).toBe(320)
  expect(readingStep({ top: -500, size: 1000, view: 400 }, 1)).toBe(100)
  expect(readingStep({ top: -600, size: 1000, view: 400 }, 1)).toBe(0)
  expect(readingStep({ top: -600, size: 1000, view: 400 }, -1)).toBe(-320)
})

test('an article that is in view as a whole, or not at all, is left at once', () => {
  expect(readingStep({ top: 10, size: 100, view: 400 }, 1)).toBe(0)
  expect(readingStep({ top: 10, size: 100, view: 400 }, -1)).toBe(0)
  expect(readingStep({ top: 900, size: 1000, view: 400 }, 1)).toBe(0)
  expect(readingStep({ top: -2000, size: 1000, view: 400 }, -1)).toBe(0)
})
