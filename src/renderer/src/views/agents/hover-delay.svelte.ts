/** The target that a hover card shows: what the pointer has rested on for a moment. */
import type { Target } from '../../canvas/scene.ts'
import type { Point } from '../../canvas/spaces.ts'
import { sameTarget } from '../../canvas/targets.ts'

const REST_MS = 120

export interface HoverDelay {
  /** `at` is of the window. */
  readonly shown: { readonly target: Target; readonly at: Point } | undefined
  readonly over: (target: Target | undefined, at: Point | undefined) => void
}

/** To be called while a component is set up. Lanes have their header and get no card. */
export function createHoverDelay(): HoverDelay {
  let shown = $state.raw<HoverDelay['shown']>(undefined)
  let waiting: { readonly target: Target; readonly timer: ReturnType<typeof setTimeout> } | undefined
  let last: Point | undefined

  function stop(): void {
    clearTimeout(waiting?.timer)
    waiting = undefined
  }
  $effect(() => stop)

  return {
    get shown() {
      return shown
    },
    over(target, at) {
      last = at
      const wanted = target?.type === 'lane' ? undefined : target
      if (wanted === undefined || at === undefined) {
        stop()
        shown = undefined
        return
      }
      if (sameTarget(wanted, shown?.target) || sameTarget(wanted, waiting?.target)) return
      stop()
      shown = undefined
      const timer = setTimeout(() => {
        waiting = undefined
        if (last !== undefined) shown = { target: wanted, at: last }
      }, REST_MS)
      waiting = { target: wanted, timer }
    },
  }
}
