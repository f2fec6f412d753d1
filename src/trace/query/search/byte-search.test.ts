import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteWord, findBytes } from './byte-search.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['hello HELLO', 'Hello', [0, 5]],
  ['say "hi" there', '"hi"', [4, 4]],
  ['{"cmd":"say \\"hi\\""}', '"hi"', [12, 6]],
  [String.raw`{"arguments":"{\"cmd\":\"say \\\"hi\\\"\"}"}`, '"hi"', [29, 10]],
  ['line one\\nline two', 'one\nline', [5, 9]],
  ['玄米茶 genmaicha', '米茶', [3, 6]],
  ['nothing here', 'absent', undefined],
] as const)('%s: %s', (text, word, expected) => {
  const match = findBytes(bytes(text), byteWord(word), 0)
  expect(match && [match.offset, match.length]).toEqual(expected)
})

const letters = fc.array(fc.constantFrom('a', 'b', 'A', 'B', 'é', '\n'), { maxLength: 30 }).map((list) => list.join(''))
const word = fc.array(fc.constantFrom('a', 'b', 'A'), { minLength: 1, maxLength: 4 }).map((list) => list.join(''))

test('finds what a plain search in lower case finds, from any start', () => {
  fc.assert(
    fc.property(letters, word, fc.nat(10), (text, needle, from) => {
      const body = bytes(text)
      const latin = Array.from(body, (byte) => String.fromCharCode(byte))
        .join('')
        .toLowerCase()
      const found = findBytes(body, byteWord(needle), from)
      expect(found?.offset ?? -1).toBe(latin.indexOf(needle.toLowerCase(), from))
    }),
  )
})
