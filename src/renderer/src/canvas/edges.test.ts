import { expect, test } from 'vitest'
import { ABOVE, BELOW } from './edge-bundles.ts'
import { createCurve, distanceTo, curveInto } from './edge-geometry.ts'
import { edgesAtRest, isEdgeInView, isOpenEnded } from './edge-view.ts'
import { drawnLanes, sceneOf } from './testkit.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { RESULT } from './kinds.ts'

const team = `
  /root   |TTTTTTTTTTTTTTTTTTTT
          |II    I    III
          |  XX XX XX
  /root/a |  TTTTTTTTTTTT
          |   III  II  II
  /root/b |     TTTTTTTTTTTT
          |      III  II
  spawn /root@2 -> /root/a@3
  spawn /root@5 -> /root/b@6
  message /root@8 -x /root/a@9
  result /root/a@12 -> /root@13
`

/** Ends as `x,y`: x in the drawing's characters, y in the rows of the lanes (a lane at rest is 68 px high). */
function ends(lanes: Lanes, folds?: { collapsed: string[] }): string[] {
  const { scene } = sceneOf(lanes, folds && { folds: { collapsed: new Set(folds.collapsed), expanded: new Set() } })
  const { edges } = scene
  return Array.from({ length: edges.count }, (_, edge) => {
    const at = (x: Float64Array, y: Float64Array): string => `${String((x[edge] ?? NaN) / 100)},${String(y[edge])}`
    return `${at(edges.x0, edges.y0)} → ${at(edges.x1, edges.y1)}${edges.shown[edge] === 1 ? '' : ' hidden'}`
  })
}

test('edges lead from the row of the sending call to the row of the inference that saw them', () => {
  expect(ends(drawnLanes(team)).slice(0, 2)).toEqual(['2,53 → 3,101', '5,53 → 6,169'])
})

test('an edge that no model saw stops at the border of the lane it was meant for', () => {
  const lanes = drawnLanes(team)
  expect(ends(lanes)[2]).toBe('8,53 → 8,70')
  expect([0, 1, 2, 3].map((edge) => isOpenEnded(sceneOf(lanes).scene, edge))).toEqual([false, false, true, false])
})

test('edges into a collapsed subtree end at its strip; those inside it are hidden', () => {
  const deep = drawnLanes(`
    /root     |TTTTTTTT
              |II
              |  X
    /root/a   |  TTTTTT
              |   II
              |     X
    /root/a/b |     TTT
              |      II
    spawn /root@2 -> /root/a@3
    spawn /root/a@5 -> /root/a/b@6
    message /root@2 -> /root/a/b@6
  `)
  expect(ends(deep, { collapsed: ['thread:/root/a'] })).toEqual([
    '2,53 → 3,101',
    '5,121 → 6,140 hidden',
    '2,53 → 6,140',
  ])
})

test('a result comes in from the right, everything else from the left', () => {
  const curve = createCurve()
  curveInto(curve, RESULT, false, 0, 100, 50, 20)
  expect(curve[4]).toBeGreaterThan(50)
  curveInto(curve, 0, false, 0, 20, 50, 100)
  expect(curve[4]).toBeLessThan(50)
})

test('distance to a curve is zero at its ends and grows away from it', () => {
  const curve = createCurve()
  curveInto(curve, 0, false, 10, 10, 200, 90)
  expect([distanceTo(curve, 10, 10), distanceTo(curve, 200, 90)].map((far) => Math.round(far))).toEqual([0, 0])
  expect(distanceTo(curve, 10, 0)).toBeCloseTo(10)
  expect(distanceTo(curve, 400, 90)).toBeGreaterThan(100)
})

test('edges are in view as long as any part of them can be', () => {
  const { scene, viewport } = sceneOf(drawnLanes(team), { height: 60 })
  const inView = (scrollTop: number): number[] =>
    [0, 1, 2, 3].filter((edge) => isEdgeInView(scene.edges, edge, { ...viewport, scrollTop }))
  expect(inView(0)).toEqual([0, 1, 2, 3])
  expect(inView(110)).toEqual([1])
})

const crowd = drawnLanes(`
  /root     |TTTTTTTTTTTTTTTT
            |IIIIIIIIIIIIIIII
            |XXXXXXXXXXXXXXXX
  /root/a   |TTTTTTTTTTTTTTTT
            |IIIIIIIIIIIIIIII
  /root/b   |TTTTTTTTTTTTTTTT
            |IIIIIIIIIIIIIIII
  ${Array.from({ length: 200 }, (_, at) => `spawn /root@${String(at % 16)} -> /root/a@${String(at % 16)}`).join('\n')}
  ${Array.from({ length: 200 }, (_, at) => `message /root@${String(at % 16)} -> /root/b@${String(at % 16)}`).join('\n')}
  task /root/a@1 -x /root/b@1
`)

test('more than 300 edges in view are bundled per pair of lanes, open-ended ones excepted', () => {
  const { scene, viewport } = sceneOf(crowd)
  expect(edgesAtRest(scene, viewport)).toEqual({ single: [expect.any(Number)], bundled: true })
  const bundles = scene.bundlesIn(viewport)
  const sum = (to: number): number => bundles.reduce((all, one) => all + (one.to === to ? one.count : 0), 0)
  expect([sum(1), sum(2), bundles.length]).toEqual([200, 200, 4])
  expect(bundles.map(({ kind }) => kind)).not.toContain(-1)
})

test('lanes out of view share one bundle above and one below', () => {
  const { scene, viewport } = sceneOf(crowd, { height: 60 })
  expect(new Set(scene.bundlesIn(viewport).map(({ from, to }) => [from, to].join()))).toEqual(
    new Set([`0,${String(BELOW)}`]),
  )
  const lower = scene.bundlesIn({ ...viewport, scrollTop: 140 })
  expect(new Set(lower.map(({ from, to }) => [from, to].join()))).toEqual(new Set([`${String(ABOVE)},2`]))
})

test('bundles stay the same while panning and split on zooming in', () => {
  const { scene, viewport } = sceneOf(crowd)
  const before = scene.bundlesIn(viewport)
  expect(scene.bundlesIn({ ...viewport, start: 300 })).toBe(before)
  expect(scene.bundlesIn({ ...viewport, perPx: viewport.perPx / 8 }).length).toBeGreaterThan(before.length)
})
