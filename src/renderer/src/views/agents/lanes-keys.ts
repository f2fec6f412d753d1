/** The keys of a lanes view: as commands for everywhere, and those that only the focused plot takes. */
import type { Command } from '../../commands/commands.svelte.ts'
import type { Direction } from '../../canvas/navigation.ts'
import type { LanesView } from './lanes-view.svelte.ts'
import type { LanesForm } from './props.ts'
import type { TopologyZoom } from './topology-zoom.svelte.ts'

const ZOOM_STEP = 1.4
const PAN_PART = 0.15

/** What the same keys and buttons do in whatever form the lanes are shown. */
export interface LanesVerbs {
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly fit: () => void
  readonly toggle: (form: LanesForm) => void
}

/** `form` and `zoom` are of the topology's, which zooms by itself. */
export function lanesVerbs(
  view: LanesView,
  zoom: TopologyZoom,
  form: () => LanesForm,
  show: (form: LanesForm) => void,
): LanesVerbs {
  const zoomBy = (factor: number): void => {
    if (form() === 'topology') zoom.zoomBy(factor)
    else view.zoom(view.viewport.width / 2, factor)
  }
  return {
    zoomIn() {
      zoomBy(ZOOM_STEP)
    },
    zoomOut() {
      zoomBy(1 / ZOOM_STEP)
    },
    fit() {
      if (form() === 'topology') zoom.reset()
      else view.fit(view.selected)
    },
    toggle(to) {
      show(form() === to ? 'lanes' : to)
    },
  }
}

export function lanesCommands(view: LanesView, verbs: LanesVerbs, fixedRows: boolean): readonly Command[] {
  const group = 'Lanes'
  const pan = (side: 1 | -1): void => {
    view.pan(side * view.viewport.width * PAN_PART, 0)
  }
  const hasSelection = (): boolean => view.selected !== undefined
  const hasStretch = (): boolean => view.scene.measure !== undefined || view.scene.range !== undefined
  const topology: Command = {
    id: 'lanes-topology',
    title: 'Switch between lanes and topology',
    group,
    keys: ['g'],
    run: () => verbs.toggle('topology'),
  }
  return [
    { id: 'lanes-zoom-in', title: 'Zoom in', group, keys: ['w'], run: verbs.zoomIn },
    { id: 'lanes-zoom-out', title: 'Zoom out', group, keys: ['s'], run: verbs.zoomOut },
    { id: 'lanes-pan-left', title: 'Move left', group, keys: ['a'], run: () => pan(-1) },
    { id: 'lanes-pan-right', title: 'Move right', group, keys: ['d'], run: () => pan(1) },
    { id: 'lanes-fit', title: 'Show all, or what is selected', group, keys: ['f'], run: verbs.fit },
    { id: 'lanes-fit-all', title: 'Show all', group, keys: ['Shift+F'], run: () => view.fit(undefined) },
    {
      id: 'lanes-table',
      title: 'Switch between lanes and table',
      group,
      keys: ['t'],
      run: () => verbs.toggle('table'),
    },
    ...(fixedRows ? [] : [topology]),
    { id: 'lanes-next-edge', title: 'Next edge', group, keys: [']'], when: hasSelection, run: () => view.stepEdge(1) },
    {
      id: 'lanes-previous-edge',
      title: 'Previous edge',
      group,
      keys: ['['],
      when: hasSelection,
      run: () => view.stepEdge(-1),
    },
    { id: 'lanes-next-failure', title: 'Next failure', group, keys: ['.'], run: () => view.stepFailure(1) },
    { id: 'lanes-previous-failure', title: 'Previous failure', group, keys: [','], run: () => view.stepFailure(-1) },
    {
      id: 'lanes-mark',
      title: 'Mark the time of the selection, with its totals',
      group,
      keys: ['m'],
      when: hasSelection,
      run: () => view.mark('measure'),
    },
    {
      id: 'lanes-mark-range',
      title: 'Select the time of the selection as the range',
      group,
      keys: ['Shift+M'],
      when: hasSelection,
      run: () => view.mark('range'),
    },
    { id: 'lanes-clear', title: 'Clear the range', group, keys: ['Escape'], when: hasStretch, run: view.clearStretch },
    { id: 'lanes-select', title: 'Select the next lane or slice', group, keys: ['ArrowDown', 'ArrowRight'] },
    { id: 'lanes-open', title: 'Open the evidence', group, keys: ['Enter'] },
  ]
}

const arrows: ReadonlyMap<string, Direction> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
])

/** True if the plot took the key. */
export function pressOnPlot(event: KeyboardEvent, view: LanesView, open: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const direction = arrows.get(event.key)
  if (direction !== undefined) view.step(direction)
  else if (event.key === 'Enter') open()
  else if (event.key === 'PageDown') view.pan(0, view.viewport.height * 0.9)
  else if (event.key === 'PageUp') view.pan(0, view.viewport.height * -0.9)
  else if (event.key === 'Home') view.scrollTo(0)
  else if (event.key === 'End') view.scrollTo(view.scene.layout.height)
  else return false
  return true
}
