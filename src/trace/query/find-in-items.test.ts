import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ItemId, ThreadId } from '../base/ids.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { openRecorded } from '../testkit/recorded-graphs.ts'
import type { FoundPart, ItemFindScope } from '../../shared/view-models/item-find.ts'
import { conversation } from './conversation.ts'
import { findInItems } from './find-in-items.ts'
import { noPayloads } from './payload-reader.ts'
import type { PayloadReader } from './payload-reader.ts'
import { buildIndex } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

const root: ItemFindScope = { in: 'conversation', threadId: 'root' }

async function found(
  index: TraceIndex,
  scope: ItemFindScope,
  wanted: string,
  reader: PayloadReader = noPayloads,
): Promise<{ readonly found: readonly FoundPart[]; readonly steps: number }> {
  const all: FoundPart[] = []
  let steps = 0
  for (let from: number | null = 0; from !== null; steps++) {
    const step = await findInItems(index, reader, { scope, wanted, from })
    all.push(...(step?.found ?? []))
    from = step?.next ?? null
  }
  return { found: all, steps }
}

const items = (...ids: string[]): ItemId[] => ids.map((id) => as<ItemId>(id))

const drawn = buildIndex(
  drawGraph((pen) => {
    pen.thread('root', [1])
    pen.turn('t', 'root', [2])
    pen.item('i:1', 'root', 'Say it twice: needle, NEEDLE')
    pen.item('i:2', 'root', 'call', { kind: 'function_call', call_id: as('x') })
    pen.item('i:3', 'root', 'hay')
    pen.item('i:4', 'root', 'needle in the output', { kind: 'function_call_output', call_id: as('x') })
    pen.item('i:5', 'root', 'a+b (c) needle', {
      body: {
        parts: [
          { type: 'encoded', label: 'secret', value: 'needle' },
          { type: 'summary', text: 'a+b (c)' },
          { type: 'summary', text: 'needle' },
        ],
      },
    })
    pen.call('a', 't', [3, 4], { request_item_ids: items('i:1', 'i:2') })
    pen.call('b', 't', [5, 6], { request_item_ids: items('i:1', 'i:3', 'i:4', 'i:5') })
  }),
)

test('parts that hold the text are found by row, outputs at the row of their call, encrypted text never', async () => {
  // Row 0 begins the turn.
  expect((await found(drawn, root, 'needle')).found).toEqual([
    { place: 1, itemId: 'i:1', part: 0, offset: 14 },
    { place: 2, itemId: 'i:4', part: 0, offset: 0 },
    { place: 4, itemId: 'i:5', part: 2, offset: 0 },
  ])
})

test('a text is no pattern', async () => {
  expect((await found(drawn, root, 'A+B (')).found.map(({ itemId, part }) => [itemId, part])).toEqual([['i:5', 1]])
  expect((await found(drawn, root, '.')).found).toEqual([])
})

test('in the input of a call the places are its entries, dropped ones too', async () => {
  const scope = { in: 'context', inferenceCallId: 'b' } as const
  expect((await found(drawn, scope, 'call')).found).toEqual([{ place: 4, itemId: 'i:2', part: 0, offset: 0 }])
  expect((await found(drawn, scope, 'needle')).found.map(({ place }) => place)).toEqual([0, 2, 3])
})

test('an unknown call is not known, an unknown agent has said nothing', async () => {
  const ask = (scope: ItemFindScope): Promise<unknown> =>
    findInItems(drawn, noPayloads, { scope, wanted: 'x', from: 0 })
  expect(await ask({ in: 'context', inferenceCallId: 'nowhere' })).toBeUndefined()
  expect(await ask({ in: 'conversation', threadId: '__proto__' })).toMatchObject({ found: [], places: 0, next: null })
})

test('much text takes several steps, and nothing is found twice or passed over', async () => {
  const count = 300
  const index = buildIndex(
    drawGraph((pen) => {
      pen.thread('root', [1])
      pen.turn('t', 'root', [2])
      for (let at = 0; at < count; at++) pen.item(`i:${String(at)}`, 'root', `${'hay '.repeat(10_000)}needle`)
    }),
  )
  const { found: all, steps } = await found(index, root, 'needle')
  expect(steps).toBeGreaterThan(2)
  expect(all.map(({ place }) => place)).toEqual(Array.from({ length: count }, (_, at) => at + all.length - count + 1))
})

test('whatever a transcript shows is found where it is shown, also what the graph cuts short', async () => {
  const { index, payloads } = openRecorded('samples/0.169.0/showcase')
  const threadId = as<ThreadId>([...index.graph.threads.keys()][0] ?? '')
  const { rows } = await conversation(index, payloads, { threadId, from: 0, limit: 1000 })
  const shown = rows.flatMap((row, place) =>
    (row.type === 'item' ? [row.item, ...row.outputs] : []).flatMap(({ itemId, parts }) =>
      parts.flatMap(({ form, text }, part) => {
        const isText = form !== 'encrypted' && form !== 'payload' && text !== ''
        return isText ? [{ place, itemId, part, probe: text.slice(-30) }] : []
      }),
    ),
  )
  expect(shown.length).toBeGreaterThan(20)
  expect(shown.some(({ probe }) => probe.endsWith('}'))).toBe(true)
  const scope = { in: 'conversation', threadId } as const
  for (const { probe, ...place } of shown)
    expect((await found(index, scope, probe, payloads)).found).toContainEqual(expect.objectContaining(place))
})
