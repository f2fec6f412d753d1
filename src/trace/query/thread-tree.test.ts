import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ThreadId } from '../base/ids.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import type { GraphPen } from '../testkit/draw-graph.ts'
import { buildIndex } from './trace-index.ts'

function tree(draw: (pen: GraphPen) => void): string[] {
  return buildIndex(drawGraph(draw)).threads.map(
    ({ depth, path, parent }) => `${'  '.repeat(depth)}${path} ${String(parent)}`,
  )
}

test('parents stand before children, siblings by their first seq', () => {
  expect(
    tree((pen) => {
      pen.thread('late', [9], { parent: 'root' })
      pen.thread('grandchild', [5], { parent: 'early' })
      pen.thread('root', [1])
      pen.thread('early', [3], { parent: 'root' })
    }),
  ).toEqual(['/root -1', '  /early 0', '    /grandchild 1', '  /late 0'])
})

test('threads without a recorded start come last, under their id', () => {
  expect(
    tree((pen) => {
      pen.thread('root', [1])
      pen.missingThread('lost')
      pen.tool('call', 'turn', [4, 5], { thread_id: as<ThreadId>('elsewhere') })
    }),
  ).toEqual(['/root -1', 'lost -1', 'elsewhere -1'])
})

test('a child of a thread that is only referred to stands below it', () => {
  expect(
    tree((pen) => {
      pen.thread('child', [3], { parent: 'lost' })
      pen.missingThread('lost')
    }),
  ).toEqual(['lost -1', '  /child 0'])
})

test('a ring of parents is entered at its earliest thread, and a thread that names itself is a root', () => {
  expect(
    tree((pen) => {
      pen.thread('b', [5], { parent: 'a' })
      pen.thread('a', [3], { parent: 'b' })
      pen.thread('self', [7], { parent: 'self' })
    }),
  ).toEqual(['/a -1', '  /b 0', '/self -1'])
})

test('the subtree of a thread is the range up to its end', () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.thread('a', [2], { parent: 'root' })
      pen.thread('a1', [3], { parent: 'a' })
      pen.thread('b', [4], { parent: 'root' })
    }),
  )
  expect(index.threads.map(({ path, end }) => `${path} ${String(end)}`)).toEqual(['/root 4', '/a 3', '/a1 3', '/b 4'])
})

test('a chain of 50,000 threads is no problem', () => {
  const depths = buildIndex(
    drawGraph((pen) => {
      for (let n = 0; n < 50_000; n++) pen.thread(`t${String(n)}`, [n], { parent: `t${String(n - 1)}` })
    }),
  ).threads.map(({ depth }) => depth)
  expect(depths.at(-1)).toBe(49_999)
})
