/** Sizes of the panes around the views, in CSS pixels; 0 is collapsed. Kept between runs. */
import { loadNumber, save, type Store } from '../state/storage.ts'
import { toggledSize, type PaneBounds } from '../ui/splitter.ts'

export const paneBounds = {
  outline: { min: 140, max: 600, usual: 240 },
  inspector: { min: 200, max: 900, usual: 360 },
  drawer: { min: 100, max: 1200, usual: 280 },
} as const satisfies Record<string, PaneBounds>

export interface Panes {
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

  function setOutline(size: number): void {
    outline = size
    save(store, 'pane.outline', size)
  }

  function setInspector(size: number): void {
    inspector = size
    save(store, 'pane.inspector', size)
  }

  return {
    get outline() {
      return outline
    },
    get inspector() {
      return inspector
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
      setOutline(toggledSize(outline, 0, paneBounds.outline))
    },
    toggleInspector() {
      setInspector(toggledSize(inspector, 0, paneBounds.inspector))
    },
  }
}

function load(store: Store, pane: keyof typeof paneBounds): number {
  const { min, max, usual } = paneBounds[pane]
  const kept = loadNumber(store, `pane.${pane}`, usual)
  return kept === 0 ? 0 : Math.min(max, Math.max(min, kept))
}
