import { expect, test } from 'vitest'
import type { DocumentFind } from '../../../shared/view-models/document.ts'
import { findStep, type FindRequest } from './find-step.ts'
import type { DocumentReader } from './json-children.ts'

const MiB = 1024 * 1024

function readerOf(text: string): DocumentReader {
  const bytes = new TextEncoder().encode(text)
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)) }
}

const everywhere = { from: 0, until: Infinity, backwards: false }

function find(text: string, request: Pick<FindRequest, 'text'> & Partial<FindRequest>): Promise<DocumentFind> {
  return findStep(readerOf(text), { ...everywhere, ...request })
}

test('finds the nearest match in both directions, within what it is asked for', async () => {
  const text = 'needle in hay, needle again'
  expect((await find(text, { text: 'needle' })).found).toBe(0)
  expect((await find(text, { text: 'needle', from: 1 })).found).toBe(15)
  expect((await find(text, { text: 'needle', backwards: true })).found).toBe(15)
  expect((await find(text, { text: 'needle', until: 15, backwards: true })).found).toBe(0)
  expect(await find(text, { text: 'needle', from: 16 })).toMatchObject({ found: undefined, next: undefined })
})

test('finds text as JSON writes it', async () => {
  expect((await find(JSON.stringify({ a: 'line one\nline two' }), { text: 'one\nline' })).found).toBe(11)
})

test.each([MiB - 3, MiB - 1, MiB, 2 * MiB - 2])('finds across chunks at %i', async (at) => {
  const text = `${'-'.repeat(at)}needle${'-'.repeat(3 * MiB - at)}`
  expect((await find(text, { text: 'needle' })).found).toBe(at)
  expect((await find(text, { text: 'needle', backwards: true })).found).toBe(at)
})

test('says where to go on after a step, in both directions', async () => {
  const reader: DocumentReader = { size: 100 * MiB, read: (_, length) => Promise.resolve(new Uint8Array(length)) }
  const forth = await findStep(reader, { ...everywhere, text: 'x' })
  expect(forth).toEqual({ found: undefined, next: 32 * MiB, searched: 32 * MiB })
  const back = await findStep(reader, { ...everywhere, text: 'x', backwards: true })
  expect(back).toEqual({ found: undefined, next: 68 * MiB, searched: 32 * MiB })
})

test('nothing is found of nothing', async () => {
  expect(await find('', { text: 'a' })).toMatchObject({ found: undefined, next: undefined })
})
