import { expect, test } from 'vitest'
import { toldDifference } from './told-difference.ts'

test.each([
  ['abcdef\n', 'ab…ef', { head: 'ab', ranOnly: 'cd', toldOnly: '…', tail: 'ef' }],
  ['a\r\nbc', 'a\nb', { head: 'a\nb', ranOnly: 'c', toldOnly: '', tail: '' }],
  ['abc', '', { head: '', ranOnly: 'abc', toldOnly: '', tail: '' }],
  ['aaa', 'aa', { head: 'aa', ranOnly: 'a', toldOnly: '', tail: '' }],
  ['x😀y', 'x😁y', { head: 'x', ranOnly: '😀', toldOnly: '😁', tail: 'y' }],
  ['a\u{1F600}', 'a\u{1FA00}', { head: 'a', ranOnly: '\u{1F600}', toldOnly: '\u{1FA00}', tail: '' }],
  ['\u{1F600}b', '\u{1F200}b', { head: '', ranOnly: '\u{1F600}', toldOnly: '\u{1F200}', tail: 'b' }],
])('%j and %j', (ran, told, parts) => {
  expect(toldDifference(ran, told)).toEqual({ note: '', ...parts })
})

test('the note before shortened output is no part of it', () => {
  const note = 'Warning: truncated output (original token count: 9)\nTotal output lines: 3\n\n'
  const parts = { note, head: '1\n', ranOnly: '2', toldOnly: '…', tail: '\n3' }
  expect(toldDifference('1\n2\n3\n', `${note}1\n…\n3`)).toEqual(parts)
})
