import { describe, expect, it } from 'vitest'
import { Paced, Showings } from './paced.ts'

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

describe('showings of what grows', () => {
  const pauses = { firstMs: 100, longestMs: 1000, share: 0.1 }

  /** When they were due up to 4 s, each of them charged with what it costs. */
  function shownBy(costMs: number): readonly number[] {
    let now = 0
    const showings = new Showings(pauses, () => now)
    const shown: number[] = []
    for (; now <= 4000; now += 50) {
      if (!showings.isDue()) continue
      shown.push(now)
      showings.charge(costMs)
    }
    return shown
  }

  it('come ever more rarely', () => {
    expect(shownBy(0)).toEqual([100, 300, 700, 1500, 2500, 3500])
  })

  it('take no more than their share of the time', () => {
    expect(shownBy(80)).toEqual([100, 1600, 2400, 3200])
    expect(shownBy(300)).toEqual([100])
  })
})
