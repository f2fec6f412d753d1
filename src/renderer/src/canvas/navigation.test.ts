import { expect, test } from 'vitest'
import { describe } from './describe.ts'
import { dimmedBy, edgeFilterOf, NO_FILTER, toolNames } from './lane-filter.ts'
import { laneFactsOf } from './lane-facts.ts'
import { type Direction, edgesOfLane, edgesTouching, step, stepEdge, stepFailure } from './navigation.ts'
import { refOf, targetOf } from './refs.ts'
import { tableRows, rowOfTarget, rowTarget } from './table-rows.ts'
import { drawnLanes, sceneOf, type SceneChoice } from './testkit.ts'
import { totalsIn } from './totals.ts'
import type { Target } from './scene.ts'

const utc = { zone: 'utc', clock: '24h' } as const

const lanes = drawnLanes(`
  /root   |TTTTTTTTTTTTTTTTTTTT
          |II    I    III
          |  XX XX  x
          |  OO
  /root/a |  TTTTTTTTTTTT
          |   III  ii  II
          |         X
  spawn /root@2 -> /root/a@3
  message /root@6 -x /root/a@9
  result /root/a@12 -> /root@13
`)

function walk(keys: string, choice: SceneChoice = {}): string[] {
  const { scene } = sceneOf(lanes, choice)
  let at: Target | undefined
  return Array.from(keys, (key) => {
    if (key === '.' || key === ',') at = stepFailure(scene, at, key === '.' ? 1 : -1)
    else if (key === ']' || key === '[') at = stepEdge(scene, at, 0, key === ']' ? 1 : -1)
    else {
      const directions: Record<string, Direction> = { '<': 'left', '>': 'right', '^': 'up', v: 'down' }
      at = step(scene, at, directions[key] ?? 'up', 0)
    }
    return at === undefined ? 'nothing' : describe(scene, at, utc).title
  })
}

test('the first key selects the first lane; right goes into it and on from slice to slice', () => {
  expect(walk('v>>>>')).toEqual(['/root', 'turn 0', 'inference 0', 'tool 2', 'tool 5'])
})

test('left and right stop at the ends of the lane', () => {
  expect(walk('v><<<').at(-1)).toBe('turn 0')
})

test('what a lane at rest hides is passed over, and reached once it is expanded', () => {
  expect(walk('v>>>>')).not.toContain('terminal 2')
  expect(walk('v>>>>', { folds: { collapsed: new Set(), expanded: new Set(['thread:/root']) } })).toContain(
    'terminal 2',
  )
})

test('down goes to the slice of the next lane that is nearest in time, in the same row if it can', () => {
  expect(walk('v>>>>>>v').slice(-2)).toEqual(['tool 9', 'tool 9'])
  expect(walk('v>>>>>v').slice(-2)).toEqual(['inference 6', 'inference 3'])
})

test('the next edge is the first of the selected slice, then they follow in order of time', () => {
  expect(walk('v>>>]')).toEqual(['/root', 'turn 0', 'inference 0', 'tool 2', '/root → /root/a'])
  expect(walk(']]]]').length).toBe(4)
  const { scene } = sceneOf(lanes)
  expect(edgesOfLane(scene, 0)).toEqual([0, 1, 2])
})

test('failures follow each other over all lanes and start again', () => {
  expect(walk('...')).toEqual(['inference 8', 'tool 9', 'inference 8'])
  expect(walk(',')).toEqual(['tool 9'])
})

test('a slice, a lane and an edge know their edges', () => {
  const { scene } = sceneOf(lanes)
  expect(edgesTouching(lanes, { type: 'lane', lane: 1 })).toEqual([0, 1, 2])
  const sender = scene.lanes.edges.fromSlice[1] ?? -1
  expect(edgesTouching(lanes, { type: 'slice', slice: sender, merged: 1 })).toEqual([1])
})

test('every target is found again by its reference', () => {
  const targets: Target[] = [
    { type: 'lane', lane: 1 },
    ...Array.from({ length: lanes.slices.count }, (_, slice): Target => ({ type: 'slice', slice, merged: 1 })),
    ...Array.from({ length: lanes.edges.count }, (_, edge): Target => ({ type: 'edge', edge })),
  ]
  for (const target of targets) {
    const ref = refOf(lanes, target)
    expect(ref && targetOf(lanes, ref)).toEqual(target)
  }
  expect(targetOf(lanes, { kind: 'tool_call', id: 'elsewhere' })).toBeUndefined()
})

test('the table lists lanes and their slices in the order of the arrow keys', () => {
  const { scene } = sceneOf(lanes)
  const rows = tableRows(lanes, scene.layout, new Set(['thread:/root/a']))
  const printed = Array.from({ length: rows.count }, (_, row) => {
    const indent = '  '.repeat((rows.level[row] ?? 1) - 1)
    return indent + describe(scene, rowTarget(rows, row), utc).title
  })
  expect(printed).toEqual([
    '/root',
    '  turn 0',
    '    inference 0',
    '    tool 2',
    '      terminal 2',
    '    tool 5',
    '    inference 6',
    '    tool 9',
    '    inference 11',
    '  /root/a',
  ])
  expect(rowOfTarget(rows, scene, { type: 'edge', edge: 0 })).toBe(3)
  expect(rowOfTarget(rows, scene, { type: 'slice', slice: lanes.slices.count - 1, merged: 1 })).toBe(9)
})

test('a filter dims what it leaves out, and no filter costs nothing', () => {
  expect(dimmedBy(lanes, NO_FILTER)).toBeUndefined()
  const failed = dimmedBy(lanes, { ...NO_FILTER, statuses: new Set(['failed']) })
  expect(failed?.filter((out) => out === 0)).toHaveLength(2)
  expect(toolNames(lanes)).toEqual([{ name: 'tool', calls: 4 }])
  const passes = edgeFilterOf(lanes, new Set(['send_message']), new Set())
  expect([0, 1, 2].map(passes)).toEqual([true, false, true])
})

test('filtered to agents, theirs are the slices at full strength and the edges at one of their ends', () => {
  const agents = new Set([lanes.lanes[1]?.threadId ?? ''])
  const dimmed = dimmedBy(lanes, { ...NO_FILTER, agents })
  const { first = 0, end = 0 } = lanes.lanes[1] ?? {}
  expect([...(dimmed ?? [])].flatMap((out, slice) => (out === 0 ? [slice] : []))).toEqual(
    Array.from({ length: end - first }, (_, at) => first + at),
  )
  const passes = edgeFilterOf(lanes, NO_FILTER.hiddenEdges, agents)
  const touching = Array.from({ length: lanes.edges.count }, (_, edge) =>
    [lanes.edges.fromLane[edge], lanes.edges.toLane[edge]].includes(1),
  )
  expect(touching.map((_, edge) => passes(edge))).toEqual(touching)
  expect(touching).toContain(true)
})

test('totals count what touches the stretch', () => {
  const { scene } = sceneOf(lanes)
  const totals = totalsIn(lanes, scene.placement, { from: 200, to: 700 })
  expect(
    totals.kinds.map(({ kind, count, failed, ms }) => `${kind} ${String(count)} ${String(failed)} ${String(ms)}`),
  ).toEqual(['turn 2 0 3200', 'inference 3 0 600', 'tool 2 0 400', 'terminal 1 0 200'])
  expect(totals.edges).toBe(2)
})

test('a lane header counts calls, failures and edges', () => {
  expect(laneFactsOf(lanes)).toEqual([
    { inferences: 3, tools: 3, failures: 1, edgesOut: 2, edgesIn: 1 },
    { inferences: 3, tools: 1, failures: 1, edgesOut: 1, edgesIn: 2 },
  ])
})
