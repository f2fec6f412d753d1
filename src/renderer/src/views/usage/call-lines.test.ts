import { expect, test } from 'vitest'
import type { PathStretch, Usage } from '../../../../shared/view-models/usage.ts'
import { costLines, failureLines, pathLines, pathShares, slowLines } from './call-lines.ts'

const time = { inferenceMs: 0, toolMs: 0, waitMs: 0, turnMs: 0, estimated: false }
const usage: Usage = {
  ...{ revision: 1, range: null, agents: [], tokens: null, time, failures: [], failuresTotal: 0, criticalPath: [] },
  ...{ costs: null, unpricedModels: [] },
  slowestInferences: [slow('inference_call', 'a', 400, true), slow('inference_call', 'b', 100, false)],
  slowestTools: [slow('tool_call', 'c', 200, false)],
}

function slow(kind: 'inference_call' | 'tool_call', id: string, durationMs: number, open: boolean) {
  return { ref: { kind, id }, label: id, path: '/root', status: 'completed' as const, startedAt: 0, durationMs, open }
}

function stretch(kind: PathStretch['kind'], fromMs: number, toMs: number): PathStretch {
  return { threadId: 'root', path: '/root', ref: null, kind, label: kind, fromMs, toMs }
}

test('slow calls of both kinds stand in one order, against the slowest', () => {
  expect(slowLines(usage).map(({ label, figure, bar }) => [label, figure, bar?.to])).toEqual([
    ['a', '≈ 400 ms', 1],
    ['c', '200 ms', 0.5],
    ['b', '100 ms', 0.25],
  ])
})

test('costly calls say that they are estimated, from what and by which prices', () => {
  const call = { path: '/root', status: 'completed', startedAt: 0, model: 'large' } as const
  const costliest = [4, 1].map((amount) => ({
    ...call,
    ...{ ref: { kind: 'inference_call', id: String(amount) } as const, label: String(amount), amount },
    tokens: { input: 12_000, cached: 2000, output: 10, reasoning: 0 },
  }))
  const costs = { currency: 'USD', pricesOf: '2026-11-01', total: null, calls: 2, costliest }
  expect(costLines(costs).map(({ figure, bar }) => [figure, bar?.to])).toEqual([
    ['≈ $4.00', 1],
    ['≈ $1.00', 0.25],
  ])
  expect(costLines(costs)[0]?.tip).toBe(
    'estimated by your prices of 2026-11-01 for large:\n12,000 tokens in, 2,000 of them cached, 10 out',
  )
})

test('a failure says whether the call or only its command failed', () => {
  const ref = { kind: 'tool_call', id: 'x' } as const
  const facts = { ref, label: 'x', path: '/', seq: 1, at: 1 }
  const lines = failureLines([
    { ...facts, how: 'failed', exitCode: null },
    { ...facts, how: 'exit_code', exitCode: 2 },
  ])
  expect(lines.map(({ figure, status }) => [figure, status])).toEqual([
    ['failed', 'failed'],
    ['exit 2', 'completed'],
  ])
})

test('stretches lie in the whole; their kinds add up to it', () => {
  const path = [stretch('inference', 100, 150), stretch('wait', 150, 250), stretch('inference', 250, 300)]
  expect(pathLines(path).map(({ bar }) => [bar?.from, bar?.to])).toEqual([
    [0, 0.25],
    [0.25, 0.75],
    [0.75, 1],
  ])
  expect(pathShares(path).map(({ kind, text }) => [kind, text])).toEqual([
    ['inference', '100 ms (50 %)'],
    ['wait', '100 ms (50 %)'],
  ])
  expect(pathShares([])).toEqual([])
})
