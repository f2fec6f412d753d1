/** What the Usage view shows: its answer for the selected range, the table in front, its order, and what is found in it. */
import type { Usage } from '../../../../shared/view-models/usage.ts'
import type { Preferences } from '../../state/preferences.svelte.ts'
import type { App } from '../../state/app.svelte.ts'
import { createFind, positionsOf, type Find } from '../../state/find.svelte.ts'
import { keptChoice, type KeptPart } from '../../state/kept.ts'
import { sameRef, type Navigation } from '../../state/navigation.svelte.ts'
import { createQuery, type Query } from '../../state/query.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import { inRange, rangeOf } from '../../state/time-range.ts'
import type { TimeState } from '../../state/time.svelte.ts'
import {
  agentLines,
  columnsWith,
  columnIds,
  nextSorting,
  sortedLines,
  TREE_ORDER,
  type AgentLine,
  type ColumnId,
  type Sorting,
} from './agent-table.ts'
import { costLines, failureLines, pathLines, slowLines, type CallLine } from './call-lines.ts'

export const usageTables = ['agents', 'slowest', 'costs', 'failures', 'path'] as const
export type UsageTable = (typeof usageTables)[number]

export interface UsageState {
  readonly answer: Query<Usage>
  readonly table: UsageTable
  /** Figures of an agent hold those of the agents below it. */
  readonly below: boolean
  readonly sorting: Sorting
  readonly agents: readonly AgentLine[]
  /** Of the table in front, unless it is that of the agents. */
  readonly calls: readonly CallLine[]
  /** Stretches of the critical path in the range. */
  readonly path: Usage['criticalPath']
  /** Position of the chosen row; -1 without. */
  readonly chosen: number
  readonly find: Find
  show(table: UsageTable): void
  setBelow(below: boolean): void
  sortBy(column: ColumnId): void
  choose(row: number): void
}

interface Shared {
  readonly app: App
  readonly session: Session
  readonly navigation: Navigation
  readonly time: TimeState
  readonly kept: KeptPart
  readonly preferences: Preferences
}

/** To be created while a component is set up. */
export function createUsage(shared: Shared, active: () => boolean): UsageState {
  const { app, session, navigation, time, kept, preferences } = shared
  let table = $state<UsageTable>(keptChoice(kept.value, 'table', usageTables) ?? 'agents')
  let below = $state(keptChoice(kept.value, 'below', ['yes']) === 'yes')
  let sorting = $state.raw<Sorting>({
    column: keptChoice(kept.value, 'column', columnIds) ?? TREE_ORDER.column,
    descending: keptChoice(kept.value, 'order', ['falling']) === 'falling',
  })
  $effect(() =>
    kept.provide(() => ({
      ...{ table, below: below ? 'yes' : 'no', column: sorting.column },
      order: sorting.descending ? 'falling' : 'rising',
    })),
  )
  /** Row chosen last, of what is nothing to select: idle time. */
  let walked = $state(-1)
  const answer = createQuery(
    app.shell.client,
    'trace/usage',
    () => {
      if (session.id === undefined || !active()) return undefined
      const prices = preferences.prices === null ? {} : { prices: preferences.prices }
      return { session: session.id, ...rangeOf(time.range), ...prices }
    },
    () => session.revision,
  )
  const agents = $derived(
    sortedLines(agentLines(answer.value?.agents ?? []), sorting, below, columnsWith(answer.value?.costs ?? null)),
  )
  const path = $derived(
    (answer.value?.criticalPath ?? []).filter(({ fromMs, toMs }) => inRange(time.range, fromMs, toMs)),
  )
  const calls = $derived.by(() => {
    if (answer.value === undefined || table === 'agents') return []
    if (table === 'slowest') return slowLines(answer.value)
    if (table === 'costs') return answer.value.costs === null ? [] : costLines(answer.value.costs)
    return table === 'failures' ? failureLines(answer.value.failures) : pathLines(path)
  })
  const chosen = $derived.by(() => {
    const { selected } = navigation
    if (table === 'agents')
      return agents.findIndex(({ threadId }) => sameRef(selected, { kind: 'thread', id: threadId }))
    const isIt = (line: CallLine | undefined): boolean => line?.ref !== null && sameRef(line?.ref, selected)
    // An object may have several stretches of the path.
    if (walked >= 0 && (calls[walked]?.ref === null || isIt(calls[walked]))) return walked
    return selected === undefined ? -1 : calls.findIndex(isIt)
  })
  const texts = $derived(
    table === 'agents'
      ? agents.map((agent) => agent.path)
      : calls.map(({ label, path: of, word }) => `${word} ${label} ${of}`),
  )
  const find = createFind((wanted) => positionsOf(texts, wanted), choose)

  function choose(row: number): void {
    walked = row
    const agent = table === 'agents' ? agents[row] : undefined
    const ref = agent === undefined ? calls[row]?.ref : ({ kind: 'thread', id: agent.threadId } as const)
    if (ref !== undefined && ref !== null) navigation.select(ref)
  }

  return {
    answer,
    find,
    choose,
    get table() {
      return table
    },
    get below() {
      return below
    },
    get sorting() {
      return sorting
    },
    get agents() {
      return agents
    },
    get calls() {
      return calls
    },
    get path() {
      return path
    },
    get chosen() {
      return chosen
    },
    show(to) {
      table = to
      walked = -1
    },
    setBelow(to) {
      below = to
    },
    sortBy(column) {
      sorting = nextSorting(sorting, column)
    },
  }
}
