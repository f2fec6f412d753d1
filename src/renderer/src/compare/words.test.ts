import { expect, test } from 'vitest'
import { matchWords, signed, signedDuration, signedTokens } from './words.ts'

test('a delta always has its sign, and none is none', () => {
  expect([signed(5), signed(-3), signed(0), signed(null)]).toEqual(['+5', '−3', '±0', '–'])
  expect([signedTokens(44_600), signedDuration(-1240), signedDuration(0.4)]).toEqual(['+44.6k', '−1.24 s', '±0'])
})

test('a match says its rule and how sure it is', () => {
  expect([matchWords('task', 'medium'), matchWords(null, null)]).toEqual(['matched by task (likely)', 'no counterpart'])
})
