/** The platform's comparison against the plain one. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonLength } from '../base/bytes.ts'
import { commonLengthByBlocks } from './common-length.ts'

const LONGEST = 200_000

describe('common length', () => {
  it.each([
    ['of nothing', 0, 0, 0],
    ['of a beginning', 70_000, 65_536, 65_536],
    ['of equal arrays', 65_536, 65_536, 65_536],
  ])('%s', (_, lengthA, lengthB, expected) => {
    expect(commonLengthByBlocks(new Uint8Array(lengthA), new Uint8Array(lengthB))).toBe(expected)
  })

  it('is the same both ways, wherever arrays begin and differ', () => {
    const memory = new Uint8Array(LONGEST + 16).map((_, at) => at % 251)
    const places = { skip: fc.nat(15), length: fc.nat(LONGEST), other: fc.nat(LONGEST), differs: fc.nat(LONGEST) }
    fc.assert(
      fc.property(fc.record(places), ({ skip, length, other, differs }) => {
        const a = memory.subarray(skip, skip + length)
        const b = memory.slice(skip, skip + other)
        if (differs < b.length) b[differs] = (b[differs] ?? 0) + 1
        const expected = Math.min(length, other, differs < b.length ? differs : LONGEST)
        expect([commonLengthByBlocks(a, b), commonLength(a, b)]).toEqual([expected, expected])
      }),
    )
  })
})
