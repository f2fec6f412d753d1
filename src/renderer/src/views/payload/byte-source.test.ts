import { expect, test } from 'vitest'
import { partOf, type SearchableSource, textSource } from './byte-source.ts'
import { findInDocument } from './find-document.ts'

function find(source: SearchableSource, text: string, from: number, backwards = false): Promise<number | undefined> {
  const { signal } = new AbortController()
  return findInDocument(source, text, { from, backwards, signal, onProgress: () => undefined })
}

test('text is found at its bytes, in either direction, upper and lower case alike', async () => {
  const source = textSource('ä Needle é needle')
  expect(await find(source, 'needle', 0)).toBe(3)
  expect(await find(source, 'NEEDLE', 4)).toBe(13)
  expect(await find(source, 'needle', 14)).toBe(3)
  expect(await find(source, 'needle', 13, true)).toBe(3)
  expect(await find(source, 'needle', 3, true)).toBe(13)
  expect(await find(source, 'thread', 0)).toBeUndefined()
})

test('a part is read and searched by its own offsets, and nothing beyond it is found', async () => {
  const part = partOf(textSource('needle [a needle b] needle'), 8, 18)
  expect(new TextDecoder().decode(await part.read(0, 100))).toBe('a needle b')
  expect(await find(part, 'needle', 0)).toBe(2)
  expect(await find(part, 'needle', 3)).toBe(2)
  expect(await find(part, 'needle', 0, true)).toBe(2)
  expect(await find(partOf(textSource('needle [ab] needle'), 8, 10), 'needle', 0)).toBeUndefined()
})
