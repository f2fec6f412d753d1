import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignSequences } from './sequence.ts'

const sequence = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 })

describe('alignSequences', () => {
  it('pairs everything of a sequence with itself', () => {
    fc.assert(
      fc.property(sequence, (a) => {
        expect(alignSequences(a, [...a], true).pairs).toEqual(a.map((_, at) => ({ a: at, b: at })))
      }),
    )
  })

  it('is the mirror image when the sides are swapped', () => {
    fc.assert(
      fc.property(sequence, sequence, fc.boolean(), (a, b, aFirst) => {
        const swapped = alignSequences(b, a, !aFirst).pairs.map((pair) => ({ a: pair.b, b: pair.a }))
        expect(alignSequences(a, b, aFirst).pairs).toEqual(swapped)
      }),
    )
  })

  it('names every element once, in order, and pairs only equal ones', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const { pairs } = alignSequences(a, b, true)
        expect(pairs.filter((pair) => pair.a >= 0).map((pair) => pair.a)).toEqual(a.map((_, at) => at))
        expect(pairs.filter((pair) => pair.b >= 0).map((pair) => pair.b)).toEqual(b.map((_, at) => at))
        for (const pair of pairs) if (pair.a >= 0 && pair.b >= 0) expect(a[pair.a]).toBe(b[pair.b])
      }),
    )
  })

  it('finds an insertion in the middle of equal neighbours', () => {
    expect(alignSequences([1, 2, 3, 4], [1, 2, 9, 3, 4], true).pairs.filter((pair) => pair.a < 0)).toEqual([
      { a: -1, b: 2 },
    ])
  })

  it('falls back to replaced as a whole and says so when two stretches share too little', () => {
    const a = Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? 1 : 2 + (at % 37)))
    const b = Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? 50 + (at % 41) : 100))
    const { pairs, coarse } = alignSequences(a, b, true)
    expect(coarse).toBe(true)
    expect(pairs).toHaveLength(8000)
  })
})
