import { expect, test } from 'vitest'
import { someLines } from './told-words.ts'

test('some lines of the beginning and of the end', () => {
  expect(someLines('1\n2\n3\n4', 2, 'start')).toEqual({ text: '1\n2', hidden: 2 })
  expect(someLines('1\n2\n3\n4', 2, 'end')).toEqual({ text: '3\n4', hidden: 2 })
  expect(someLines('1\n2', 2, 'end')).toEqual({ text: '1\n2', hidden: 0 })
})
