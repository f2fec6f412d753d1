import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Reply } from '../shared/events.ts'
import { answerWithin } from './answer-within.ts'

const never = new Promise<Reply<number>>(() => undefined)

describe('a call', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('answers with its reply and leaves no timer behind', async () => {
    const late = vi.fn()
    const reply: Reply<number> = { ok: true, value: 7 }
    expect(await answerWithin({ name: 'app/info', reply: Promise.resolve(reply) }, 1000, late)).toEqual(reply)
    expect([vi.getTimerCount(), late.mock.calls.length]).toEqual([0, 0])
  })

  test('answers connection_lost when nothing came in time, and says so to the other side', async () => {
    const late = vi.fn()
    const answer = answerWithin({ name: 'trace/open', reply: never }, 60_000, late)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await answer).toEqual({
      ok: false,
      error: { code: 'connection_lost', message: 'no answer to trace/open within 60 s' },
    })
    expect(late).toHaveBeenCalledOnce()
  })

  test('waits without a limit for a person to answer', async () => {
    const reply: Reply<number> = { ok: true, value: 1 }
    const answer = answerWithin({ name: 'app/choose', reply: Promise.resolve(reply) }, undefined, () => undefined)
    expect(vi.getTimerCount()).toBe(0)
    expect(await answer).toEqual(reply)
  })

  test('answers internal when it rejects', async () => {
    const reply = Promise.reject<Reply<number>>(new Error('No handler registered'))
    expect(await answerWithin({ name: 'app/info', reply }, 1000, () => undefined)).toEqual({
      ok: false,
      error: { code: 'internal', message: 'Error: No handler registered' },
    })
  })
})
