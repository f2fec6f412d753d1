import { expect, test } from 'vitest'
import type { PriceTable } from '../../shared/view-models/prices.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { objectDetail } from './object/object-detail.ts'
import { buildIndex, type TraceIndex } from './trace-index.ts'
import { usage } from './usage.ts'

const prices: PriceTable = {
  date: '2026-11-01',
  currency: 'EUR',
  models: [
    { model: 'large', input: 10, cachedInput: 1, output: 100 },
    { model: 'small', input: 2, output: 4 },
  ],
}

const reported = (input: number, cached: number, output: number) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  cache_write_input_tokens: 0,
  output_tokens: output,
  reasoning_output_tokens: 0,
})

function index(): TraceIndex {
  return buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1, 50])
      pen.thread('child', [5, 40], { parent: 'root' })
      pen.turn('a', 'root', [2, 49])
      pen.turn('b', 'child', [6, 39])
      pen.call('cached', 'a', [10, 11], { model: 'large', usage: reported(1_000_000, 400_000, 10_000) })
      pen.call('unreported', 'a', [12, 13], { model: 'large', usage: null })
      pen.call('unpriced', 'a', [14, 15], { model: 'other', usage: reported(5, 0, 5) })
      pen.call('below', 'b', [20, 21], { model: 'small', usage: reported(1_000_000, 1_000_000, 500_000) })
      pen.call('hostile', 'b', [22, 23], { model: 'small', usage: reported(10, 1e15, -1e15) })
    }),
  )
}

test('cached input is priced apart, and as other input where the table has no price for it', () => {
  const { costs } = usage(index(), null, prices)
  expect(costs?.costliest.map(({ ref, amount }) => [ref.id, amount])).toEqual([
    ['cached', 6 + 0.4 + 1],
    ['below', 2 + 2],
    ['hostile', 0.000_02],
  ])
})

test('an agent, an agent with those below it, and everything have their estimate and how many calls it holds', () => {
  const { agents, costs } = usage(index(), null, prices)
  expect(agents.map(({ path, cost }) => [path, cost?.amount, cost?.calls])).toEqual([
    ['/root', 7.4, 1],
    ['/child', 4.000_02, 2],
  ])
  expect(agents[0]?.costBelow?.amount).toBeCloseTo(11.400_02, 10)
  expect(agents[0]?.costBelow?.calls).toBe(3)
  expect(costs).toMatchObject({ currency: 'EUR', pricesOf: '2026-11-01', calls: 5 })
  expect(costs?.total?.amount).toBeCloseTo(11.400_02, 10)
  expect(costs?.total?.calls).toBe(3)
})

test('nothing is estimated without prices, and models without a price are named', () => {
  const without = usage(index())
  expect(without.costs).toBeNull()
  expect(without.agents.map(({ cost, costBelow }) => [cost, costBelow])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(without.unpricedModels).toEqual(['large', 'other', 'small'])
  const others = usage(index(), null, { ...prices, models: [] })
  expect(others.costs).toMatchObject({ total: null, costliest: [] })
  expect(usage(index(), null, prices).unpricedModels).toEqual(['other'])
})

test('an inference call shows its cost as an estimate by the table, or nothing', () => {
  const costOf = (id: string, table: PriceTable | null) =>
    objectDetail(index(), { kind: 'inference_call', id }, table)?.fields.find(({ name }) => name === 'cost')
  expect(costOf('cached', prices)).toEqual({
    name: 'cost',
    value: { type: 'cost', amount: 7.4, currency: 'EUR', pricesOf: '2026-11-01' },
    known: 'estimated',
  })
  expect([costOf('cached', null), costOf('unpriced', prices), costOf('unreported', prices)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
