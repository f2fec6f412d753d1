/** Commands of the compare window: walking the differences, filters, sides, views. */
import type { Command } from '../commands/commands.svelte.ts'
import type { Panes } from '../layout/panes.svelte.ts'
import type { App } from '../state/app.svelte.ts'
import type { Comparison, ComparisonFilters } from '../state/comparison.svelte.ts'
import { failureOf } from '../transport/client.ts'
import { saveText } from '../transport/save-text.ts'
import { panelIds, panelTitles, type PanelId } from './panel-ids.ts'

export const filterTitles: Readonly<Record<keyof ComparisonFilters, string>> = {
  onlyDifferences: 'Only differences',
  onlyThisAgent: 'Only this agent',
  ignoreReasoning: 'Ignore reasoning',
  ignoreTimings: 'Ignore timings',
}
export const filterNames = ['onlyDifferences', 'onlyThisAgent', 'ignoreReasoning', 'ignoreTimings'] as const

export function compareCommands(
  app: App,
  comparison: Comparison,
  panes: Panes,
  show: (panel: PanelId) => void,
): readonly Command[] {
  const hasStops = (): boolean => comparison.stops.length > 0
  const closeEvidence = (): void => {
    comparison.navigations.a.closeEvidence()
    comparison.navigations.b.closeEvidence()
  }
  return [
    ...panelIds.map((id, at) => ({
      id: `compare-${id}`,
      title: `Show the ${panelTitles[id]} view`,
      group: 'View',
      keys: [String(at + 1)],
      run: () => {
        show(id)
      },
    })),
    {
      id: 'next-difference',
      title: 'Next difference',
      group: 'Compare',
      keys: ['n'],
      when: hasStops,
      run: () => {
        comparison.step(1)
      },
    },
    {
      id: 'previous-difference',
      title: 'Previous difference',
      group: 'Compare',
      keys: ['p'],
      when: hasStops,
      run: () => {
        comparison.step(-1)
      },
    },
    ...filterNames.map((name) => ({
      id: `compare-filter-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      title: filterTitles[name],
      group: 'Compare',
      run: () => {
        comparison.setFilter(name, !comparison.filters[name])
      },
    })),
    {
      id: 'compare-lock',
      title: 'Lock or unlock the sides',
      group: 'Compare',
      run: () => {
        comparison.setLocked(!comparison.locked)
      },
    },
    ...(['html', 'markdown'] as const).map((form) => ({
      id: `export-comparison-${form}`,
      title: form === 'html' ? 'Export the comparison as HTML…' : 'Export the comparison as Markdown…',
      group: 'File',
      when: () => comparison.sides !== undefined,
      run: () => void exportComparison(app, comparison, form),
    })),
    ...(['a', 'b'] as const).map((side) => ({
      id: `save-archive-${side}`,
      title: `Save ${side.toUpperCase()} as .rollout…`,
      group: 'File',
      when: () => comparison[side].overview?.hasEvidence === true,
      run: () => void app.saving.save(comparison[side].ticket),
    })),
    { id: 'swap-sides', title: 'Swap A and B', group: 'Compare', run: app.swapSides },
    {
      id: 'close-a',
      title: 'Close A and keep B',
      group: 'Compare',
      run: () => {
        app.closeSide('a')
      },
    },
    {
      id: 'close-b',
      title: 'Close B and keep A',
      group: 'Compare',
      run: () => {
        app.closeSide('b')
      },
    },
    {
      id: 'close-evidence',
      title: 'Close the evidence',
      group: 'View',
      keys: ['Mod+Shift+E', 'Escape'],
      when: () => comparison.navigations.a.evidence !== undefined || comparison.navigations.b.evidence !== undefined,
      run: closeEvidence,
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
      title: 'Show or hide the inspectors',
      group: 'View',
      keys: ['Mod+I'],
      run: panes.toggleInspector,
    },
  ]
}

async function exportComparison(app: App, comparison: Comparison, form: 'html' | 'markdown'): Promise<void> {
  const { sides } = comparison
  if (sides === undefined) return
  const { client } = app.shell
  try {
    const text = await client.call('compare/report', { ...sides, form })
    const extension = form === 'html' ? 'html' : 'md'
    const name = `${fileName(comparison.a.ticket.name)}-against-${fileName(comparison.b.ticket.name)}.${extension}`
    const type = form === 'html' ? 'text/html' : 'text/markdown'
    const saved = await saveText(client, { name, type, text }, app.info?.dialogs === true)
    if (saved !== null) app.say(`Saved ${saved}`)
  } catch (problem) {
    app.say(failureOf(problem).message)
  }
}

/** What every file system takes, and no path. */
function fileName(name: string): string {
  return (
    name
      .replace(/\.rollout$/, '')
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'run'
  )
}
