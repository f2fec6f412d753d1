/** How large the topology is drawn. Ctrl or Cmd with the wheel zooms at the pointer, keys and buttons at the middle. */
import { flushSync } from 'svelte'

export interface TopologyZoom {
  readonly scale: number
  readonly zoomBy: (factor: number) => void
  readonly reset: () => void
  /** For the element that scrolls. */
  readonly watch: (scroller: HTMLElement) => () => void
}

const SMALLEST = 0.2
const LARGEST = 2
const WHEEL = 0.0022

export function createTopologyZoom(): TopologyZoom {
  let scale = $state(1)
  let watched: HTMLElement | undefined

  function zoomAt(x: number, y: number, factor: number): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale * factor))
    const ratio = next / scale
    scale = next
    // What scrolls must have its new size before it is scrolled.
    flushSync()
    if (watched === undefined) return
    const { scrollLeft, scrollTop } = watched
    watched.scrollTo({ left: (scrollLeft + x) * ratio - x, top: (scrollTop + y) * ratio - y })
  }

  return {
    get scale() {
      return scale
    },
    zoomBy(factor) {
      zoomAt((watched?.clientWidth ?? 0) / 2, (watched?.clientHeight ?? 0) / 2, factor)
    },
    reset() {
      scale = 1
    },
    watch(scroller) {
      watched = scroller
      const onWheel = (event: WheelEvent): void => {
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        const box = scroller.getBoundingClientRect()
        zoomAt(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * WHEEL))
      }
      scroller.addEventListener('wheel', onWheel, { passive: false })
      return () => {
        scroller.removeEventListener('wheel', onWheel)
        watched = undefined
      }
    },
  }
}
