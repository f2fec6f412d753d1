/** The keys of a lanes view: as commands for everywhere, and those that only the focused plot takes. */
import type { Command } from '../../commands/commands.svelte.ts'
import type { Direction } from '../../canvas/navigation.ts'
import type { LanesView } from './lanes-view.svelte.ts'

const ZOOM_STEP = 1.4
const PAN_PART = 0.15

interface Verbs {
  readonly toggleTable: () => void
}

export function lanesCommands(view: LanesView, verbs: Verbs): readonly Command[] {
  const group = 'Lanes'
  const middle = (): number => view.viewport.width / 2
  const pan = (side: 1 | -1): void => {
    view.pan(side * view.viewport.width * PAN_PART, 0)
  }
  const hasSelection = (): boolean => view.selected !== undefined
  return [
    { id: 'lanes-zoom-in', title: 'Zoom in', group, keys: ['w'], run: () => view.zoom(middle(), ZOOM_STEP) },
    { id: 'lanes-zoom-out', title: 'Zoom out', group, keys: ['s'], run: () => view.zoom(middle(), 1 / ZOOM_STEP) },
    { id: 'lanes-pan-left', title: 'Move left', group, keys: ['a'], run: () => pan(-1) },
    { id: 'lanes-pan-right', title: 'Move right', group, keys: ['d'], run: () => pan(1) },
    { id: 'lanes-fit', title: 'Show all, or what is selected', group, keys: ['f'], run: () => view.fit(view.selected) },
    { id: 'lanes-fit-all', title: 'Show all', group, keys: ['Shift+F'], run: () => view.fit(undefined) },
    { id: 'lanes-table', title: 'Switch between lanes and table', group, keys: ['t'], run: verbs.toggleTable },
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
    { id: 'lanes-select', title: 'Select the next lane or slice', group, keys: ['ArrowDown', 'ArrowRight'] },
    { id: 'lanes-open', title: 'Open the evidence', group, keys: ['Enter'] },
    { id: 'lanes-clear', title: 'Clear measure, range, then selection', group, keys: ['Escape'] },
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
  else return event.key === 'Escape' && clear(view)
  return true
}

/** One thing at a time, the most passing first. */
function clear(view: LanesView): boolean {
  if (view.scene.measure !== undefined) view.setMeasure(undefined)
  else if (view.scene.range !== undefined) view.setRange(undefined)
  else if (view.selected !== undefined) view.select(undefined)
  else return false
  return true
}
