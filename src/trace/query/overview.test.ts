import { expect, test } from 'vitest'
import { drawEvents } from '../testkit/draw-events.ts'
import { drawGraph, spanOf } from '../testkit/draw-graph.ts'
import type { GraphPen } from '../testkit/draw-graph.ts'
import type { RolloutStatus } from '../model/graph.ts'
import type { EventIndex } from '../model/event-index.ts'
import type { Overview } from '../../shared/view-models/overview.ts'
import { overview } from './overview.ts'
import { buildIndex } from './trace-index.ts'

const facts = { name: 'bundle', complete: true, hasEvidence: true, manifestSchemaVersion: 2 }
const usage = { cache_write_input_tokens: 0, reasoning_output_tokens: 1 }

function overviewOf(draw: (pen: GraphPen) => void, events?: EventIndex): Overview {
  return overview(buildIndex(drawGraph(draw), events, 7), facts)
}

test('counts, failures and tokens add up per thread, per turn and over all', () => {
  const view = overviewOf((pen) => {
    pen.thread('root', [1])
    pen.thread('child', [2], { parent: 'root', nickname: 'Ada' })
    pen.turn('turn', 'root', [3, 20])
    pen.call('call', 'turn', [4, 5], {
      usage: { ...usage, input_tokens: 10, cached_input_tokens: 4, output_tokens: 2 },
    })
    pen.call('broken', 'turn', [6, 7], { execution: spanOf([6, 7], 'failed') })
    pen.tool('tool', 'turn', [8, 9], { execution: spanOf([8, 9], 'failed') })
    pen.diagnostic('doubtful', 'tool')
  })
  expect(view.counts).toMatchObject({
    threads: 2,
    inferenceCalls: 2,
    failedInferenceCalls: 1,
    toolCalls: 1,
    failedToolCalls: 1,
    diagnostics: { info: 0, warning: 1, error: 0 },
  })
  expect(view.tokens).toEqual({ input: 10, cached: 4, output: 2, reasoning: 1 })
  expect(view.threads).toMatchObject([
    {
      path: '/root',
      failures: 2,
      diagnostics: 1,
      tokens: { input: 10 },
      turns: [{ inferenceCalls: 2, toolCalls: 1, failures: 2 }],
    },
    { path: '/child', nickname: 'Ada', parent: 0, depth: 1, failures: 0, diagnostics: 0, tokens: null, turns: [] },
  ])
  expect(view.revision).toBe(7)
})

test('while nothing ended the rollout, its end is the last readable event', () => {
  const events = drawEvents([
    { seq: 1, type: 'rollout_started' },
    { seq: 9, type: 'thread_started' },
  ])
  expect(overviewOf((pen) => pen.thread('root', [1]), events)).toMatchObject({
    endedAt: 1090,
    endedHow: 'last_event',
    lastSeq: 9,
    counts: { events: 2 },
  })
})

test('a log of schema 1, which does not say so itself, is known to be cut off while nothing ended the rollout', () => {
  const drawn = drawGraph((pen) => pen.thread('root', [1]))
  const seen = (status: RolloutStatus) =>
    overview(buildIndex({ ...drawn, graph: { ...drawn.graph, schema_version: 1, status } }, undefined, 1), facts)
  expect([seen('running'), seen('completed')].map(({ recordingComplete }) => recordingComplete)).toEqual([false, null])
})

test('without a log the end is the latest time in the graph', () => {
  expect(overviewOf((pen) => pen.thread('root', [1, 30]))).toMatchObject({
    endedAt: 1300,
    endedHow: 'latest_time',
    lastSeq: null,
  })
})

test('a thread that was never started is listed with the status unknown, from when it first did something', () => {
  const view = overviewOf((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'lost', [5, 6])
  })
  expect(view.threads[1]).toMatchObject({ path: 'lost', status: 'unknown', startedAt: 1050, endedAt: null })
})
