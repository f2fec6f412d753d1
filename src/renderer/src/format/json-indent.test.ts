import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indentJson } from './json-indent.ts'

test('any document looks as JSON.stringify would indent it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(JSON.parse(JSON.stringify(value)), undefined, 2))
    }),
  )
})

test('digits stay, and what is cut off is shown up to the cut', () => {
  expect(indentJson('{"n":1.50,"s":"a\\"b')).toBe('{\n  "n": 1.50,\n  "s": "a\\"b')
})

test('closing more than was opened does no harm', () => {
  expect(indentJson(']]')).toBe('\n]\n]')
})
