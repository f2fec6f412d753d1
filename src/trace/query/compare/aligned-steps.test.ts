import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignSteps } from './aligned-steps.ts'

const steps = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 40 })
  .map((list) => Float64Array.from(list.sort((a, b) => a - b)))

describe('steps of two traces', () => {
  it('lie together where they are paired, and leave a gap where one side has nothing', () => {
    const aligned = alignSteps(Float64Array.of(1, 2, 3, 4), Float64Array.of(10, 40), [
      { a: 1, b: 10 },
      { a: 4, b: 40 },
    ])
    expect([[...aligned.a], [...aligned.b], aligned.extent]).toEqual([[0, 1, 2, 3], [0, 3], 3])
  })

  it('keep their own order where pairs cross', () => {
    const aligned = alignSteps(Float64Array.of(1, 2), Float64Array.of(1, 2), [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ])
    expect([[...aligned.a], [...aligned.b]].map((places) => places[0] ?? 0)).not.toContain(NaN)
    expect((aligned.a[0] ?? 0) < (aligned.a[1] ?? 0) && (aligned.b[0] ?? 0) < (aligned.b[1] ?? 0)).toBe(true)
  })

  it('always rise, one place per step, and pairs taken in order coincide', () => {
    fc.assert(
      fc.property(steps, steps, (a, b) => {
        const pairs = Array.from({ length: Math.min(a.length, b.length) }, (_, at) => ({
          a: a[at] ?? 0,
          b: b[at] ?? 0,
        }))
        const aligned = alignSteps(a, b, pairs)
        for (const places of [aligned.a, aligned.b])
          places.forEach((place, at) => {
            if (at > 0) expect(place).toBeGreaterThan(places[at - 1] ?? Infinity)
            expect(place).toBeLessThanOrEqual(aligned.extent)
          })
        pairs.forEach((_, at) => {
          expect(aligned.a[at]).toBe(aligned.b[at])
        })
      }),
    )
  })
})
