import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { CompactionId } from '../base/ids.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { recordedBundles } from '../testkit/fixtures.ts'
import { openRecorded, recordedGraphs } from '../testkit/recorded-graphs.ts'
import { compaction, compactions } from './compactions.ts'
import { buildIndex } from './trace-index.ts'

test('the showcase drops the story and keeps what introduced it', () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const [summary] = compactions(index).compactions
  const detail = compaction(index, as<CompactionId>(summary?.compactionId ?? ''))
  expect(detail).toMatchObject({ path: '/root', installed: true, taken: 51, dropped: 48, kept: 3, added: 2 })
  expect(detail?.keptItems.map(({ before, after }) => [before.role, before.label === after.label])).toEqual([
    ['developer', true],
    ['developer', true],
    ['user', true],
  ])
  expect(detail?.effect.before?.inputTokens).toBeGreaterThan(detail?.effect.after?.inputTokens ?? Infinity)
})

test('dropped and kept together are what was taken in, kept and added what was left', () => {
  for (const [name, reduction] of recordedGraphs(
    recordedBundles('0.169.0').filter(({ name: each }) => each.includes('compact')),
  )) {
    const index = buildIndex(reduction)
    for (const { compactionId, taken, dropped, kept, added } of compactions(index).compactions) {
      const installed = reduction.graph.compactions.get(as<CompactionId>(compactionId))
      expect([dropped + kept, kept + added], name).toEqual([taken, installed?.replacement_item_ids.length ?? 0])
    }
  }
})

test('requests that no installation followed are listed too', () => {
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.turn('turn', 'root', [2])
      pen.request('request', 'never installed', 'turn', [3, 4])
    }),
  )
  expect(compactions(index).compactions).toMatchObject([
    { compactionId: 'never installed', installed: false, taken: 0, requests: [{ compactionRequestId: 'request' }] },
  ])
  expect(compaction(index, as<CompactionId>('never installed'))?.markerItemId).toBeNull()
  expect(compaction(index, as<CompactionId>('nothing'))).toBeUndefined()
})
