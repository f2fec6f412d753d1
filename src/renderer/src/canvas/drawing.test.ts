import { expect, test } from 'vitest'
import { createClockAxis } from './axis.ts'
import { drawLanes } from './draw-lanes.ts'
import { drawMinimap } from './draw-minimap.ts'
import { drawRuler } from './draw-ruler.ts'
import type { Scene } from './scene.ts'
import { createRecorder, drawnLanes, sceneOf, type SceneChoice, testTheme } from './testkit.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'

function painted(lanes: Lanes, change: Partial<Scene> = {}, choice: SceneChoice = {}): readonly string[] {
  const { scene, viewport, tools } = sceneOf(lanes, choice)
  const recorder = createRecorder()
  drawLanes(recorder, { ...scene, ...change }, viewport, testTheme, tools)
  return recorder.painted
}

const lanes = drawnLanes(`
  /root   |TTTTTTTTTTTTTTTTTTTT
          |IIII iiii
          |    XXXX   aaaa
  /root/a |     TTTTTTTTTT
          |      IIII
          |          XXXX~
  spawn /root@4 -> /root/a@6
`)

test('kind is the fill, one rectangle per slice, neighbours a device pixel apart', () => {
  const fills = painted(lanes).filter((line) => /^fill (inference|tool) /.test(line))
  expect(fills).toEqual([
    'fill inference 0 24 79 18',
    'fill inference 100 24 79 18',
    'fill inference 120 92 79 18',
    'fill tool 80 44 79 18',
    'fill tool 220 44 79 18',
    'fill tool 200 112 199 18',
  ])
})

test('a failed slice has a red outline and a cross', () => {
  const red = painted(lanes).filter((line) => line.startsWith('stroke failed'))
  expect(red).toEqual(['stroke failed R101,25,77,16', 'stroke failed M168.5,29.5 L175.5,36.5 M175.5,29.5 L168.5,36.5'])
})

test('what began after a seq has a bar of its own on top', () => {
  const bars = (newAfter: number | undefined) => painted(lanes, { newAfter }).filter((line) => line.endsWith(' 3'))
  expect(bars(undefined)).toEqual([])
  const starts = [...lanes.slices.startSeq].toSorted((a, b) => a - b)
  expect(bars(starts.at(-2)).length).toBe(1)
  expect(bars(-1).length).toBe(lanes.slices.count)
})

test('running and aborted slices are hatched, in different ways', () => {
  const hatches = painted(lanes).filter((line) => line.startsWith('stroke on-kind'))
  expect(hatches).toHaveLength(2)
  expect(hatches[0]?.split('M').length).not.toBe(hatches[1]?.split('M').length)
})

test('labels are cut to what fits and say nothing rather than a stump', () => {
  const texts = painted(lanes).filter((line) => line.startsWith('text on-kind'))
  expect(texts.map((line) => line.split(' ').slice(4).join(' '))).toEqual([
    '0',
    '5',
    'tool 4',
    'tool 11',
    '6',
    'tool 10',
  ])
  const narrow = painted(lanes, {}, { width: 60 }).filter((line) => line.startsWith('text on-kind'))
  expect(narrow).toEqual([])
})

test('an edge is a curve and the mark of its kind, before the slice that received it', () => {
  const edge = painted(lanes).filter((line) => line.includes('C80,') || line.endsWith('z'))
  expect(edge).toEqual([
    'stroke text M80,53 C80,79.4,94,101,120,101',
    'stroke ground M111,101 L115.5,96.5 L120,101 L115.5,105.5 z',
    'fill text M111,101 L115.5,96.5 L120,101 L115.5,105.5 z',
    'stroke text M111,101 L115.5,96.5 L120,101 L115.5,105.5 z',
  ])
})

test('a message that was never seen is dashed and ends in a hollow mark', () => {
  const unseen = drawnLanes(`
    /root   |TTTTTTTT
            |IIII
            |    X
    /root/a | TTTT
            |  II
    message /root@4 -x /root/a@5
  `)
  const lines = painted(unseen)
  expect(lines.some((line) => line.startsWith('stroke text dashed M200,53'))).toBe(true)
  expect(lines.filter((line) => line.includes('O200,70')).map((line) => line.split(' ')[1])).toEqual([
    'ground',
    'ground',
    'text',
  ])
})

test('among many edges in view none is dashed', () => {
  const messages = (count: number) =>
    drawnLanes(`
      /root   |TTTTTTTT
              |    XXXX
      /root/a | TTTTTTT
              |  IIIIII
      ${Array.from({ length: count }, () => 'message /root@4 -> /root/a@5').join('\n')}
    `)
  const dashed = (count: number) => painted(messages(count)).some((line) => line.startsWith('stroke text dashed'))
  expect([dashed(64), dashed(65)]).toEqual([true, false])
})

test('the selection outlines its slice and shows its edges at full strength', () => {
  const lines = painted(lanes, { selected: { type: 'slice', slice: 3, merged: 1 }, strongEdges: [0] })
  expect(lines).toContain('outline accent 79 43 82 20')
  expect(lines.some((line) => line.startsWith('stroke accent M80,53'))).toBe(true)
  expect(lines.some((line) => line.endsWith(' spawn'))).toBe(true)
})

test('what the filter leaves out is drawn without its status', () => {
  const dimmed = new Uint8Array(lanes.slices.count).fill(1)
  const lines = painted(lanes, { dimmed })
  expect(lines.some((line) => line.startsWith('stroke failed'))).toBe(false)
  expect(lines.some((line) => line.startsWith('text on-kind'))).toBe(false)
})

test('a failure behind a lane at rest leaves a cross on what hides it', () => {
  const nested = drawnLanes(`
    /root |TTTTTTTTTT
          |
          | XXXX
          |  xx
  `)
  const crosses = painted(nested).filter((line) => line.startsWith('stroke failed'))
  expect(crosses).toHaveLength(1)
  const open = painted(nested, {}, { folds: { collapsed: new Set(), expanded: new Set(['thread:/root']) } })
  expect(open.filter((line) => line.startsWith('stroke failed'))).toHaveLength(2)
})

test('a collapsed subtree is a strip of bars, red where calls failed', () => {
  const folds = { collapsed: new Set(['thread:/root']), expanded: new Set<string>() }
  const tree = drawnLanes(`
    /root   |TTTTTTTTTT
    /root/a |TTTTT
            |II ii
    /root/b |TTTTT
            |II
  `)
  const bars = painted(tree, {}, { folds, width: 20 }).filter((line) => /^fill (text-muted|failed) /.test(line))
  expect(bars).toEqual([
    'fill text-muted 0 64 2 12',
    'fill text-muted 2 64 2 12',
    'fill text-muted 4 64 2 12',
    'fill text-muted 6 70 2 6',
    'fill text-muted 8 70 2 6',
    'fill text-muted 10 70 2 6',
    'fill failed 6 64 2 4',
    'fill failed 8 64 2 4',
    'fill failed 10 64 2 4',
  ])
})

test('drawing says how much it drew', () => {
  const { scene, viewport, tools } = sceneOf(lanes)
  const counts = drawLanes(createRecorder(), scene, viewport, testTheme, tools)
  expect(counts).toMatchObject({ slices: lanes.slices.count, runs: lanes.slices.count, edges: 1, bundles: 0 })
  const wide = { ...viewport, start: scene.axis.extent * 2 }
  expect(drawLanes(createRecorder(), scene, wide, testTheme, tools)).toMatchObject({ slices: 0, runs: 0, edges: 0 })
})

const paused = drawnLanes(`
  /root |TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT
        |IIIIIIIIII                              III
`)

test('a folded gap shows a zigzag in the plot and its duration in the ruler', () => {
  const axis = (of: Lanes) => createClockAxis(of, true)
  const lines = painted(paused, {}, { axis })
  expect(lines.some((line) => line.startsWith('stroke line-strong M'))).toBe(true)
  const { scene, viewport, tools } = sceneOf(paused, { axis, width: 800 })
  const recorder = createRecorder()
  drawRuler(recorder, scene, viewport, { zone: 'utc', clock: '24h' }, testTheme, tools)
  expect(recorder.painted.some((line) => line.endsWith('3.00 s'))).toBe(true)
})

test('the minimap paints turns under calls and failures above both', () => {
  const recorder = createRecorder()
  const { scene } = sceneOf(lanes)
  drawMinimap(recorder, scene, { width: 200, height: 40 }, testTheme)
  expect(recorder.painted.slice(1)).toEqual([
    'fill turn 0 3 200 6',
    'fill turn 50 20 100 6',
    'fill inference 0 3 40 6',
    'fill tool 40 3 40 6',
    'fill inference 50 3 40 6',
    'fill tool 110 3 40 6',
    'fill inference 60 20 40 6',
    'fill tool 100 20 100 6',
    'fill failed 50 3 3 6',
  ])
})
