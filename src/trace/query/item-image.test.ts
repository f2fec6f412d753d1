import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ItemId, RawPayloadId } from '../base/ids.ts'
import type { ItemImage } from '../../shared/view-models/conversation.ts'
import { drawGraph } from '../testkit/draw-graph.ts'
import { itemImage } from './item-image.ts'
import { noPayloads } from './payload-reader.ts'
import type { PayloadReader } from './payload-reader.ts'
import { buildIndex } from './trace-index.ts'

const payload = as<RawPayloadId>('p')
const ids = ['i:1', 'i:2', 'i:3'].map((id) => as<ItemId>(id))
const image = (address: unknown): object => ({ type: 'input_image', image_url: address })
const text = { type: 'input_text', text: 'look' }

/** Two user messages with two images each, the second with a text between them, and a tool's output with one. */
const index = buildIndex(
  drawGraph((pen) => {
    pen.thread('root', [1])
    pen.turn('turn', 'root', [2])
    const reference = { type: 'payload_ref', label: 'input_image', raw_payload_id: payload } as const
    const said = { type: 'text', text: 'look' } as const
    pen.item('i:1', 'root', '', { body: { parts: [reference, reference] } })
    pen.item('i:2', 'root', '', { body: { parts: [reference, said, reference] } })
    pen.item('i:3', 'root', '', { kind: 'function_call_output', role: 'tool', body: { parts: [said, reference] } })
    pen.call('call', 'turn', [3, 4], { request_item_ids: ids, raw_request_payload_id: payload })
  }),
)

const user = (...content: readonly object[]): object => ({ type: 'message', role: 'user', content })
const output = (...content: readonly object[]): object => ({
  type: 'function_call_output',
  call_id: 'c',
  output: content,
})
const whole = {
  input: [user(image('a1'), image('a2')), user(image('b1'), text, image('b2')), output(text, image('c1'))],
}

function reading(document: unknown): PayloadReader {
  const bytes = new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document))
  return { size: () => Promise.resolve(bytes.length), read: () => Promise.resolve(bytes) }
}

function shown(reader: PayloadReader, item: number, part: number): Promise<ItemImage | undefined> {
  return itemImage(index, reader, as<ItemId>(`i:${String(item)}`), part)
}

test.each([
  [1, 0, 'a1'],
  [1, 1, 'a2'],
  [2, 0, 'b1'],
  [2, 2, 'b2'],
  [3, 1, 'c1'],
])('the image of item %i, part %i, is the one recorded there', async (item, part, expected) => {
  expect(await shown(reading(whole), item, part)).toMatchObject({ text: expected, problem: null })
})

test('a request that goes on from another one holds the end of the input', async () => {
  const rest = { ...whole, previous_response_id: 'r', input: whole.input.slice(1) }
  expect(await shown(reading(rest), 2, 2)).toMatchObject({ text: 'b2' })
  expect(await shown(reading(rest), 1, 0)).toMatchObject({ text: null, problem: 'not_found' })
})

test('the address may stand in an object, as chat completions have it', async () => {
  const chat = { input: [user(image({ url: 'u' }), image(7)), ...whole.input.slice(1)] }
  expect(await shown(reading(chat), 1, 0)).toMatchObject({ text: 'u' })
  expect(await shown(reading(chat), 1, 1)).toMatchObject({ text: null, problem: 'not_found' })
})

test.each([
  ['nope', 'not_json'],
  ['[]', 'not_found'],
  ['{"input":[null,1,{}]}', 'not_found'],
  ['{"input":[{"type":"message","role":"user","content":"x"},{},{}]}', 'not_found'],
])('a payload of %s says why there is none', async (document, problem) => {
  expect(await shown(reading(document), 1, 0)).toMatchObject({ text: null, problem })
})

test('a payload that is missing or too large says so; what is no image is not known', async () => {
  expect(await shown(noPayloads, 1, 0)).toMatchObject({ problem: 'missing' })
  const large = { ...reading(whole), size: () => Promise.resolve(2 ** 40) }
  expect(await shown(large, 1, 0)).toMatchObject({ problem: 'too_large' })
  expect(await shown(reading(whole), 2, 1)).toBeUndefined()
  expect(await shown(reading(whole), 9, 0)).toBeUndefined()
})
