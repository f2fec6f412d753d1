import { expect, test } from 'vitest'
import { cacheFigures, cacheWords, prefixWords, walkWords } from './words.ts'

const previous = { inferenceCallId: 'a', ordinal: 6, usage: null }
const prefix = { brokeAt: null, items: 34, itemsBySaying: 0, tokens: 12_000, entry: null } as const

test('a request that goes on says so; one that parts says where', () => {
  expect(prefixWords(prefix, previous)).toBe('All of inference 6 is repeated: 34 items.')
  expect(prefixWords({ ...prefix, brokeAt: 'item', items: 1, itemsBySaying: 3 }, previous)).toBe(
    'Shared with inference 6: the first 1 item, 3 more say the same under other ids; then they part.',
  )
  expect(prefixWords({ ...prefix, brokeAt: 'tools' }, previous)).toContain('nothing after them')
})

test('a range that leaves calls out is told, and whether it leaves out the shown one', () => {
  const walk = { previousCallId: null, nextCallId: null, calls: 21, callsOfThread: 21, holdsThis: true }
  expect(walkWords(walk)).toBe('')
  expect(walkWords({ ...walk, calls: 3 })).toBe(' · 3 in range')
  expect(walkWords({ ...walk, calls: 0, holdsThis: false })).toBe(' · 0 in range, not this one')
})

test('cached tokens are a share of the input; what was not reported is said to be', () => {
  const usage = {
    input_tokens: 10_000,
    cached_input_tokens: 9000,
    cache_write_input_tokens: 0,
    output_tokens: 1,
    reasoning_output_tokens: 0,
  }
  const figures = cacheFigures({ call: { ...previous, usage }, prefix })
  expect(figures).toEqual({ input: 10_000, cached: 9000, shared: 12_000 })
  expect(cacheWords(figures)).toBe('9k of 10k input tokens came from the provider’s cache (90 %).')
  expect(cacheWords(cacheFigures({ call: previous, prefix: null }))).toBe('The provider reported no token counts.')
})
