import { expect, test } from 'vitest'
import { drawnLanes } from './testkit.ts'
import { bundlePath, layoutTopology, NODE_HEIGHT } from './topology-layout.ts'

const tree = drawnLanes(`
  /root     |TTTTTTTT
  /root/a   |TTTTTTTT
  /root/a/b |TTTTTTTT
  /root/a/c |TTTTTTTT
  /root/d   |TTTTTTTT
  spawn /root@1 -> /root/a@2
  task /root@3 -> /root/a@4
  task /root@4 -> /root/a@5
  result /root/a@6 -> /root@7
  spawn /root/a@1 -> /root/a/b@2
  message /root/a/b@3 -> /root/a/c@4
  message /root/a/b@5 -x /root/a/c@6
`)
const layout = layoutTopology(tree, () => true)

test('a column per depth, leaves on lines of their own, parents beside the middle of their children', () => {
  const place = layout.nodes.map(({ x, y, lane }) => [tree.lanes[lane]?.path, x, y])
  expect(place).toEqual([
    ['/root', 24, 24 + 75],
    ['/root/a', 364, 24 + 30],
    ['/root/a/b', 704, 24],
    ['/root/a/c', 704, 24 + 60],
    ['/root/d', 364, 24 + 120],
  ])
})

test('edges are bundled per pair of agents and kind, side by side', () => {
  const print = layout.bundles.map(({ from, to, edges, unseen, side }) => [from, to, edges.length, unseen, side])
  expect(print).toEqual([
    [0, 1, 1, 0, -1],
    [0, 1, 2, 0, 0],
    [1, 0, 1, 0, 1],
    [1, 2, 1, 0, 0],
    [2, 3, 2, 1, 0],
  ])
})

test('what the filter leaves out has no bundle', () => {
  expect(layoutTopology(tree, (edge) => edge === 0).bundles).toHaveLength(1)
})

test('paths start and end at the sides of the boxes that face each other', () => {
  const [spawn, , result] = layout.bundles
  const ends = (bundle: typeof spawn): string[] | undefined => {
    const path = bundle && bundlePath(layout, bundle).path
    return path?.split(/[MC ]+/).filter((part) => part !== '')
  }
  const middle = NODE_HEIGHT / 2
  expect(ends(spawn)?.at(0)).toBe(`192,${String(99 + middle - 8.4)}`)
  expect(ends(spawn)?.at(-1)).toBe(`364,${String(54 + middle - 8.4)}`)
  expect(ends(result)?.at(0)).toBe(`364,${String(54 + middle + 8.4)}`)
  expect(ends(result)?.at(-1)).toBe(`192,${String(99 + middle + 8.4)}`)
})
