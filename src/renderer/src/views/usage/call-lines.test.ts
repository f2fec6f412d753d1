import { expect, test } from 'vitest'
import type { PathStretch, Usage } from '../../../../shared/view-models/usage.ts'
import { failureLines, pathLines, pathShares, slowLines } from './call-lines.ts'

const time = { inferenceMs: 0, toolMs: 0, waitMs: 0, turnMs: 0, estimated: false }
const usage: Usage = {
  ...{ revision: 1, range: null, agents: [], tokens: null, time, failures: [], failuresTotal: 0, criticalPath: [] },
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
