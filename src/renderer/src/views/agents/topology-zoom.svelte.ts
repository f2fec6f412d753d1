/**
 * How large the topology is drawn: as wide as its pane, until somebody zooms. Ctrl or Cmd with the wheel zooms at the pointer,
 * keys and buttons at the middle.
 */
import { flushSync } from 'svelte'

export interface TopologyZoom {
  readonly scale: number
  readonly zoomBy: (factor: number) => void
  /** Fits the width again. */
  readonly reset: () => void
  /** `width` of the whole drawing at scale 1, in CSS pixels. */
  readonly setContent: (width: number) => void
  /** For the element that scrolls. */
  readonly watch: (scroller: HTMLElement) => () => void
}

const SMALLEST = 0.2
/** Below this names cannot be read: better to scroll. */
const SMALLEST_FIT = 0.6
const LARGEST = 2
const WHEEL = 0.0022

export function createTopologyZoom(): TopologyZoom {
  let chosen = $state<number | undefined>(undefined)
  let contentWidth = $state(0)
  let paneWidth = $state(0)
  const fitting = $derived(
    contentWidth === 0 || paneWidth === 0 ? 1 : Math.min(1, Math.max(SMALLEST_FIT, paneWidth / contentWidth)),
  )
  const scale = $derived(chosen ?? fitting)
  let watched: HTMLElement | undefined

  function zoomAt(x: number, y: number, factor: number): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale * factor))
    const ratio = next / scale
    chosen = next
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
      chosen = undefined
    },
    setContent(width) {
      contentWidth = width
    },
    watch(scroller) {
      watched = scroller
      const onWheel = (event: WheelEvent): void => {
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        const box = scroller.getBoundingClientRect()
        zoomAt(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * WHEEL))
      }
      const sizes = new ResizeObserver(() => (paneWidth = scroller.clientWidth))
      sizes.observe(scroller)
      scroller.addEventListener('wheel', onWheel, { passive: false })
      return () => {
        sizes.disconnect()
        scroller.removeEventListener('wheel', onWheel)
        watched = undefined
      }
    },
  }
}
