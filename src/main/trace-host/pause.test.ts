import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Pause } from './pause.ts'

const range = { atLeastMs: 100, atMostMs: 500 }
let controller: AbortController
let pause: Pause
let isOver: boolean

beforeEach(() => {
  vi.useFakeTimers()
  controller = new AbortController()
  pause = new Pause(controller.signal)
  isOver = false
})

afterEach(() => {
  vi.useRealTimers()
})

function begin(): void {
  void pause.wait(range).then(() => {
    isOver = true
  })
}

/** Whether the pause is over so many ms later. */
async function after(ms: number): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(ms)
  return isOver
}

it('takes its time without a hint', async () => {
  begin()
  expect([await after(499), await after(1)]).toEqual([false, true])
})

it('ends with a hint, but not too soon', async () => {
  begin()
  pause.wake()
  expect([await after(99), await after(1)]).toEqual([false, true])
  isOver = false
  begin()
  await after(300)
  pause.wake()
  expect(await after(0)).toBe(true)
})

it('is shorter after a hint that came before it, once', async () => {
  pause.wake()
  begin()
  expect(await after(100)).toBe(true)
  isOver = false
  begin()
  expect(await after(499)).toBe(false)
})

it('ends at once when nobody follows any more', async () => {
  begin()
  controller.abort()
  expect(await after(0)).toBe(true)
  isOver = false
  begin()
  expect(await after(0)).toBe(true)
})
