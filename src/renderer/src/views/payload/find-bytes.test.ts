import { expect, test } from 'vitest'
import { textSource, type ByteSource } from './byte-source.ts'
import { findBytes } from './find-bytes.ts'

const MiB = 1024 * 1024

test('finds forwards and goes round once', async () => {
  const source = textSource('needle in hay, needle again')
  expect(await findBytes(source, 'needle', { from: 0 })).toBe(0)
  expect(await findBytes(source, 'needle', { from: 1 })).toBe(15)
  expect(await findBytes(source, 'needle', { from: 16 })).toBe(0)
})

test('finds backwards and goes round once', async () => {
  const source = textSource('needle in hay, needle again')
  expect(await findBytes(source, 'needle', { from: 15, backwards: true })).toBe(0)
  expect(await findBytes(source, 'needle', { from: 0, backwards: true })).toBe(15)
})

test('matches ASCII letters in both cases and everything else exactly', async () => {
  expect(await findBytes(textSource('xx ÄPFEL äpfel'), 'äpfel', { from: 0 })).toBe(10)
  expect(await findBytes(textSource('Hello'), 'hELLO', { from: 0 })).toBe(0)
  expect(await findBytes(textSource('À'), 'à', { from: 0 })).toBeUndefined()
})

test.each([MiB - 3, MiB - 1, MiB, 2 * MiB - 2])('finds across chunks at %i', async (at) => {
  const source = textSource(`${'-'.repeat(at)}needle${'-'.repeat(3 * MiB - at)}`)
  expect(await findBytes(source, 'needle', { from: 0 })).toBe(at)
  expect(await findBytes(source, 'needle', { from: source.size, backwards: true })).toBe(at)
  expect(await findBytes(source, 'needle', { from: at + 1 })).toBe(at)
})

test('nothing to find', async () => {
  expect(await findBytes(textSource('abc'), 'z', { from: 2 })).toBeUndefined()
  expect(await findBytes(textSource('abc'), '', { from: 0 })).toBeUndefined()
  expect(await findBytes(textSource(''), 'a', { from: 0 })).toBeUndefined()
})

test('stops when told and says how far it got', async () => {
  const controller = new AbortController()
  const done: number[] = []
  const source: ByteSource = { size: 10 * MiB, read: (_, length) => Promise.resolve(new Uint8Array(length)) }
  const search = findBytes(source, 'x', {
    from: 0,
    signal: controller.signal,
    onProgress(bytes) {
      done.push(bytes)
      if (done.length === 2) controller.abort()
    },
  })
  await expect(search).rejects.toThrow()
  expect(done).toEqual([MiB, 2 * MiB])
})
