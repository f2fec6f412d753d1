import { expect, test } from 'vitest'
import { createFrameScheduler } from './frame-scheduler.ts'

function manualFrames() {
  const waiting: FrameRequestCallback[] = []
  return {
    requestAnimationFrame: (run: FrameRequestCallback) => waiting.push(run),
    /** Runs what was asked for; gives how many frames that was. */
    next: () =>
      waiting.splice(0).map((run) => {
        run(16)
      }).length,
  }
}

test('a frame runs input, then what follows from it, then draws, each owner once', () => {
  const frames = manualFrames()
  const order: string[] = []
  const scheduler = createFrameScheduler(frames, () => order.push('settle'))
  const owner = {}
  scheduler.onDraw(owner, () => order.push('stale draw'))
  scheduler.onDraw(owner, () => order.push('draw'))
  scheduler.onInput(owner, () => order.push('input'))
  expect(frames.next()).toBe(1)
  expect(order).toEqual(['input', 'settle', 'draw'])
  expect(scheduler.isIdle()).toBe(true)
})

test('a draw that input asks for belongs to the same frame; one that a draw asks for to the next', () => {
  const frames = manualFrames()
  const order: string[] = []
  const scheduler = createFrameScheduler(frames, () => undefined)
  const [first, second] = [{}, {}]
  scheduler.onInput(first, () => {
    scheduler.onDraw(first, () => {
      order.push('draw')
      scheduler.onDraw(second, () => order.push('next'))
    })
  })
  frames.next()
  expect(order).toEqual(['draw'])
  frames.next()
  expect(order).toEqual(['draw', 'next'])
  expect(frames.next()).toBe(0)
})

test('cancelled work does not run, and a failure does not stop later frames', () => {
  const frames = manualFrames()
  const scheduler = createFrameScheduler(frames, () => undefined)
  const owner = {}
  let drawn = 0
  scheduler.onInput(owner, () => {
    throw new Error('broken input')
  })
  expect(() => frames.next()).toThrow('broken input')
  scheduler.onDraw(owner, () => drawn++)
  scheduler.cancel(owner)
  frames.next()
  scheduler.onDraw(owner, () => drawn++)
  frames.next()
  expect(drawn).toBe(1)
})
