/** The table of agents: its columns, how each figure is known, and the order of its rows. Pure. */
import type { AgentUsage, Costs } from '../../../../shared/view-models/usage.ts'
import { formatCost, formatCount, formatNoun, formatShare, formatTokens, NO_VALUE } from '../../format/numbers.ts'
import { formatDuration } from '../../format/time.ts'

/** An agent with the counts of those below it, which the answer leaves to its reader. */
export interface AgentLine extends AgentUsage {
  /** Position in tree order. */
  readonly position: number
  readonly below: { readonly inferenceCalls: number; readonly toolCalls: number; readonly failures: number }
}

export type ColumnId =
  | 'agent'
  | 'inferences'
  | 'tools'
  | 'failures'
  | 'input'
  | 'cached'
  | 'share'
  | 'output'
  | 'reasoning'
  | 'inferenceMs'
  | 'toolMs'
  | 'waitMs'
  | 'turnMs'
  | 'cost'

type Known = 'observed' | 'derived' | 'estimated'

export interface Column {
  readonly id: ColumnId
  readonly title: string
  readonly tip: string
  /** Of an agent alone; sums over agents are derived, unless they are estimated. */
  readonly known: Known
  /** Null: not known. */
  readonly value: (agent: AgentLine, below: boolean) => number | null
  readonly show: (value: number) => string
  /** The figure in full, for its tooltip. */
  readonly exact: (value: number) => string
  /** How the figure is known where there is more to say. */
  readonly how?: (agent: AgentLine, below: boolean) => string
}

export interface Sorting {
  readonly column: ColumnId
  readonly descending: boolean
}

/** Agents as they stand in the tree. */
export const TREE_ORDER: Sorting = { column: 'agent', descending: false }

const tokens = (part: 'input' | 'cached' | 'output' | 'reasoning') => (agent: AgentLine, below: boolean) =>
  (below ? agent.tokensBelow : agent.tokens)?.[part] ?? null
const time = (part: 'inferenceMs' | 'toolMs' | 'waitMs' | 'turnMs') => (agent: AgentLine, below: boolean) =>
  (below ? agent.timeBelow : agent.time)[part]
const count = (part: 'inferenceCalls' | 'toolCalls' | 'failures') => (agent: AgentLine, below: boolean) =>
  below ? agent.below[part] : agent[part]

function share(agent: AgentLine, below: boolean): number | null {
  const sums = below ? agent.tokensBelow : agent.tokens
  return sums === null || sums.input === 0 ? null : sums.cached / sums.input
}

const exactTokens = (value: number): string => `${formatCount(value)} tokens`
const exactTime = (value: number): string => `${formatCount(value)} ms`

const counts = { known: 'observed', show: formatCount, exact: formatCount } as const
const figures = { known: 'observed', show: formatTokens, exact: exactTokens } as const
const times = { known: 'derived', show: formatDuration, exact: exactTime } as const

/** Without the first, which names the agent. */
export const columns: readonly Column[] = [
  { id: 'inferences', title: 'Calls', tip: 'Inference calls', value: count('inferenceCalls'), ...counts },
  { id: 'tools', title: 'Tools', tip: 'Tool calls', value: count('toolCalls'), ...counts },
  { id: 'failures', title: 'Failed', tip: 'Failed inference and tool calls', value: count('failures'), ...counts },
  {
    id: 'input',
    title: 'Input',
    tip: 'Input tokens, as the provider counted them',
    value: tokens('input'),
    ...figures,
  },
  {
    id: 'cached',
    title: 'Cached',
    tip: 'Input tokens that the provider had cached',
    value: tokens('cached'),
    ...figures,
  },
  {
    ...{ id: 'share', title: 'Cache %', tip: 'Cached part of the input', known: 'derived' },
    ...{ value: share, show: formatShare, exact: formatShare },
  },
  { id: 'output', title: 'Output', tip: 'Output tokens, reasoning included', value: tokens('output'), ...figures },
  { id: 'reasoning', title: 'Reason.', tip: 'Reasoning output tokens', value: tokens('reasoning'), ...figures },
  { id: 'inferenceMs', title: 'Model', tip: 'Time with an inference call open', value: time('inferenceMs'), ...times },
  { id: 'toolMs', title: 'Tools', tip: 'Time with a tool call open, waits left out', value: time('toolMs'), ...times },
  { id: 'waitMs', title: 'Waiting', tip: 'Time waiting for other agents', value: time('waitMs'), ...times },
  { id: 'turnMs', title: 'In turns', tip: 'Time with a turn open', value: time('turnMs'), ...times },
]

/** With the costs before the tokens that they are made of, where there are any. */
export function columnsWith(costs: Costs | null): readonly Column[] {
  if (costs === null) return columns
  const tokensFrom = columns.findIndex(({ id }) => id === 'input')
  return columns.toSpliced(tokensFrom, 0, costColumn(costs))
}

function costColumn({ currency, pricesOf }: Pick<Costs, 'currency' | 'pricesOf'>): Column {
  const show = (value: number): string => formatCost(value, currency)
  return {
    ...{ id: 'cost', title: 'Cost', tip: `By your prices of ${pricesOf}`, known: 'estimated', show, exact: show },
    value: (agent, below) => (below ? agent.costBelow : agent.cost)?.amount ?? null,
    how: (agent, below) => {
      const cost = below ? agent.costBelow : agent.cost
      return howCost(pricesOf, cost?.calls ?? 0, below ? agent.below.inferenceCalls : agent.inferenceCalls)
    },
  }
}

/** What a cost is made of. `priced` of `calls` inference calls have one. */
export function howCost(pricesOf: string, priced: number, calls: number): string {
  const prices = `your prices of ${pricesOf}`
  if (priced === 0) return `unknown: no call has a price in ${prices}, or reported its tokens`
  const without = calls - priced
  const but = `; without ${formatNoun(without, 'call')} that ${without === 1 ? 'has' : 'have'} no price or no tokens`
  return `estimated: tokens times ${prices}${without === 0 ? '' : but}`
}

export const columnIds: readonly ColumnId[] = ['agent', ...columns.map(({ id }) => id), 'cost']

/** Children stand after their parents: adding from the end carries every count up. */
export function agentLines(agents: readonly AgentUsage[]): readonly AgentLine[] {
  const below = agents.map(({ inferenceCalls, toolCalls, failures }) => ({ inferenceCalls, toolCalls, failures }))
  for (let at = agents.length - 1; at >= 0; at--) {
    const [sum, own] = [below[agents[at]?.parent ?? -1], below[at]]
    if (sum === undefined || own === undefined) continue
    sum.inferenceCalls += own.inferenceCalls
    sum.toolCalls += own.toolCalls
    sum.failures += own.failures
  }
  return agents.map((agent, position) => ({ ...agent, position, below: below[position] ?? agent }))
}

/** What is not known stands last either way; equal figures keep the order of the tree. */
export function sortedLines(
  lines: readonly AgentLine[],
  { column: id, descending }: Sorting,
  below: boolean,
  among: readonly Column[] = columns,
): readonly AgentLine[] {
  const column = among.find((each) => each.id === id)
  if (column === undefined) return descending && id === TREE_ORDER.column ? lines.toReversed() : lines
  const sign = descending ? -1 : 1
  return lines.toSorted((a, b) => {
    const [left, right] = [column.value(a, below), column.value(b, below)]
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return (left - right) * sign
  })
}

/** A click on a column: figures fall first, agents rise first, the same column turns around. */
export function nextSorting(now: Sorting, column: ColumnId): Sorting {
  return { column, descending: now.column === column ? !now.descending : column !== 'agent' }
}

export interface Figure {
  readonly text: string
  readonly tip: string
  readonly estimated: boolean
}

export function figureOf(column: Column, agent: AgentLine, below: boolean): Figure {
  const value = column.value(agent, below)
  const more = column.how?.(agent, below)
  if (value === null) return { text: NO_VALUE, tip: more ?? 'unknown: no call reported it', estimated: false }
  const open = column.exact === exactTime && (below ? agent.timeBelow : agent.time).estimated
  const estimated = open || column.known === 'estimated'
  const how = open
    ? 'estimated: what is still open counts up to the last known time'
    : (more ?? (below ? 'derived: the sum over this agent and those below it' : column.known))
  return { text: `${estimated ? '≈ ' : ''}${column.show(value)}`, tip: `${column.exact(value)}\n${how}`, estimated }
}
