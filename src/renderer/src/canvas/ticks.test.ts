import { expect, test } from 'vitest'
import { createClockAxis, createSequenceAxis } from './axis.ts'
import { drawnLanes, sceneOf } from './testkit.ts'
import { ticksOf } from './ticks.ts'

const utc = { zone: 'utc', clock: '24h' } as const

const lanes = drawnLanes(`
  /root |TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT
        |IIIIIIIIII                              IIIIIIIIII
`)

test('clock ticks lie on round times and keep their distance', () => {
  const { viewport } = sceneOf(lanes, { width: 500 })
  const ticks = ticksOf(createClockAxis(lanes, false), viewport, utc, 96)
  expect(ticks.map(({ x, label }) => `${String(x)} ${label}`)).toEqual([
    '0 12:00:00',
    '100 12:00:01',
    '200 12:00:02',
    '300 12:00:03',
    '400 12:00:04',
    '500 12:00:05',
  ])
})

test('zoomed in they show milliseconds', () => {
  const { viewport } = sceneOf(lanes, { width: 500 })
  const close = ticksOf(createClockAxis(lanes, false), { ...viewport, perPx: 0.5 }, utc, 96)
  expect(close.map(({ label }) => label)).toEqual([
    '12:00:00.000',
    '12:00:00.050',
    '12:00:00.100',
    '12:00:00.150',
    '12:00:00.200',
    '12:00:00.250',
  ])
})

test('no tick lies inside a folded gap', () => {
  const axis = createClockAxis(lanes, true)
  const [gap] = axis.gaps
  const { viewport } = sceneOf(lanes, { axis: () => axis, width: 2000 })
  const ticks = ticksOf(axis, viewport, utc, 96)
  expect(gap).toBeDefined()
  const inGap = ticks.filter(({ x }) => x * viewport.perPx > (gap?.start ?? 0) && x * viewport.perPx < (gap?.end ?? 0))
  expect(inGap).toEqual([])
  expect(ticks.at(-1)?.label).toBe('12:00:05.000')
})

test('steps are counted from one, at round numbers', () => {
  const many = drawnLanes(`/root |${'TI'.repeat(60)}`)
  const axis = createSequenceAxis(many)
  const { viewport } = sceneOf(many, { axis: () => axis, width: 600 })
  expect(ticksOf(axis, viewport, utc, 96).map(({ x, label }) => `${String(x)} ${label}`)).toEqual([
    '95 20',
    '195 40',
    '295 60',
    '395 80',
    '495 100',
    '595 120',
  ])
})
