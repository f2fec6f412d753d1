import { flushSync } from 'svelte'
import { expect, test, vi } from 'vitest'
import type { FoundPart, ItemFindStep } from '../../../shared/view-models/item-find.ts'
import { createHostFind, type HostFind } from './host-find.svelte.ts'

const part = (place: number): FoundPart => ({ place, itemId: `i:${String(place)}`, part: 0, offset: 0 })

interface Asked {
  readonly wanted: string
  readonly from: number
  readonly signal: AbortSignal
  answer(places: readonly number[], next: number | null): void
}

function finding(): {
  readonly find: HostFind
  readonly asked: Asked[]
  readonly went: number[]
  readonly grow: () => void
} {
  const asked: Asked[] = []
  const went: number[] = []
  let revision = $state(0)
  let find: HostFind | undefined
  $effect.root(() => {
    find = createHostFind({
      ask: ({ wanted, from }, signal) =>
        new Promise<ItemFindStep>((resolve) => {
          asked.push({
            wanted,
            from,
            signal,
            answer: (places, next) => {
              resolve({ revision, found: places.map(part), places: 100, next })
            },
          })
        }),
      scope: () => ({ in: 'conversation', threadId: 'root' }),
      revision: () => revision,
      go: ({ place }) => went.push(place),
    })
  })
  if (find === undefined) throw new Error('not made')
  return {
    find,
    asked,
    went,
    grow: () => {
      revision++
      flushSync()
    },
  }
}

function look(find: HostFind, text: string): void {
  find.wanted = text
  flushSync()
}

test('step after step is asked for, and Enter walks through what is there so far', async () => {
  const { find, asked, went } = finding()
  look(find, 'a')
  asked[0]?.answer([3, 5], 40)
  await vi.waitFor(() => {
    expect(asked.map(({ from }) => from)).toEqual([0, 40])
  })
  expect([find.total, find.searching]).toEqual([2, true])
  find.next(false)
  find.next(false)
  asked[1]?.answer([41], null)
  await vi.waitFor(() => {
    expect([find.total, find.searching, find.at]).toEqual([3, false, 1])
  })
  find.next(false)
  find.next(false)
  expect(went).toEqual([3, 5, 41, 3])
})

test('what is looked for no longer is given up, and a late answer changes nothing', async () => {
  const { find, asked } = finding()
  look(find, 'a')
  look(find, 'ab')
  expect([asked[0]?.signal.aborted, asked[1]?.signal.aborted]).toEqual([true, false])
  asked[0]?.answer([1, 2, 3], null)
  asked[1]?.answer([2], null)
  await vi.waitFor(() => {
    expect([find.total, find.searching]).toEqual([1, false])
  })
  find.clear()
  flushSync()
  expect([find.total, find.at]).toEqual([0, -1])
})

test('Enter before the first answer goes to the first place, Shift+Enter to the last one of all', async () => {
  const { find, asked, went } = finding()
  look(find, 'a')
  find.next(false)
  asked[0]?.answer([4], 10)
  await vi.waitFor(() => {
    expect(went).toEqual([4])
  })
  look(find, 'ab')
  find.next(true)
  asked.at(-1)?.answer([4], 10)
  await vi.waitFor(() => {
    expect(asked.at(-1)?.from).toBe(10)
  })
  expect(went).toEqual([4])
  asked.at(-1)?.answer([12], null)
  await vi.waitFor(() => {
    expect(went).toEqual([4, 12])
  })
})

test('a graph that grew is looked through anew; the place among the hits stays meanwhile', async () => {
  const { find, asked, grow } = finding()
  look(find, 'a')
  asked[0]?.answer([1, 2], null)
  await vi.waitFor(() => {
    expect(find.total).toBe(2)
  })
  find.next(false)
  find.next(false)
  grow()
  expect([asked.length, find.total, find.at]).toEqual([2, 2, 1])
  asked[1]?.answer([1, 2, 7], null)
  await vi.waitFor(() => {
    expect([find.total, find.at]).toEqual([3, 1])
  })
})
