import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drawnLanes } from '../../canvas/testkit.ts'
import { unitAt } from '../../canvas/viewport.ts'
import { createLanesView, type LanesView } from './lanes-view.svelte.ts'

/** A run of so many seconds. */
function run(seconds: number) {
  return drawnLanes(`
    /root |${'T'.repeat(seconds)}
          |${'Ii'.repeat(seconds / 2)}
  `)
}

let lanes = $state.raw(run(20))
let following = $state(true)
let left: number
let view: LanesView
let end: () => void

beforeEach(() => {
  lanes = run(20)
  following = true
  left = 0
  end = $effect.root(() => {
    view = createLanesView(
      {
        get lanes() {
          return lanes
        },
        get following() {
          return following
        },
        onleave() {
          left += 1
          following = false
        },
        selected: undefined,
        onselect() {},
        axis: 'clock',
        onaxis() {},
        times: { zone: 'utc', clock: '24h' },
        range: undefined,
        onrange() {},
      },
      { fixedRows: false, restingEdges: true },
    )
  })
  view.resize(400, 200)
  flushSync()
})

afterEach(() => {
  end()
})

/** Axis units between the right side of the plot and the end; not above zero while the end is in view. */
function beyond(): number {
  return view.scene.axis.extent - unitAt(view.viewport, view.viewport.width)
}

function grow(): void {
  lanes = run(40)
  flushSync()
}

test('who sees everything still does when the run grows', () => {
  grow()
  expect([unitAt(view.viewport, 0) <= 0, beyond() <= 0, left]).toEqual([true, true, 0])
})

test('who follows sees the end, as near as before', () => {
  view.zoom(100, 4)
  const { perPx } = view.viewport
  expect([beyond() <= 0, left]).toEqual([true, 0])
  grow()
  expect([beyond() <= 0, Math.abs(view.viewport.perPx / perPx - 1) < 0.2]).toEqual([true, true])
})

test('who looks elsewhere stops following and keeps the place', () => {
  view.zoom(100, 4)
  view.pan(-300, 0)
  expect([left, beyond() > 0]).toEqual([1, true])
  const start = unitAt(view.viewport, 0)
  grow()
  expect([left, Math.abs(unitAt(view.viewport, 0) - start) < 50]).toEqual([1, true])
})
