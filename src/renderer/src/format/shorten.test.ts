import { expect, test } from 'vitest'
import { firstLine, shortenEnd, shortenMiddle } from './shorten.ts'

test('the middle of an id gives way', () => {
  expect(shortenMiddle('019a5d2e-7c1b-7d42-9f00-0b2f6c1d2e3f', 13)).toBe('019a5d…1d2e3f')
  expect(shortenMiddle('short', 13)).toBe('short')
})

test('no surrogate pair is cut', () => {
  expect(shortenMiddle('😀😀😀😀😀😀', 4)).toBe('😀…😀😀')
  expect(shortenMiddle('😀😀😀', 4)).toBe('😀😀😀')
  expect(shortenEnd('😀😀😀😀', 3)).toBe('😀😀…')
  expect(shortenEnd('😀😀😀', 3)).toBe('😀😀😀')
})

test('a very long text costs no more than what is shown', () => {
  expect(shortenEnd('x'.repeat(10_000_000), 5)).toBe('xxxx…')
})

test('the first line ends at any line end', () => {
  expect([firstLine('a\r\nb'), firstLine('a'), firstLine('\nb')]).toEqual(['a', 'a', ''])
})
