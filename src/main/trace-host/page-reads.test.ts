import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FileWindow } from '../../shared/events.ts'
import { PageReads } from './page-reads.ts'

const window = { source: 's', path: 'trace.jsonl', offset: 10, length: 4 }
let asked: (readonly FileWindow[])[]
let reads: PageReads
let cancel: AbortController

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  reads = new PageReads((wanted) => asked.push(wanted), 1000)
  cancel = new AbortController()
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('a read of the page', () => {
  it('is asked for by number, together with its neighbours, and gets the answer of that number', async () => {
    const [first, second] = [reads.read(window, cancel.signal), reads.read(window, cancel.signal)]
    await Promise.resolve()
    expect(asked).toEqual([
      [
        { read: 1, ...window },
        { read: 2, ...window },
      ],
    ])
    reads.answer({ read: 2, bytes: new Uint8Array([2]) })
    reads.answer({ read: 1, bytes: new Uint8Array([1, 1, 1, 1]) })
    expect(await Promise.all([first, second])).toEqual([new Uint8Array([1, 1, 1, 1]), new Uint8Array([2])])
  })

  it('is asked for with others as long as the answer is of moderate size', async () => {
    const MiB = 1024 * 1024
    const all = Array.from({ length: 600 }, (_, index) =>
      reads.read({ ...window, length: index < 5 ? 3 * MiB : 1 }, cancel.signal),
    )
    await Promise.resolve()
    expect(asked.map((windows) => windows.length)).toEqual([2, 2, 256, 256, 84])
    cancel.abort()
    await Promise.allSettled(all)
  })

  it('fails with what the page says', async () => {
    const read = reads.read(window, cancel.signal)
    reads.answer({ read: 1, message: 'NotReadableError: changed since it was dropped' })
    await expect(read).rejects.toMatchObject({
      code: 'read_failed',
      message: 'the page could not read the file: NotReadableError: changed since it was dropped',
      where: { file: 'trace.jsonl' },
    })
  })

  it('fails when more comes than was asked for', async () => {
    const read = reads.read(window, cancel.signal)
    reads.answer({ read: 1, bytes: new Uint8Array(5) })
    await expect(read).rejects.toMatchObject({ code: 'read_failed', message: 'the page answered 5 bytes for 4' })
  })

  it('fails when no answer comes in time, and drops the late one', async () => {
    const read = reads.read(window, cancel.signal)
    const failure = expect(read).rejects.toMatchObject({
      code: 'read_failed',
      message: 'the page did not answer within 1 s',
    })
    await vi.advanceTimersByTimeAsync(1000)
    await failure
    reads.answer({ read: 1, bytes: new Uint8Array(1) })
  })

  it('is given up when cancelled, before or while it is under way', async () => {
    const read = reads.read(window, cancel.signal)
    cancel.abort()
    await expect(read).rejects.toMatchObject({ code: 'cancelled' })
    await expect(reads.read(window, cancel.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(asked).toEqual([])
    reads.answer({ read: 1, bytes: new Uint8Array(1) })
  })
})
