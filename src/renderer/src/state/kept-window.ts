/** The window's own part of what is kept of a bundle: which view is in front, the selection, axis, range and marks. */
import { viewIds } from '../views/view-ids.ts'
import { keptChoice, keptRange, keptRef } from './kept.ts'
import type { Navigation } from './navigation.svelte.ts'
import type { TimeState } from './time.svelte.ts'

export function rememberWindow({ view, selected }: Navigation, { axis, range }: TimeState): unknown {
  return { view, selected, axis, range }
}

/** What is missing or makes no sense leaves things as they are. */
export function recallWindow(value: unknown, navigation: Navigation, time: TimeState): void {
  const axis = keptChoice(value, 'axis', ['clock', 'sequence'])
  if (axis !== undefined) time.setAxis(axis)
  time.setRange(keptRange(value, 'range'))
  const view = keptChoice(value, 'view', viewIds)
  const selected = keptRef(value, 'selected')
  if (view !== undefined) navigation.show(view)
  if (selected !== undefined) navigation.select(selected)
}
