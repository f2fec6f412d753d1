import { describe, expect, it } from 'vitest'
import { Doubling, Paced } from './paced.ts'

describe('paced reports', () => {
  it('give the newest value at most once a while, and the last one when flushed', () => {
    let now = 0
    const reported: number[] = []
    const paced = new Paced(
      (value: number) => reported.push(value),
      100,
      () => now,
    )
    for (const [time, value] of [
      [0, 1],
      [50, 2],
      [99, 3],
      [100, 4],
      [150, 5],
    ] as const) {
      now = time
      paced.offer(value)
    }
    expect(reported).toEqual([1, 4])
    paced.flush()
    paced.flush()
    expect(reported).toEqual([1, 4, 5])
  })
})

describe('doubling pauses', () => {
  it('make a long load shown a few times only', () => {
    let now = 0
    const doubling = new Doubling(100, 1000, () => now)
    const shown: number[] = []
    for (; now <= 4000; now += 50) if (doubling.isDue()) shown.push(now)
    expect(shown).toEqual([100, 300, 700, 1500, 2500, 3500])
  })
})
