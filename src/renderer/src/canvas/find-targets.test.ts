import { expect, test } from 'vitest'
import { textAt } from './columns.ts'
import { findTargets } from './find-targets.ts'
import type { Target } from './scene.ts'
import { drawnLanes } from './testkit.ts'

const lanes = drawnLanes(`
  /root     |TTTTTTTT
            |II  II
            |  XX
  /root/fix |  TTTT
            |  II
`)

function print(target: Target): string {
  if (target.type === 'lane') return lanes.lanes[target.lane]?.path ?? ''
  return target.type === 'slice' ? textAt(lanes.strings, lanes.slices.label[target.slice] ?? 0) : target.type
}

const found = (...words: readonly string[]): readonly string[] => findTargets(lanes, words).map(print)

test('lanes and slices by path and label, lane by lane', () => {
  expect(found('fix')).toEqual(['/root/fix'])
  expect(found('inference')).toEqual(['inference 0', 'inference 4', 'inference 2'])
})

test('a slice needs a word of its own, and may have the others of its lane', () => {
  expect(found('fix', 'inference')).toEqual(['inference 2'])
  expect(found('nothing', 'inference')).toEqual([])
  expect(found()).toEqual([])
})

test('stops at as many as are wanted', () => {
  expect(findTargets(lanes, ['e'], 2)).toHaveLength(2)
})
