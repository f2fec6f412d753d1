import { expect, test } from 'vitest'
import { foldText, patchLines } from './blocks.ts'

test('lines of a patch by kind', () => {
  const patch = '*** Begin Patch\n*** Update File: a.ts\n@@ fn\n same\n-old\n+new\n*** End Patch'
  expect(patchLines(patch).map(({ kind }) => kind)).toEqual([
    'file',
    'file',
    'place',
    'same',
    'removed',
    'added',
    'file',
  ])
})

test('long text folds after so many lines or characters, a little more is not worth it', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${String(at)}`).join('\n')
  expect(foldText(lines(30), 10, 1000)).toEqual({ text: lines(10), hidden: 20 })
  expect(foldText(lines(12), 10, 1000)).toEqual({ text: lines(12), hidden: 0 })
  expect(foldText('x'.repeat(5000), 10, 1000)).toEqual({ text: 'x'.repeat(1000), hidden: 1 })
  expect(foldText('', 10, 1000)).toEqual({ text: '', hidden: 0 })
})
