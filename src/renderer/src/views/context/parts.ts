/** The parts of a request that are shown in turns. */
import type { Context } from '../../../../shared/view-models/context.ts'
import { formatCount } from '../../format/numbers.ts'

export const contextParts = ['input', 'tools', 'parameters', 'instructions'] as const
export type ContextPart = (typeof contextParts)[number]

export interface PartOption {
  readonly id: ContextPart
  readonly label: string
  readonly tip: string
}

/** With their counts, and how many differ from the previous call. */
export function ownTabs({ counts, toolsTotal, tools, parameters, instructions }: Context): readonly PartOption[] {
  const changed = (list: readonly { readonly change: string }[]): string => {
    const count = list.filter(({ change }) => change !== 'same' && change !== 'unknown').length
    return count === 0 ? '' : `, ${formatCount(count)} changed`
  }
  return [
    {
      id: 'input',
      label: `Input ${formatCount(counts.kept + counts.added)}`,
      tip: 'Items in the order in which the model read them',
    },
    {
      id: 'tools',
      label: `Tools ${formatCount(toolsTotal)}${changed(tools)}`,
      tip: 'Tools that the model was offered',
    },
    {
      id: 'parameters',
      label: `Parameters ${formatCount(parameters.length)}${changed(parameters)}`,
      tip: 'All other members of the request',
    },
    {
      id: 'instructions',
      label: `Instructions${instructions === null ? '' : changed([instructions])}`,
      tip: 'Base instructions of the request',
    },
  ]
}
