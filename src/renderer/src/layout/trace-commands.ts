/** Commands of one trace's window: views, history, selection, panes. */
import { tick } from 'svelte'
import type { Command, Destination } from '../commands/commands.svelte.ts'
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { leadTo } from '../search/lead.ts'
import { paletteObjects } from '../search/palette-objects.ts'
import { kindWords } from '../ui/kinds.ts'
import type { Search } from '../search/search.svelte.ts'
import { hasContext, type Navigation } from '../state/navigation.svelte.ts'
import { viewIds, viewKey, viewTitles } from '../views/view-ids.ts'
import type { Panes } from './panes.svelte.ts'
import { focusView } from './regions.ts'

export function traceCommands(navigation: Navigation, panes: Panes, search: Search): readonly Command[] {
  const views = viewIds.map((id, at) => ({
    id: `view-${id}`,
    title: `Show the ${viewTitles[id]} view`,
    group: 'View',
    keys: [viewKey(at) ?? []].flat(),
    run: () => {
      navigation.show(id)
      void tick().then(() => {
        focusView(document)
      })
    },
  }))
  return [
    ...views,
    {
      id: 'back',
      title: 'Back',
      group: 'Go',
      keys: ['Alt+ArrowLeft'],
      when: () => navigation.canGoBack,
      run: navigation.back,
    },
    {
      id: 'forward',
      title: 'Forward',
      group: 'Go',
      keys: ['Alt+ArrowRight'],
      when: () => navigation.canGoForward,
      run: navigation.forward,
    },
    {
      id: 'clear-selection',
      title: 'Clear the selection',
      group: 'Selection',
      keys: ['Escape'],
      when: () => navigation.selected !== undefined,
      run: () => {
        navigation.select(undefined)
      },
    },
    {
      id: 'call-context',
      title: 'Show what the model saw at the selected call',
      group: 'Selection',
      keys: ['c'],
      when: () => navigation.selected !== undefined && hasContext(navigation.selected),
      run: () => {
        if (navigation.selected !== undefined) navigation.openEvidence(navigation.selected)
      },
    },
    {
      id: 'close-evidence',
      title: 'Close the evidence',
      group: 'View',
      keys: ['Mod+Shift+E'],
      when: () => navigation.evidence !== undefined,
      run: navigation.closeEvidence,
    },
    { id: 'find-everywhere', title: 'Find everywhere', group: 'Go', keys: ['Mod+Shift+F'], run: search.show },
    {
      id: 'next-hit',
      title: 'Next hit of the search',
      group: 'Go',
      keys: ['F4'],
      when: () => search.chosen < search.hits.length - 1,
      run: () => {
        search.step(1)
      },
    },
    {
      id: 'previous-hit',
      title: 'Previous hit of the search',
      group: 'Go',
      keys: ['Shift+F4'],
      when: () => search.chosen > 0,
      run: () => {
        search.step(-1)
      },
    },
    {
      id: 'toggle-outline',
      title: 'Show or hide the outline',
      group: 'View',
      keys: ['Mod+B'],
      run: panes.toggleOutline,
    },
    {
      id: 'toggle-inspector',
      title: 'Show or hide the inspector',
      group: 'View',
      keys: ['Mod+I'],
      run: panes.toggleInspector,
    },
  ]
}

/** Objects by name or id, for the palette. */
export function destinations(lanes: Lanes, wanted: string, navigation: Navigation): readonly Destination[] {
  return paletteObjects(lanes, wanted).map(({ ref, label, path }) => ({
    id: `${ref.kind} ${ref.id}`,
    title: label,
    group: kindWords[ref.kind].name,
    note: path,
    run: () => {
      leadTo(navigation, ref)
    },
  }))
}
