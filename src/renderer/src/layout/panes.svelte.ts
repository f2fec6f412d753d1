/**
 * Sizes of the panes around the views, in CSS pixels; 0 is collapsed. Kept between runs. A narrow window, which a large zoom
 * makes of any, has no room for them beside the views: there one at a time lies above them, and none until it is asked for.
 */
import { MediaQuery } from 'svelte/reactivity'
import { loadNumber, save, type Store } from '../state/storage.ts'
import { toggledSize, type PaneBounds } from '../ui/splitter.ts'

export const paneBounds = {
  outline: { min: 140, max: 600, usual: 240 },
  inspector: { min: 200, max: 900, usual: 360 },
  drawer: { min: 100, max: 1200, usual: 280 },
} as const satisfies Record<string, PaneBounds>

/** Wide as in the media queries of the components. */
const NARROW = 'max-width: 800px'
/** Of a pane that lies above the views. */
const ABOVE_WIDTH = 320

export interface Panes {
  /** Panes lie above the views, not beside them. */
  readonly narrow: boolean
  readonly outline: number
  readonly inspector: number
  readonly drawer: number
  setOutline(size: number): void
  setInspector(size: number): void
  setDrawer(size: number): void
  toggleOutline(): void
  toggleInspector(): void
}

export function createPanes(store: Store): Panes {
  let outline = $state(load(store, 'outline'))
  let inspector = $state(load(store, 'inspector'))
  // A collapsed drawer would open without being seen.
  let drawer = $state(load(store, 'drawer') || paneBounds.drawer.usual)

  const window = new MediaQuery(NARROW)
  let above = $state<'outline' | 'inspector' | undefined>()

  function widthOf(pane: 'outline' | 'inspector', beside: number): number {
    if (!window.current) return beside
    return above === pane ? ABOVE_WIDTH : 0
  }

  function toggle(pane: 'outline' | 'inspector', beside: number, set: (size: number) => void): void {
    if (window.current) above = above === pane ? undefined : pane
    else set(toggledSize(beside, 0, paneBounds[pane]))
  }

  function setOutline(size: number): void {
    outline = size
    save(store, 'pane.outline', size)
  }

  function setInspector(size: number): void {
    inspector = size
    save(store, 'pane.inspector', size)
  }

  return {
    get narrow() {
      return window.current
    },
    get outline() {
      return widthOf('outline', outline)
    },
    get inspector() {
      return widthOf('inspector', inspector)
    },
    get drawer() {
      return drawer
    },
    setOutline,
    setInspector,
    setDrawer(size) {
      drawer = size
      save(store, 'pane.drawer', size)
    },
    toggleOutline() {
      toggle('outline', outline, setOutline)
    },
    toggleInspector() {
      toggle('inspector', inspector, setInspector)
    },
  }
}

function load(store: Store, pane: keyof typeof paneBounds): number {
  const { min, max, usual } = paneBounds[pane]
  const kept = loadNumber(store, `pane.${pane}`, usual)
  return kept === 0 ? 0 : Math.min(max, Math.max(min, kept))
}
