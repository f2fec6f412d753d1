import { expect, test } from 'vitest'
import { createRuns, scanBand } from './band-runs.ts'
import { textAt } from './columns.ts'
import { COMPACT, layoutLanes, NO_FOLDS } from './lane-layout.ts'
import { bandOf } from './placement.ts'
import { drawnLanes, sceneOf } from './testkit.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'

/** The runs of one row as `x0-x1 label ×merged`, at `width` px for the whole trace. */
function runsOf(lanes: Lanes, row: number, width: number, view = { start: 0, end: 1 }, expanded = false): string[] {
  const { scene, viewport } = sceneOf(lanes, { width })
  const part = view.end - view.start
  const runs = createRuns()
  const [lane] = lanes.lanes
  const band = lane && bandOf(scene.placement, lane, 0, row, expanded)
  if (band === undefined) return []
  const moved = { ...viewport, start: view.start * scene.axis.extent, perPx: viewport.perPx * part }
  scanBand(scene.placement, lanes.slices.status, band, moved, runs)
  return Array.from({ length: runs.count }, (_, at) => {
    const label = textAt(lanes.strings, lanes.slices.label[runs.slice[at] ?? 0] ?? 0)
    const merged = runs.merged[at] === 1 ? '' : ` ×${String(runs.merged[at])}`
    return `${String(runs.x0[at])}-${String(runs.x1[at])} ${label}${runs.failed[at] === 1 ? '!' : ''}${merged}`
  })
}

const lanes = drawnLanes(`
  /root |TTTTTTTTTTTTTTTTTTTT
        |II  i I    III
        |  XXXX
        |  OOJJ
        |  X
`)

test('wide slices stand by themselves', () => {
  expect(runsOf(lanes, 1, 200)).toEqual([
    '0-20 inference 0',
    '40-50 inference 4!',
    '60-70 inference 6',
    '110-140 inference 11',
  ])
})

test('slices under a pixel merge with their neighbours, and the failed one stands for the run', () => {
  expect(runsOf(lanes, 1, 10)).toEqual(['0-1 inference 0', '2-3.5 inference 4! ×2', '5.5-7 inference 11'])
})

test('only what is in view is read', () => {
  expect(runsOf(lanes, 1, 200, { start: 0.5, end: 1 })).toEqual(['20-80 inference 11'])
})

test('a long slice that began before the view is still found', () => {
  const nested = drawnLanes(`
    /root |TTTTTTTTTTTTTTTTTTTT
          |IIIIIIIIIIIIIIIIIIII
  `)
  expect(runsOf(nested, 1, 100, { start: 0.5, end: 0.6 })).toEqual(['-500-500 inference 0'])
})

test('a lane at rest shows three rows and hides what is nested in a call', () => {
  expect(runsOf(lanes, 2, 200)).toEqual(['20-60 tool 2'])
  expect(runsOf(lanes, 3, 200)).toEqual([])
  expect(runsOf(lanes, 3, 200, undefined, true)).toEqual(['20-40 terminal 2', '40-60 code_cell 4'])
})

test('parallel calls share the last row of a lane at rest', () => {
  const parallel = drawnLanes(`
    /root |TTTTTTTTTT
          |I
          | XXXX
          |  XXXXXX
  `)
  const [lane] = parallel.lanes
  const flat: Lanes = {
    ...parallel,
    slices: { ...parallel.slices, parent: parallel.slices.parent.map((parent, at) => (at === 0 ? parent : 0)) },
  }
  expect(lane?.rows).toBe(4)
  expect(runsOf(flat, 2, 100)).toEqual(['10-50 tool 1', '20-80 tool 2'])
})

test('a collapsed lane stands for its subtree, an expanded one is higher', () => {
  const tree = drawnLanes(`
    /root     |T
              |I
              |X
              |O
    /root/a   |T
    /root/a/b |T
    /root/c   |T
  `)
  const print = (folds: { collapsed: string[]; expanded: string[] }): string[] =>
    layoutLanes(tree, { collapsed: new Set(folds.collapsed), expanded: new Set(folds.expanded) }, COMPACT).laid.map(
      ({ lane, top, height, subtreeEnd, index }) => {
        const behind = subtreeEnd - index - 1
        return `${lane.path} ${String(top)}+${String(height)}${behind > 0 ? ` holds ${String(behind)}` : ''}`
      },
    )
  expect(print({ collapsed: [], expanded: [] })).toEqual([
    '/root 0+68',
    '/root/a 68+68',
    '/root/a/b 136+68',
    '/root/c 204+68',
  ])
  expect(print({ collapsed: ['thread:/root/a'], expanded: [] })).toEqual([
    '/root 0+68',
    '/root/a 68+84 holds 1',
    '/root/c 152+68',
  ])
  expect(print({ collapsed: ['thread:/root/c'], expanded: ['thread:/root'] })[0]).toBe('/root 0+88')
  expect(layoutLanes(tree, NO_FOLDS, COMPACT).shownBy).toEqual(new Int32Array([0, 1, 2, 3]))
})
