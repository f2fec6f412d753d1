import { expect, test } from 'vitest'
import type { SearchHit, SearchStep } from '../../../shared/view-models/search.ts'
import { createSearch, type Search, type SearchDuties } from './search.svelte.ts'

const hit = (id: string): SearchHit => ({
  ...{ ref: { kind: 'tool_call', id }, label: id, path: '/', field: 'text', before: '', match: id, after: '' },
  ...{ place: null, matches: 1 },
})

/** A host that gives one hit per step; each step waits until it is let go. */
function host(steps: number) {
  const asked: { readonly query: string; readonly signal: AbortSignal }[] = []
  const waiting: (() => void)[] = []
  const led: string[] = []
  const ask: SearchDuties['ask'] = ({ query, cursor }, signal) => {
    asked.push({ query, signal })
    const at = cursor?.at ?? 0
    const searched = { objects: at + 1, objectsTotal: steps, payloads: 0, payloadsTotal: 0, bytes: 0 }
    const next = at + 1 < steps ? { at: at + 1, offset: 0, found: [], bytes: 0 } : null
    const step: SearchStep = { revision: 1, hits: [hit(`${query}${String(at)}`)], searched, next }
    return new Promise((resolve) => {
      waiting.push(() => {
        resolve(step)
      })
    })
  }
  const search = createSearch({ ask, revision: () => 1, lead: ({ label }) => led.push(label) })
  const letGo = async (): Promise<void> => {
    waiting.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { search, asked, led, letGo }
}

const labels = ({ hits }: Search): readonly string[] => hits.map(({ label }) => label)

test('hits come step by step, with how much is searched', async () => {
  const { search, letGo } = host(2)
  search.query = 'a'
  search.start()
  expect(search.phase).toBe('searching')
  await letGo()
  expect([labels(search), search.searched?.objects, search.phase]).toEqual([['a0'], 1, 'searching'])
  await letGo()
  expect([labels(search), search.searched?.objects, search.phase]).toEqual([['a0', 'a1'], 2, 'done'])
})

test('a search that is stopped keeps what it found and takes no more', async () => {
  const { search, asked, letGo } = host(3)
  search.query = 'a'
  search.start()
  await letGo()
  search.stop()
  expect(asked.at(-1)?.signal.aborted).toBe(true)
  await letGo()
  expect([labels(search), search.phase]).toEqual([['a0'], 'stopped'])
})

test('another search drops what the one before still brings', async () => {
  const { search, letGo } = host(1)
  search.query = 'a'
  search.start()
  search.query = 'b'
  search.start()
  await letGo()
  expect(labels(search)).toEqual([])
  await letGo()
  expect([labels(search), search.phase]).toEqual([['b0'], 'done'])
})

test('walks through the hits and stays at either end; the chosen one is marked', async () => {
  const { search, led, letGo } = host(2)
  search.show()
  search.query = 'a'
  search.start()
  await letGo()
  await letGo()
  for (const by of [1, 1, 1, -1] as const) search.step(by)
  expect(led).toEqual(['a0', 'a1', 'a0'])
  expect(search.marked).toBe('a0')
  search.hide()
  expect(search.marked).toBe('')
})
