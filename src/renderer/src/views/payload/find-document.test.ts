import { expect, test } from 'vitest'
import type { FindRequest } from './byte-source.ts'
import { findInDocument } from './find-document.ts'

/** A document that is searched two characters per step. */
function sourceOf(text: string) {
  return {
    size: text.length,
    find({ text: wanted, from, until, backwards }: FindRequest) {
      const [first, end] = backwards ? [Math.max(from, until - 2), until] : [from, Math.min(until, from + 2)]
      const places = Array.from({ length: end - first }, (_, at) => first + at)
      const found = (backwards ? places.reverse() : places).find((at) => text.startsWith(wanted, at))
      const next = backwards ? (first > from ? first : undefined) : end < until ? end : undefined
      return Promise.resolve({ found, next: found === undefined ? next : undefined, searched: end - first })
    },
  }
}

function find(text: string, wanted: string, from: number, backwards = false): Promise<number | undefined> {
  const { signal } = new AbortController()
  return findInDocument(sourceOf(text), wanted, { from, backwards, signal, onProgress: () => undefined })
}

test('goes on from where it is, and once round', async () => {
  const text = 'needle in hay, needle again'
  expect(await find(text, 'needle', 0)).toBe(0)
  expect(await find(text, 'needle', 1)).toBe(15)
  expect(await find(text, 'needle', 16)).toBe(0)
  expect(await find(text, 'needle', 15, true)).toBe(0)
  expect(await find(text, 'needle', 0, true)).toBe(15)
  expect(await find(text, 'pin', 5)).toBeUndefined()
})

test('stops when told and says how far it got', async () => {
  const controller = new AbortController()
  const done: number[] = []
  const search = findInDocument(sourceOf('-'.repeat(40)), 'x', {
    from: 0,
    backwards: false,
    signal: controller.signal,
    onProgress(bytes) {
      done.push(bytes)
      if (done.length === 2) controller.abort()
    },
  })
  await expect(search).rejects.toThrow()
  expect(done).toEqual([2, 4])
})
