import { expect, test } from 'vitest'
import type { AgentUsage, TimeTotals } from '../../../../shared/view-models/usage.ts'
import {
  agentLines,
  columns,
  columnsWith,
  figureOf,
  nextSorting,
  sortedLines,
  TREE_ORDER,
  type AgentLine,
} from './agent-table.ts'

const noTime: TimeTotals = { inferenceMs: 0, toolMs: 0, waitMs: 0, turnMs: 0, estimated: false }

function agent(path: string, parent: number, input: number | null, toolCalls: number): AgentUsage {
  const tokens = input === null ? null : { input, cached: 0, output: 0, reasoning: 0 }
  return {
    ...{ threadId: path, path, depth: 0, parent, inferenceCalls: 1, toolCalls, failures: 0 },
    ...{
      tokens,
      tokensBelow: tokens,
      cost: null,
      costBelow: null,
      time: { ...noTime, estimated: path === '/a' },
      timeBelow: noTime,
    },
  }
}

const lines = agentLines([
  agent('/', -1, 10, 1),
  agent('/a', 0, null, 2),
  agent('/a/b', 1, 30, 4),
  agent('/c', 0, 20, 8),
])
const paths = (of: readonly AgentLine[]): readonly string[] => of.map(({ path }) => path)
const [input, turns] = [columns.find(({ id }) => id === 'input'), columns.find(({ id }) => id === 'turnMs')]

test('counts below are those of the whole subtree', () => {
  expect(lines.map(({ below }) => below.toolCalls)).toEqual([15, 6, 4, 8])
})

test('sorts by a figure; what is not known stands last either way', () => {
  expect(paths(sortedLines(lines, { column: 'input', descending: true }, false))).toEqual(['/a/b', '/c', '/', '/a'])
  expect(paths(sortedLines(lines, { column: 'input', descending: false }, false))).toEqual(['/', '/c', '/a/b', '/a'])
  expect(paths(sortedLines(lines, { column: 'tools', descending: true }, true))).toEqual(['/', '/c', '/a', '/a/b'])
  expect(paths(sortedLines(lines, TREE_ORDER, true))).toEqual(['/', '/a', '/a/b', '/c'])
})

test('a click sorts figures downwards first and then turns around', () => {
  const once = nextSorting(TREE_ORDER, 'input')
  expect(once).toEqual({ column: 'input', descending: true })
  expect(nextSorting(once, 'input')).toEqual({ column: 'input', descending: false })
  expect(nextSorting(once, 'agent')).toEqual(TREE_ORDER)
})

test('a figure says how it is known', () => {
  const [root, a] = lines
  if (root === undefined || a === undefined || input === undefined || turns === undefined)
    throw new Error('drawn above')
  expect(figureOf(input, root, false)).toEqual({ text: '10', tip: '10 tokens\nobserved', estimated: false })
  expect(figureOf(input, root, true).tip).toContain('derived')
  expect(figureOf(input, a, false)).toMatchObject({ text: '–', estimated: false })
  expect(figureOf(turns, a, false)).toMatchObject({ text: '≈ 0 ms', estimated: true })
})

test('costs have a column where there are prices, and say what they hold', () => {
  expect(columnsWith(null)).toBe(columns)
  const costs = { currency: 'USD', pricesOf: '2026-11-01', total: null, calls: 3, costliest: [] }
  const column = columnsWith(costs).find(({ id }) => id === 'cost')
  const cost = { amount: 1.5, calls: 1 }
  const [root, child] = agentLines([
    { ...agent('/', -1, 10, 1), cost, costBelow: { amount: 2, calls: 1 } },
    agent('/a', 0, null, 2),
  ])
  if (root === undefined || child === undefined || column === undefined) throw new Error('drawn above')
  expect(figureOf(column, root, false)).toEqual({
    text: '≈ $1.50',
    tip: '$1.50\nestimated: tokens times your prices of 2026-11-01',
    estimated: true,
  })
  expect(figureOf(column, root, true).tip).toMatch(/without 1 call that has no price or no tokens$/)
  expect(figureOf(column, child, false)).toMatchObject({ text: '–', estimated: false })
  expect(figureOf(column, child, false).tip).toMatch(/^unknown: no call has a price/)
  const sorting = { column: 'cost', descending: false } as const
  expect(sortedLines([child, root], sorting, false, columnsWith(costs))).toEqual([root, child])
  expect(sortedLines([child, root], sorting, false)).toEqual([child, root])
})
