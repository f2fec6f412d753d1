/** Commands of one trace's window: views, history, selection, panes. */
import type { Command } from '../commands/commands.svelte.ts'
import type { Navigation } from '../state/navigation.svelte.ts'
import { viewIds, viewTitles } from '../views/view-ids.ts'
import type { Panes } from './panes.svelte.ts'

export function traceCommands(navigation: Navigation, panes: Panes): readonly Command[] {
  const views = viewIds.map((id, at) => ({
    id: `view-${id}`,
    title: `Show the ${viewTitles[id]} view`,
    group: 'View',
    keys: at < 9 ? [String(at + 1)] : [],
    run: () => {
      navigation.show(id)
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
      id: 'close-evidence',
      title: 'Close the evidence',
      group: 'View',
      keys: ['Mod+Shift+E'],
      when: () => navigation.evidence !== undefined,
      run: navigation.closeEvidence,
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
