import { expect, test } from 'vitest'
import { createFind, positionsOf } from './find.svelte.ts'

const texts = ['Kettle', 'tea', 'a kettle of fish']

function finding(): { readonly find: ReturnType<typeof createFind>; readonly went: number[] } {
  const went: number[] = []
  const find = createFind(
    (wanted) => positionsOf(texts, wanted),
    (place) => went.push(place),
  )
  return { find, went }
}

test('walks through all places and around, in both directions', () => {
  const { find, went } = finding()
  find.wanted = 'KETTLE'
  expect([find.total, find.at]).toEqual([2, -1])
  for (const backwards of [false, false, false, true]) find.next(backwards)
  expect(went).toEqual([0, 2, 0, 2])
  expect(find.at).toBe(1)
})

test('backwards from the start is the last place', () => {
  const { find, went } = finding()
  find.wanted = 'e'
  find.next(true)
  expect(went).toEqual([2])
})

test('another text starts anew; nothing found goes nowhere', () => {
  const { find, went } = finding()
  find.wanted = 'tea'
  find.next(false)
  find.wanted = 'coffee'
  find.next(false)
  expect([find.total, find.at, went]).toEqual([0, -1, [1]])
  find.clear()
  expect([find.wanted, find.total]).toEqual(['', 0])
})
