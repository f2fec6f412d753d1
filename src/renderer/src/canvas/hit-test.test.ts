import { expect, test } from 'vitest'
import { createClockAxis } from './axis.ts'
import { describe } from './describe.ts'
import { hitTest } from './hit-test.ts'
import { drawnLanes, sceneOf, type SceneChoice } from './testkit.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'

const lanes = drawnLanes(`
  /root   |TTTTTTTTTTTTTTTTTTTT
          |IIII iiii
          |    XXXX   aaaa
  /root/a |     TTTTTTTTTT
          |      IIII
  spawn /root@4 -> /root/a@6
`)

/** At 20 px per character. */
function hit(of: Lanes, x: number, y: number, choice: SceneChoice = {}): string {
  const { scene, viewport, tools } = sceneOf(of, choice)
  const target = hitTest(scene, viewport, tools, { x, y })
  if (target === undefined) return 'nothing'
  const { kind, title } = describe(scene, target, { zone: 'utc', clock: '24h' })
  return `${kind} ${title}`
}

test('finds the slice under the point, row by row', () => {
  expect([hit(lanes, 10, 10), hit(lanes, 10, 30), hit(lanes, 150, 30), hit(lanes, 120, 50)]).toEqual([
    'turn turn 0',
    'inference call inference 0',
    'inference call inference 5',
    'tool call tool 4',
  ])
})

test('between rows and outside slices lies the lane', () => {
  expect(hit(lanes, 10, 42.5)).toBe('agent thread /root')
  expect(hit(lanes, 390, 100)).toBe('agent thread /root/a')
  expect(hit(lanes, 10, 400)).toBe('nothing')
})

test('an edge is hit on its curve, and a slice under it stays easy to hit', () => {
  expect(hit(lanes, 84, 75)).toBe('spawn /root → /root/a')
  expect(hit(lanes, 86, 50)).toBe('tool call tool 4')
})

test('slices merged into one run are hit as the run that was drawn', () => {
  const dense = drawnLanes('/root |TT\n      |IiIiIiIiIiIiIiIi')
  expect(hit(dense, 4, 30, { width: 8 })).toBe('merged 16 slices')
})

test('a slice thinner than a pointer can aim at is still hit', () => {
  const thin = drawnLanes('/root |TTTTTTTTTT\n      |  I')
  expect([hit(thin, 3.9, 30, { width: 10 }), hit(thin, 6, 30, { width: 10 })]).toEqual([
    'inference call inference 2',
    'agent thread /root',
  ])
})

test('a folded gap says so where nothing else is', () => {
  const paused = drawnLanes(`
    /root |TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT
          |IIIIIIIIII                              III
  `)
  const axis = (of: Lanes) => createClockAxis(of, true)
  expect(hit(paused, 264, 30, { axis })).toBe('folded No agent was busy')
})

test('a lost view hits nothing', () => {
  expect([hit(lanes, -1, 10), hit(lanes, 10, -1)]).toEqual(['nothing', 'nothing'])
})
