import { afterEach, beforeEach, expect, test } from 'vitest'
import { leavesEnd } from './leaves-end.ts'

let list: HTMLElement
let feed: HTMLElement
let left: number
let stop: () => void

beforeEach(() => {
  left = 0
  list = document.createElement('div')
  feed = document.createElement('div')
  feed.role = 'feed'
  Object.assign(feed.style, { height: '100px', overflow: 'auto' })
  const inside = document.createElement('article')
  inside.style.height = '1000px'
  feed.append(inside)
  list.append(feed)
  document.body.append(list)
  const leaving = leavesEnd(() => (left += 1))
  stop = leaving.watch(list)
  feed.scrollTop = 900
})
afterEach(() => {
  stop()
  list.remove()
})

/** As the browser tells of a scroll. */
function scrolledTo(top: number): void {
  feed.scrollTop = top
  feed.dispatchEvent(new Event('scroll'))
}

test('a wheel upwards leaves, one downwards does not', () => {
  feed.dispatchEvent(new WheelEvent('wheel', { deltaY: 10, bubbles: true }))
  expect(left).toBe(0)
  feed.dispatchEvent(new WheelEvent('wheel', { deltaY: -10, bubbles: true }))
  expect(left).toBe(1)
})

test('what moves by itself does not leave, the scroll bar does once it is away from the end', () => {
  scrolledTo(500)
  expect(left).toBe(0)
  feed.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  scrolledTo(890)
  expect(left).toBe(0)
  scrolledTo(500)
  expect(left).toBe(1)
  document.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
  scrolledTo(400)
  expect(left).toBe(1)
})

test('a press on what is in the list is no hold of its scroll bar', () => {
  feed.firstElementChild?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  scrolledTo(500)
  expect(left).toBe(0)
})

test('a finger that moves the list leaves', () => {
  feed.dispatchEvent(new Event('touchstart', { bubbles: true }))
  scrolledTo(500)
  expect(left).toBe(1)
})

test.each([
  ['ArrowUp', false, 1],
  ['PageUp', false, 1],
  ['Home', false, 1],
  [' ', true, 1],
  [' ', false, 0],
  ['ArrowDown', false, 0],
  ['End', false, 0],
])('the key %j, shift %s, leaves %i times', (key, shiftKey, times) => {
  leavesEnd(() => (left += 1)).key({ key, shiftKey })
  expect(left).toBe(times)
})

test('nothing is heard any more once it has ended', () => {
  stop()
  feed.dispatchEvent(new WheelEvent('wheel', { deltaY: -10, bubbles: true }))
  expect(left).toBe(0)
})
