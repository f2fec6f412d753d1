import { expect, test } from 'vitest'
import { textSource } from './byte-source.ts'
import { LARGEST_COPY, pictureOf, valueText } from './value-text.ts'

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

test('pictures are those of pixels, whole and encoded as they say', async () => {
  const picture = pictureOf('data:image/png;base64,aGVsbG8=')
  expect([picture?.type, await picture?.text()]).toEqual(['image/png', 'hello'])
  expect(pictureOf('data:image/svg+xml;base64,aGVsbG8=')).toBeUndefined()
  expect(pictureOf('data:image/png;base64,a')).toBeUndefined()
  expect(pictureOf('data:text/html;base64,aGVsbG8=')).toBeUndefined()
  expect(pictureOf('a picture: data:image/png;base64,aGVsbG8=')).toBeUndefined()
})
