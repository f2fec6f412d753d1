import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClockAxis, createSequenceAxis, msOfUnit, stretchOf, unitOf, unitOfMs, unitOfSeq } from './axis.ts'
import { commonIdleness, findIdleGaps, idlenessOf } from './idle-gaps.ts'
import { drawnLanes, EPOCH } from './testkit.ts'

const withPause = drawnLanes(`
  /root   |TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT
          |III                             III
          |   XX
  /root/a |     TTTTTT
          |      III                          II
`)

test('idle is where no lane is busy; turns do not count', () => {
  const gaps = findIdleGaps(withPause, 500).map(({ startMs, endMs }) => [startMs - EPOCH, endMs - EPOCH])
  expect(gaps).toEqual([[900, 3200]])
})

test('a trace in which nothing was busy has no gaps to fold', () => {
  expect(findIdleGaps(drawnLanes('/root |TTTTTTTTTTTTTTTTTTTTTTTT'), 100)).toEqual([])
})

test('a folded gap is narrow, and what lies behind it keeps its scale', () => {
  const axis = createClockAxis(withPause, true)
  const [gap] = axis.gaps
  expect(gap).toMatchObject({ startMs: EPOCH + 900, endMs: EPOCH + 3200, start: 900, end: 900 + 1700 / 24 })
  expect(unitOfMs(axis, EPOCH + 3300) - unitOfMs(axis, EPOCH + 3200)).toBeCloseTo(100)
  expect(axis.extent).toBeCloseTo(4000 - 2300 + 1700 / 24)
})

test('two traces fold only what is idle in both, at the same place, and their axes end together', () => {
  const other = drawnLanes(`
    /root |TTTTTTTTTTTTTTTTTTTT
          |III             III
  `)
  const idle = commonIdleness(idlenessOf(withPause), idlenessOf(other))
  expect(idle).toEqual({ totalMs: 4000, gaps: [{ fromMs: 2000, toMs: 3200 }] })
  const [left, right] = [createClockAxis(withPause, true, idle), createClockAxis(other, true, idle)]
  expect(left.gaps).toHaveLength(1)
  expect(right).toEqual(left)
  expect(commonIdleness(idlenessOf(other), idlenessOf(withPause))).toEqual(idle)
})

test('clock positions ascend and go back to the same moment, folded or not', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.double({ min: 0, max: 4000, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (fold, at, more) => {
        const axis = createClockAxis(withPause, fold)
        const unit = unitOfMs(axis, EPOCH + at)
        expect(unitOfMs(axis, EPOCH + at + more)).toBeGreaterThanOrEqual(unit)
        expect(msOfUnit(axis, unit)).toBeCloseTo(EPOCH + at, 3)
      },
    ),
  )
})

test('the sequence axis has one unit per step; a seq between steps lies between them', () => {
  const axis = createSequenceAxis(drawnLanes('/root |TT  TTTT    TT'))
  expect(Array.from(axis.steps)).toEqual([0, 2, 4, 8, 12, 14])
  expect([0, 2, 3, 4, 8, 14].map((seq) => unitOfSeq(axis, seq))).toEqual([0, 1, 1.5, 2, 3, 5])
  expect(axis.extent).toBeCloseTo(5)
})

test('what is still open lies at the end of either axis', () => {
  const clock = createClockAxis(withPause, false)
  const sequence = createSequenceAxis(withPause)
  expect([unitOf(clock, NaN, 5), unitOf(sequence, 5, NaN)]).toEqual([clock.extent, sequence.extent])
})

test('a stretch of either axis names the same moments in both measures', () => {
  const lanes = drawnLanes('/root |TT  TTTT    TT')
  const clock = createClockAxis(lanes, false)
  const sequence = createSequenceAxis(lanes)
  const found = { startMs: EPOCH + 200, endMs: EPOCH + 800, startSeq: 2, endSeq: 8 }
  expect(stretchOf(sequence, sequence, 0.5, 3.4)).toEqual(found)
  expect(stretchOf(clock, sequence, 200, 800)).toEqual(found)
  expect(stretchOf(sequence, sequence, 1.2, 1.4)).toBeUndefined()
})
