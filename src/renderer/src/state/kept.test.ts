import { expect, test } from 'vitest'
import { createKept, keptChoice, keptNumber, keptRange, keptRef, keptTexts } from './kept.ts'
import type { Store } from './storage.ts'

function memory(): Store & { readonly data: Map<string, string> } {
  const data = new Map<string, string>()
  return {
    data,
    getItem: (key) => data.get(key) ?? null,
    setItem: (key, value) => void data.set(key, value),
  }
}

test('what was kept of a bundle comes back with the same bundle only', () => {
  const store = memory()
  const kept = createKept(store, () => 'a')
  kept.part('window').provide(() => ({ view: 'usage' }))
  kept.flush()
  expect(createKept(store, () => 'a').part('window').value).toEqual({ view: 'usage' })
  expect(createKept(store, () => 'a').part('events').value).toBeUndefined()
  expect(createKept(store, () => 'b').part('window').value).toBeUndefined()
})

test('an owner that ends is asked a last time', () => {
  const store = memory()
  const kept = createKept(store, () => 'a')
  let value = 1
  const end = kept.part('x').provide(() => value)
  value = 2
  end()
  value = 3
  kept.flush()
  expect(createKept(store, () => 'a').part('x').value).toBe(2)
})

test('two windows do not take each other’s bundles away', () => {
  const store = memory()
  const [one, two] = [createKept(store, () => 'a'), createKept(store, () => 'b')]
  one.part('x').provide(() => 1)
  two.part('x').provide(() => 2)
  one.flush()
  two.flush()
  expect([createKept(store, () => 'a').part('x').value, createKept(store, () => 'b').part('x').value]).toEqual([1, 2])
})

test('only the bundles opened last are kept, and only what is small', () => {
  const store = memory()
  for (let at = 0; at < 60; at++) {
    const kept = createKept(store, () => String(at))
    kept.part('x').provide(() => (at === 59 ? 'x'.repeat(20_000) : at))
    kept.flush()
  }
  expect(createKept(store, () => '0').part('x').value).toBeUndefined()
  expect(createKept(store, () => '58').part('x').value).toBe(58)
  expect(createKept(store, () => '59').part('x').value).toBeUndefined()
})

test.each(['', '{', '{"a":1}', '[1,[2],["a",3],["b",[]]]', 'null'])('%j in the store is nothing kept', (text) => {
  const store = memory()
  store.setItem('rolloutlens.bundles', text)
  expect(createKept(store, () => 'a').part('x').value).toBeUndefined()
})

test('what comes back is checked', () => {
  const value = { size: Infinity, view: 'nonsense', threads: ['a', 1, null, 'b'] }
  expect(keptNumber(value, 'size')).toBeUndefined()
  expect(keptNumber('text', 'length')).toBeUndefined()
  expect(keptChoice(value, 'view', ['agents'])).toBeUndefined()
  expect(keptTexts(value, 'threads')).toEqual(['a', 'b'])
  expect(keptTexts(value, '__proto__')).toEqual([])
  const ref = { kind: 'tool_call', id: 'x' }
  expect([keptRef({ ref }, 'ref'), keptRef({ ref: { ...ref, kind: 'toString' } }, 'ref')]).toEqual([ref, undefined])
  const range = { startMs: 1, endMs: 2, startSeq: 3, endSeq: 4 }
  expect([keptRange({ range }, 'range'), keptRange({ range: { ...range, endMs: 0 } }, 'range')]).toEqual([
    range,
    undefined,
  ])
})
