import fc from 'fast-check'
import { expect, test } from 'vitest'
import { as } from '../base/ids.ts'
import type { ItemId } from '../base/ids.ts'
import { inputSteps } from './context-diff.ts'

const ids = (text: string): ItemId[] => Array.from(text, (id) => as<ItemId>(id))

function print(previous: string, input: string): string {
  const signs = { kept: '=', added: '+', dropped: '-' }
  return inputSteps(ids(previous), ids(input))
    .map(({ change, itemId }) => signs[change] + itemId)
    .join(' ')
}

test.each([
  ['', 'ab', '+a +b'],
  ['ab', 'abc', '=a =b +c'],
  ['abc', 'ac', '=a -b =c'],
  ['abc', 'xyz', '+x +y +z -a -b -c'],
  ['abc', 'axc', '=a +x -b =c'],
  ['aab', 'aba', '=a =b =a'],
  ['ab', '', '-a -b'],
])('%j then %j', (previous, input, expected) => {
  expect(print(previous, input)).toBe(expected)
})

const list = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 12 })
  .map((letters) => letters.join(''))

test('kept and added are the input in order, kept and dropped the previous input', () => {
  fc.assert(
    fc.property(list, list, (previous, input) => {
      const steps = inputSteps(ids(previous), ids(input))
      const now = steps.filter(({ change }) => change !== 'dropped')
      const before = steps
        .filter(({ change }) => change !== 'added')
        .toSorted((a, b) => a.previousPosition - b.previousPosition)
      expect(now.map(({ itemId }) => itemId).join('')).toBe(input)
      expect(now.map(({ position }) => position)).toEqual([...now.keys()])
      expect(before.map(({ itemId }) => itemId).join('')).toBe(previous)
    }),
  )
})
