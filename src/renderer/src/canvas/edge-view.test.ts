import fc from 'fast-check'
import { expect, test } from 'vitest'
import { f64 } from './columns.ts'
import { type Curve, curveInto, createCurve } from './edge-geometry.ts'
import { cutToView } from './edge-view.ts'
import type { Viewport } from './viewport.ts'

const VIEW: Viewport = { start: 0, perPx: 1, scrollTop: 0, width: 800, height: 600 }
const STEPS = 400

function pointOf(curve: Curve, t: number): readonly [number, number] {
  const s = 1 - t
  const at = (axis: 0 | 1): number =>
    s * s * s * f64(curve, axis) +
    3 * s * s * t * f64(curve, axis + 2) +
    3 * s * t * t * f64(curve, axis + 4) +
    t * t * t * f64(curve, axis + 6)
  return [at(0), at(1)]
}

function curveOf(kind: number, x0: number, y0: number, x1: number, y1: number): Curve {
  const curve = createCurve()
  curveInto(curve, kind, false, x0, y0, x1, y1)
  return curve
}

function distance(curve: Curve, [x, y]: readonly [number, number]): number {
  let nearest = Infinity
  for (let step = 0; step <= STEPS * 4; step++) {
    const [toX, toY] = pointOf(curve, step / (STEPS * 4))
    nearest = Math.min(nearest, Math.hypot(toX - x, toY - y))
  }
  return nearest
}

const far = fc.integer({ min: -6000, max: 6000 })

test('a cut curve keeps every point that lies in the view', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 3), far, far, far, far, (kind, x0, y0, x1, y1) => {
      const whole = curveOf(kind, x0, y0, x1, y1)
      const cut = curveOf(kind, x0, y0, x1, y1)
      cutToView(cut, VIEW)
      for (let step = 0; step <= STEPS; step++) {
        const point = pointOf(whole, step / STEPS)
        const [x, y] = point
        if (x < 0 || x > VIEW.width || y < 0 || y > VIEW.height) continue
        expect(distance(cut, point)).toBeLessThan(6)
      }
    }),
    { numRuns: 60 },
  )
})

test('what is left of a long curve is about as long as the view is high', () => {
  const cut = curveOf(0, 300, -20_000, 420, 30_000)
  cutToView(cut, VIEW)
  expect(f64(cut, 1)).toBeGreaterThan(-1000)
  expect(f64(cut, 7)).toBeLessThan(2000)
})

test('a curve inside the view stays as it is', () => {
  const curve = curveOf(0, 200, 100, 500, 300)
  const before = [...curve]
  cutToView(curve, VIEW)
  expect([...curve]).toEqual(before)
})
