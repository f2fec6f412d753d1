import { expect, test } from 'vitest'
import { loadNumber, save, type Store } from './storage.ts'

function storeOf(content: Record<string, string> = {}): Store {
  const map = new Map(Object.entries(content))
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) }
}

const refusing: Store = {
  getItem() {
    throw new DOMException('denied')
  },
  setItem() {
    throw new DOMException('full')
  },
}

test('a number that is none falls back', () => {
  expect(loadNumber(storeOf({ 'rolloutlens.width': 'wide' }), 'width', 240)).toBe(240)
  expect(loadNumber(storeOf({ 'rolloutlens.width': '310' }), 'width', 240)).toBe(310)
})

test('a store that refuses changes nothing but memory', () => {
  save(refusing, 'width', 310)
  expect(loadNumber(refusing, 'width', 240)).toBe(240)
})
