import { expect, test } from 'vitest'
import { as } from '../../../trace/base/ids.ts'
import type { OutlineThread } from '../../../shared/view-models/overview.ts'
import { outlineRows, parentRow, pathName, type OutlineRow } from './outline-rows.ts'

function thread(path: string, depth: number, parent: number, turns: number): OutlineThread {
  return {
    threadId: as(path),
    path,
    nickname: null,
    role: null,
    model: null,
    depth,
    parent,
    status: 'completed',
    startedAt: 0,
    endedAt: 1,
    inferenceCalls: 0,
    toolCalls: 0,
    failures: 0,
    diagnostics: 0,
    tokens: null,
    turns: Array.from({ length: turns }, (_, at) => ({
      turnId: as(`${path}#${String(at + 1)}`),
      status: 'completed',
      startedAt: 0,
      endedAt: 1,
      inferenceCalls: 1,
      toolCalls: 0,
      failures: 0,
    })),
  }
}

const threads = [
  thread('/root', 0, -1, 2),
  thread('/root/a', 1, 0, 1),
  thread('/root/a/b', 2, 1, 1),
  thread('/root/c', 1, 0, 0),
]

function draw(rows: readonly OutlineRow[]): string {
  return rows
    .map(
      ({ ref, level, open, hasChildren }) =>
        `${'  '.repeat(level - 1)}${hasChildren ? (open ? '-' : '+') : ' '}${ref.id}`,
    )
    .join('\n')
}

test('threads in tree order with their turns', () => {
  expect(draw(outlineRows(threads, new Set()))).toBe(
    [
      '-/root',
      '   /root#1',
      '   /root#2',
      '  -/root/a',
      '     /root/a#1',
      '    -/root/a/b',
      '       /root/a/b#1',
      '   /root/c',
    ].join('\n'),
  )
})

test('a folded thread hides its turns and its whole subtree', () => {
  expect(draw(outlineRows(threads, new Set(['/root/a'])))).toBe(
    ['-/root', '   /root#1', '   /root#2', '  +/root/a', '   /root/c'].join('\n'),
  )
})

test('the left arrow leads to the row above of a lower level', () => {
  const rows = outlineRows(threads, new Set())
  expect([parentRow(rows, 6), parentRow(rows, 3), parentRow(rows, 0)]).toEqual([5, 0, 0])
})

test('the name of a path is its last part', () => {
  expect(['/root/fix', '/root', 'alone', '/'].map(pathName)).toEqual(['fix', 'root', 'alone', '/'])
})
