import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { InferenceCallId } from '../base/ids.ts'
import type { Context } from '../../shared/view-models/context.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { recordedBundles } from '../testkit/fixtures.ts'
import { openRecorded, recordedGraph, recordedPayloads } from '../testkit/recorded-graphs.ts'
import { context } from './context.ts'
import { noPayloads } from './payload-reader.ts'
import type { PayloadReader } from './payload-reader.ts'
import { buildIndex } from './trace-index.ts'

async function showcaseCall(ordinal: number): Promise<Context | undefined> {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const call = index.callsOf(index.graph.root_thread_id)[ordinal - 1]
  return context(index, payloads, { inferenceCallId: as(call?.inference_call_id ?? ''), from: 0, limit: 10_000 })
}

test('the first call has nothing to compare with: everything is added', async () => {
  const first = await showcaseCall(1)
  expect(first).toMatchObject({ previous: null, prefix: null, counts: { kept: 0, added: 5, dropped: 0 } })
  expect(first?.tools.map(({ name }) => name)).toContain('exec_command')
  expect(first?.parameters.find(({ name }) => name === 'model')).toMatchObject({
    text: '"lab-model"',
    change: 'unknown',
  })
})

test('a call that goes on keeps the whole previous input, and its estimate stands beside the cached tokens', async () => {
  const second = await showcaseCall(2)
  expect(second).toMatchObject({
    prefix: { brokeAt: null, items: 5, itemsBySaying: 0, entry: null },
    runs: [
      { change: 'kept', count: 5 },
      { change: 'added', count: 5 },
    ],
    counts: { kept: 5, added: 5, dropped: 0 },
    call: { usage: { cached_input_tokens: 6528 } },
  })
  expect(second?.prefix?.tokens).toBeGreaterThan(6000)
  expect(second?.prefix?.tokens).toBeLessThan(7173)
  expect(second?.entries.filter(({ answered }) => answered)).toHaveLength(4)
  expect(second?.parameters.filter(({ change }) => change !== 'same').map(({ name }) => name)).toEqual([
    'client_metadata',
  ])
})

test('calls of tools and their outputs are called by what was asked for', async () => {
  const second = await showcaseCall(2)
  expect(second?.entries.slice(5).map(({ label }) => label)).toEqual([
    'reasoning: **Getting an overview**',
    'assistant: I will look around first, then share the work among a few helpers.',
    'assistant: Plan:',
    'exec_command git log --oneline -n 5 && git status --short',
    'output of exec_command git log --oneline -n 5 && git status --short',
  ])
})

test('after a compaction the prefix breaks; what says the same is paired', async () => {
  const after = await showcaseCall(12)
  expect(after).toMatchObject({
    prefix: { brokeAt: 'item', items: 0, itemsBySaying: 3 },
    counts: { kept: 0, added: 6, dropped: 46 },
  })
  const { prefix, runs, total } = after ?? {}
  expect(runs?.reduce((sum, { count }) => sum + count, 0)).toBe(total)
  expect(after?.entries[prefix?.entry ?? -1]).toMatchObject({ change: 'added', position: 3 })
  const added = after?.entries.filter(({ change }) => change === 'added') ?? []
  expect(added.map(({ sameAs }) => sameAs !== null)).toEqual([true, true, true, false, true, false])
})

test('sizes are observed in the payload, tokens share out what was reported', async () => {
  const call = await showcaseCall(9)
  expect(call?.entries.every(({ bytesKnown }) => bytesKnown === 'observed')).toBe(true)
  const sum = call?.sizes.reduce((all, { tokens }) => all + tokens, 0) ?? 0
  expect(Math.abs(sum - (call?.call.usage?.input_tokens ?? 0))).toBeLessThan(5)
  expect(call?.sizes.find(({ category }) => category === 'agent_messages')?.items).toBe(1)
})

test('without its payload a request still shows its input; sizes are from the graph and tools unknown', async () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const id = index.callsOf(index.graph.root_thread_id)[3]?.inference_call_id ?? ''
  const call = await context(index, noPayloads, { inferenceCallId: as(id), from: 0, limit: 100 })
  expect(call).toMatchObject({
    request: { size: null, problem: 'missing', incremental: null },
    tools: [],
    parameters: [],
  })
  expect(call?.entries).toHaveLength(19)
  expect(call?.sizes.find(({ category }) => category === 'tools')).toMatchObject({ bytes: 0, bytesKnown: 'estimated' })
})

test.each([
  '[]',
  'null',
  '{"input":"x","tools":7,"instructions":[]}',
  '{"tools":[null,1,{"name":2}],"input":[1]}',
  'nope',
])('a request payload of %s is no problem', async (text) => {
  const bytes = new TextEncoder().encode(text)
  const payloads: PayloadReader = { size: () => Promise.resolve(bytes.length), read: () => Promise.resolve(bytes) }
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.turn('turn', 'root', [2])
      pen.item('i:1', 'root', 'hello')
      pen.call('before', 'turn', [3, 4])
      pen.call('call', 'turn', [5, 6], { request_item_ids: [as('i:1')] })
    }),
  )
  const view = await context(index, payloads, { inferenceCallId: as<InferenceCallId>('call'), from: 0, limit: 10 })
  expect(view?.entries.map(({ change, itemId }) => `${change} ${itemId}`)).toEqual(['added i:1'])
})

test('within a range one goes from call to call of those going on in it; what it is set against stays the call before', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const calls = index.callsOf(index.graph.root_thread_id)
  const id = (ordinal: number): InferenceCallId => as(calls[ordinal - 1]?.inference_call_id ?? '')
  const startOf = (ordinal: number): number => calls[ordinal - 1]?.execution.started_at_unix_ms ?? NaN
  const range = { fromMs: startOf(10), toMs: startOf(12) }
  const walkOf = (ordinal: number): Promise<Context | undefined> =>
    context(index, payloads, { inferenceCallId: id(ordinal), from: 0, limit: 1, range })
  const bounds = { calls: 3, callsOfThread: calls.length }
  expect(await walkOf(10)).toMatchObject({
    previous: { ordinal: 9 },
    walk: { ...bounds, previousCallId: null, nextCallId: id(11), holdsThis: true },
  })
  expect(await walkOf(20)).toMatchObject({
    walk: { ...bounds, previousCallId: id(12), nextCallId: null, holdsThis: false },
  })
  expect(await walkOf(1)).toMatchObject({ walk: { previousCallId: null, nextCallId: id(10), holdsThis: false } })
})

test('windows join to the whole', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const id = as<InferenceCallId>(index.callsOf(index.graph.root_thread_id)[11]?.inference_call_id ?? '')
  const whole = await context(index, payloads, { inferenceCallId: id, from: 0, limit: 1000 })
  const joined: Context['entries'][number][] = []
  for (let from = 0; from < (whole?.total ?? 0); from += 10) {
    const window = await context(index, payloads, { inferenceCallId: id, from, limit: 10 })
    joined.push(...(window?.entries ?? []))
  }
  expect(joined).toEqual(whole?.entries)
})

test('every call of the recordings has a context whose counts agree with the graph', async () => {
  for (const fixture of recordedBundles('0.169.0').filter(({ name }) => /compact|code_|spawn|resume/.test(name))) {
    const reduction = recordedGraph(fixture)
    if (reduction === undefined) continue
    const index = buildIndex(reduction)
    const payloads = recordedPayloads(fixture, reduction)
    for (const call of reduction.graph.inference_calls.values()) {
      const view = await context(index, payloads, { inferenceCallId: call.inference_call_id, from: 0, limit: 10_000 })
      const { kept, added } = view?.counts ?? { kept: 0, added: 0 }
      expect(kept + added, fixture.name).toBe(call.request_item_ids.length)
      expect(view?.request.problem, fixture.name).toBeNull()
    }
  }
})

test('an unknown call has no context', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  expect(await context(index, payloads, { inferenceCallId: as('nothing'), from: 0, limit: 1 })).toBeUndefined()
})
