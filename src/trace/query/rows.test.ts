import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowAssigner } from './rows.ts'
import type { Span } from './rows.ts'

const span = fc
  .record({ startMs: fc.nat(200), ms: fc.nat(60), startSeq: fc.nat(200), seqs: fc.nat(60), open: fc.boolean() })
  .map(({ startMs, ms, startSeq, seqs, open }): Span => {
    const ends = open ? { endMs: Number.NaN, endSeq: Number.NaN } : { endMs: startMs + ms, endSeq: startSeq + seqs }
    return { startMs, startSeq, ...ends }
  })

function overlap(a: Span, b: Span): boolean {
  const cross = (start: number, end: number, otherStart: number, otherEnd: number): boolean =>
    start < (Number.isNaN(otherEnd) ? Infinity : otherEnd) && otherStart < (Number.isNaN(end) ? Infinity : end)
  return cross(a.startMs, a.endMs, b.startMs, b.endMs) || cross(a.startSeq, a.endSeq, b.startSeq, b.endSeq)
}

test('no two slices of a row overlap on either axis, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(span, fc.option(fc.nat(2), { nil: undefined }), fc.nat(6))), (slices) => {
      const rows = createRowAssigner(3)
      const placed = slices.map(([slice, preferred, from]) => ({ slice, row: rows.assign(slice, preferred, from) }))
      for (const [position, { slice, row }] of placed.entries()) {
        for (const other of placed.slice(0, position)) {
          if (other.row === row) expect(overlap(other.slice, slice)).toBe(false)
        }
      }
      expect(rows.rows).toBe(Math.max(0, ...placed.map(({ row }) => row + 1)))
    }),
  )
})

test('a row is used again once it is free', () => {
  const rows = createRowAssigner(0)
  const at = (start: number, end: number): number =>
    rows.assign({ startMs: start, endMs: end, startSeq: start, endSeq: end }, undefined, 0)
  expect([at(0, 10), at(5, 12), at(10, 11), at(12, 13)]).toEqual([0, 1, 0, 0])
})

test('100,000 slices that never end are placed without trying every row for each', () => {
  const rows = createRowAssigner(3)
  let last = 0
  for (let start = 0; start < 100_000; start++) {
    last = rows.assign({ startMs: start, endMs: Number.NaN, startSeq: start, endSeq: Number.NaN }, 2, 3)
  }
  expect(last).toBe(65_535)
})
