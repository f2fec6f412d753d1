import { expect, test } from 'vitest'
import { foldText, markdownBlocks, patchLines } from './blocks.ts'

test('fenced code stands apart from prose', () => {
  expect(markdownBlocks('Hello\n```ts\nconst a = 1\n\n```\nbye')).toEqual([
    { kind: 'prose', text: 'Hello' },
    { kind: 'code', text: 'const a = 1\n' },
    { kind: 'prose', text: 'bye' },
  ])
})

test('a longer fence holds shorter ones, an open one reaches to the end', () => {
  expect(markdownBlocks('````\n```\nx\n```\n````')).toEqual([{ kind: 'code', text: '```\nx\n```' }])
  expect(markdownBlocks('a\n~~~\nb')).toEqual([
    { kind: 'prose', text: 'a' },
    { kind: 'code', text: 'b' },
  ])
})

test('markup in prose stays text', () => {
  expect(markdownBlocks('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'prose', text: '<img src=x onerror=alert(1)>' },
  ])
})

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
