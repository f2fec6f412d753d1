import { expect, test } from 'vitest'
import { as } from '../../base/ids.ts'
import type { ItemId, RawPayloadId } from '../../base/ids.ts'
import { drawGraph, spanOf } from '../../testkit/draw-graph.ts'
import { openRecorded } from '../../testkit/recorded-graphs.ts'
import type { SearchHit, SearchStep } from '../../../shared/view-models/search.ts'
import { noPayloads } from '../payload-reader.ts'
import type { PayloadReader } from '../payload-reader.ts'
import { buildIndex } from '../trace-index.ts'
import type { TraceIndex } from '../trace-index.ts'
import { search } from './index.ts'

async function steps(index: TraceIndex, payloads: PayloadReader, typed: string): Promise<SearchStep[]> {
  const all: SearchStep[] = []
  for await (const step of search(index, payloads, typed)) all.push(step)
  return all
}

async function hits(index: TraceIndex, payloads: PayloadReader, typed: string): Promise<SearchHit[]> {
  return (await steps(index, payloads, typed)).flatMap((step) => step.hits)
}

const drawn = buildIndex(
  drawGraph((pen) => {
    pen.thread('root', [1])
    pen.thread('child', [2], { parent: 'root', nickname: 'Ada' })
    pen.turn('turn', 'root', [3])
    pen.turn('child turn', 'child', [3])
    pen.item('i:1', 'root', 'The Kettle is ready')
    pen.item('i:2', 'child', 'a kettle of fish', { kind: 'function_call_output', role: 'tool' })
    pen.tool('ok', 'turn', [4, 5], { kind: { type: 'exec_command' } })
    pen.tool('broken', 'child turn', [6, 7], {
      kind: { type: 'exec_command' },
      execution: spanOf([6, 7], 'failed'),
      model_visible_output_item_ids: [as<ItemId>('i:2')],
      raw_result_payload_id: as<RawPayloadId>('result'),
    })
    pen.payload('result')
    pen.payload('gone')
    pen.diagnostic('kettle_cold', 'ok')
  }),
)

function payload(id: string, text: string): PayloadReader {
  const bytes = new TextEncoder().encode(text)
  return {
    size: (asked) => Promise.resolve(asked === id ? bytes.length : undefined),
    read: (_, offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
  }
}

async function found(typed: string): Promise<string[]> {
  return (await hits(drawn, noPayloads, typed)).map(({ ref, field }) => `${ref.kind} ${ref.id} ${field}`)
}

test.each([
  ['kettle', ['conversation_item i:1 text', 'conversation_item i:2 output', 'diagnostic 0 name']],
  ['KETTLE fish', ['conversation_item i:2 output']],
  ['kettle agent:/child', ['conversation_item i:2 output']],
  ['kettle agent:ada', ['conversation_item i:2 output']],
  ['kettle kind:diagnostic', ['diagnostic 0 name']],
  ['text:kettle kind:diagnostic', []],
  ['kind:tool status:failed', ['tool_call broken name']],
  ['tool:exec kind:tool', ['tool_call ok name', 'tool_call broken name']],
  ['tool:exec kettle', ['conversation_item i:2 output']],
  ['agent:/root kind:turn', ['codex_turn turn name']],
  ['agent:/child kind:turn', ['codex_turn child turn name']],
  ['kettle kind:nonsense', []],
  ['', []],
  ['no such thing', []],
])('%j finds', async (typed, expected) => {
  expect(await found(typed)).toEqual(expected)
})

test('a hit shows the match with what stands around it, and leads to its place', async () => {
  const [hit] = await hits(drawn, noPayloads, 'kettle')
  expect(hit).toMatchObject({
    path: '/root',
    before: 'The ',
    match: 'Kettle',
    after: ' is ready',
    place: { in: 'part', part: 0, offset: 4, length: 6 },
    matches: 1,
  })
})

test('a payload body leads to the object it belongs to and the byte', async () => {
  const body = `{"output":"${'x'.repeat(100)}Kettle kettle"}`
  const [hit] = await hits(drawn, payload('result', body), 'kettle kind:tool')
  expect(hit).toMatchObject({
    ref: { kind: 'tool_call', id: 'broken' },
    field: 'payload',
    match: 'Kettle',
    place: { in: 'payload', payloadId: 'result', offset: 111, length: 6 },
    matches: 2,
  })
})

test('all words must stand in the same body', async () => {
  expect(await hits(drawn, payload('result', 'one two'), 'one two kind:payload')).toHaveLength(1)
  expect(await hits(drawn, payload('result', 'one two'), 'one three kind:payload')).toHaveLength(0)
})

test('a match across windows is found once, in a body that takes many steps', async () => {
  const MiB = 1024 * 1024
  const body = `${'.'.repeat(MiB - 3)}kettle${'.'.repeat(20 * MiB)}kettle`
  const all = await steps(drawn, payload('result', body), 'kettle kind:payload')
  expect(all.flatMap((step) => step.hits)).toMatchObject([{ place: { offset: MiB - 3 }, matches: 2 }])
  expect(all.length).toBeGreaterThan(2)
  const bytes = all.map(({ searched }) => searched.bytes)
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
  expect(bytes.at(-1)).toBe(body.length)
})

test('progress ends at the whole', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const last = (await steps(index, payloads, 'parseDuration')).at(-1)
  expect(last?.next).toBeNull()
  expect(last?.searched.objects).toBe(last?.searched.objectsTotal)
  expect(last?.searched.payloads).toBe(last?.searched.payloadsTotal)
})

test('in the showcase a file that only a payload names is found in it, and every place holds the word', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const all = await hits(index, payloads, 'rollout_path')
  expect(all.length).toBeGreaterThan(0)
  for (const { place } of all) {
    if (place?.in !== 'payload') continue
    const bytes = await payloads.read(as<RawPayloadId>(place.payloadId), place.offset, place.length)
    expect(new TextDecoder().decode(bytes)).toBe('rollout_path')
  }
})

test('filters of a recorded run: failed calls of one agent', async () => {
  const { index } = openRecorded('samples/0.169.0/showcase')
  const all = await hits(index, noPayloads, 'agent:/root/fix kind:tool status:failed')
  expect(all.map(({ label, path }) => `${path} ${label}`)).toEqual(['/root/fix apply_patch *** Begin Patch'])
})

test('words that look like patterns are taken literally', async () => {
  const index = buildIndex(drawGraph((pen) => pen.item('i:1', 'root', 'a.b(c)*[d]')))
  expect(await hits(index, noPayloads, '.b(c)*[')).toHaveLength(1)
  expect(await hits(index, noPayloads, 'axb')).toHaveLength(0)
})

test('thousands of hits come in steps', async () => {
  const index = buildIndex(
    drawGraph((pen) => {
      for (let at = 0; at < 1000; at++) pen.item(`i:${String(at)}`, 'root', 'same text')
    }),
  )
  const all = await steps(index, noPayloads, 'same')
  expect(all.every((step) => step.hits.length <= 200)).toBe(true)
  expect(all.flatMap((step) => step.hits)).toHaveLength(1000)
})
