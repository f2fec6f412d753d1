/**
 * When a person goes up from the end of a list that follows its end: by wheel, key, touch or the scroll bar. What moves without
 * them, as heights are measured, does not count.
 */

export interface LeavesEnd {
  /** Whether this key goes up. To be told of every key in the list. */
  key(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): void
  /** Listens to wheel, touch and scroll bar within the element; gives the function that ends it. */
  readonly watch: (list: HTMLElement) => () => void
}

const UP: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home'])
/** From the end, in CSS pixels: less is none. */
const LEAST = 24

export function leavesEnd(onleave: () => void): LeavesEnd {
  return {
    key({ key, shiftKey }) {
      if (UP.has(key) || (key === ' ' && shiftKey)) onleave()
    },
    watch(list) {
      let held = false
      const listen = new AbortController()
      const options = { capture: true, passive: true, signal: listen.signal }
      list.addEventListener(
        'wheel',
        ({ deltaY }) => {
          if (deltaY < 0) onleave()
        },
        options,
      )
      // A scroll while a finger or the scroll bar is held is the person's; a press on what is in the list is not.
      list.addEventListener('touchstart', () => (held = true), options)
      list.addEventListener(
        'pointerdown',
        ({ target }) => {
          held = target instanceof HTMLElement && target.scrollHeight > target.clientHeight && target.role === 'feed'
        },
        options,
      )
      for (const end of ['pointerup', 'pointercancel', 'touchend', 'touchcancel'] as const)
        list.ownerDocument.addEventListener(end, () => (held = false), options)
      list.addEventListener(
        'scroll',
        ({ target }) => {
          if (!held || !(target instanceof HTMLElement)) return
          if (target.scrollHeight - target.clientHeight - target.scrollTop > LEAST) onleave()
        },
        options,
      )
      return () => {
        listen.abort()
      }
    },
  }
}
