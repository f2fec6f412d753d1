import { expect, test } from 'vitest'
import { inRange, seqInRange, seqWords } from './time-range.ts'

const range = { startMs: 100, endMs: 200, startSeq: 10.4, endSeq: 19.6 }

test.each([
  [0, 99, false],
  [0, 100, true],
  [150, 160, true],
  [200, 300, true],
  [201, null, false],
  [0, null, true],
])('%d to %j overlaps the range: %j', (from, to, expected) => {
  expect(inRange(range, from, to)).toBe(expected)
  expect(inRange(undefined, from, to)).toBe(true)
})

test('the range as seqs', () => {
  expect(seqWords(range)).toBe(' seq:11-19')
  expect(seqWords(undefined)).toBe('')
  expect([10, 11, 19, 20, null].map((seq) => seqInRange(range, seq))).toEqual([false, true, true, false, true])
})
