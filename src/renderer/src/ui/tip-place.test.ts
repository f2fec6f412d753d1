import { expect, test } from 'vitest'
import { placeTip } from './tip-place.ts'

const page = { width: 400, height: 300 }
const tip = { width: 100, height: 20 }

test('below and centred where there is room', () => {
  expect(placeTip({ left: 190, right: 210, top: 10, bottom: 30 }, tip, page)).toEqual({ left: 150, top: 36 })
})

test('above at the bottom of the window', () => {
  expect(placeTip({ left: 190, right: 210, top: 270, bottom: 290 }, tip, page)).toEqual({ left: 150, top: 244 })
})

test('inside the window at its sides, even when it is wider than the window', () => {
  expect(placeTip({ left: 0, right: 10, top: 10, bottom: 30 }, tip, page).left).toBe(4)
  expect(placeTip({ left: 390, right: 400, top: 10, bottom: 30 }, tip, page).left).toBe(296)
  expect(placeTip({ left: 0, right: 10, top: 10, bottom: 30 }, { width: 900, height: 20 }, page).left).toBe(4)
})
