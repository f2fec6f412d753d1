import { expect, test } from 'vitest'
import { textSource } from './byte-source.ts'
import { LARGEST_COPY, valueText } from './value-text.ts'

test('a string is copied as the text it stands for, anything else as written', async () => {
  const source = textSource('["a\\nb", {"c":  1.50}]')
  expect(await valueText(source, { kind: 'string', start: 1, end: 7 })).toBe('a\nb')
  expect(await valueText(source, { kind: 'object', start: 9, end: 21 })).toBe('{"c":  1.50}')
})

test('what is too large or has no end yet is not copied', async () => {
  const source = textSource('[]')
  expect(await valueText(source, { kind: 'array', start: 0, end: null })).toBeUndefined()
  expect(await valueText(source, { kind: 'array', start: 0, end: LARGEST_COPY + 1 })).toBeUndefined()
})
