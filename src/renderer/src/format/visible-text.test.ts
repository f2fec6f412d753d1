import { expect, test } from 'vitest'
import { visibleSegments, visibleText } from './visible-text.ts'

test('clean text stays one segment, with its tabs, lines, joiners and scripts', () => {
  const text = 'tab\there\nعربي 👩‍👩‍👧 क्‍ष'
  expect(visibleSegments(text)).toEqual([{ text }])
})

test('a bidi override is shown where it stands', () => {
  expect(visibleSegments('run \u202Egpj.exe')).toEqual([
    { text: 'run ' },
    { text: '⟨U+202E⟩', name: 'U+202E right-to-left override' },
    { text: 'gpj.exe' },
  ])
})

test('controls, tags, selectors and lone surrogates become marks', () => {
  expect(visibleText('\u001B[31m\u0000\u007F\u0085\u{E0041}\u{E0100}\uD800x\uDC00')).toBe(
    '␛[31m␀␡⟨U+0085⟩⟨U+E0041⟩⟨U+E0100⟩⟨U+D800⟩x⟨U+DC00⟩',
  )
})

test('a surrogate pair is no lone surrogate', () => {
  expect(visibleText('a😀b')).toBe('a😀b')
})

test('empty text has no segments', () => {
  expect(visibleSegments('')).toEqual([])
})
