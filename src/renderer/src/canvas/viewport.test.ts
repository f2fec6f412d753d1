import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClockAxis } from './axis.ts'
import { EDGE_PX, fit, fitAll, panBy, resize, reveal, unitAt, type Viewport, xOf, zoomAt } from './viewport.ts'

const axis: ClockAxis = { kind: 'clock', startMs: 0, extent: 10_000, gaps: [] }
const blank: Viewport = { start: 0, perPx: 1, scrollTop: 0, width: 1000, height: 400 }
const all = fitAll(blank, axis)

test('fitting all leaves the same margin on both sides', () => {
  expect(xOf(all, 0)).toBeCloseTo(EDGE_PX)
  expect(xOf(all, axis.extent)).toBeCloseTo(1000 - EDGE_PX)
})

test('zooming keeps the moment under the pointer where it is', () => {
  const zoomed = zoomAt(zoomAt(all, axis, 300, 4), axis, 300, 3)
  expect(unitAt(zoomed, 300)).toBeCloseTo(unitAt(all, 300))
  expect(zoomed.perPx).toBeCloseTo(all.perPx / 12)
})

test('no gesture leaves the trace or the limits of the zoom', () => {
  const gesture = fc.oneof(
    fc.record({ pan: fc.double({ min: -5000, max: 5000, noNaN: true }) }),
    fc.record({ zoom: fc.double({ min: 0.01, max: 100, noNaN: true }), x: fc.integer({ min: 0, max: 1000 }) }),
  )
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 30 }), (gestures) => {
      let view = all
      for (const one of gestures) view = 'pan' in one ? panBy(view, axis, one.pan) : zoomAt(view, axis, one.x, one.zoom)
      expect(view.perPx).toBeLessThanOrEqual(all.perPx * 1.0001)
      expect(view.perPx).toBeGreaterThanOrEqual(1 / 50)
      expect(xOf(view, 0)).toBeLessThanOrEqual(EDGE_PX + 0.01)
      expect(xOf(view, axis.extent)).toBeGreaterThanOrEqual(1000 - EDGE_PX - 0.01)
    }),
  )
})

test('a view that showed everything still does when the window grows; another keeps its place', () => {
  expect(resize(all, axis, 1400, 400)).toEqual(fitAll({ ...blank, width: 1400 }, axis))
  const part = fit(blank, axis, 2000, 3000)
  expect(resize(part, axis, 1400, 500)).toMatchObject({ start: part.start, perPx: part.perPx, height: 500 })
})

test('revealing moves as little as needed, and not at all for what is in view', () => {
  const part = fit(blank, axis, 2000, 3000)
  expect(reveal(part, axis, 2100, 2200)).toBe(part)
  expect(xOf(reveal(part, axis, 4000, 4100), 4100)).toBeCloseTo(1000 - 48)
  expect(xOf(reveal(part, axis, 1000, 1100), 1000)).toBeCloseTo(48)
  expect(reveal(part, axis, 0, 9000)).toBe(part)
  expect(xOf(reveal(part, axis, 5000, 9000), 5000)).toBeCloseTo(48)
})
