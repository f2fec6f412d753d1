/**
 * Two sessions side by side: what is compared, which pair is looked at, what is left out. Selecting on one side selects what
 * stands opposite on the other while they are locked together. To be created while a component is set up.
 */
import type { ObjectRef } from '../../../trace/model/object-ref.ts'
import type { ComparisonOutline, DifferenceStop, RefPair, Side } from '../../../shared/view-models/compare.ts'
import { failureOf, type Client } from '../transport/client.ts'
import { createNavigation, isEvidence, sameRef, type Navigation } from './navigation.svelte.ts'
import { createQuery, type Query } from './query.svelte.ts'
import type { Session } from './session.svelte.ts'
import type { ViewId } from '../views/view-ids.ts'

export interface ComparedSessions {
  readonly a: Session
  readonly b: Session
}

export interface ComparisonFilters {
  readonly onlyDifferences: boolean
  readonly onlyThisAgent: boolean
  readonly ignoreReasoning: boolean
  readonly ignoreTimings: boolean
}

/** The pair in front: of these objects, of this agent, in this row of its conversation (-1: in none). */
export interface ChosenPair extends RefPair {
  readonly agent: number
  readonly row: number
}

export type Comparison = ReturnType<typeof createComparison>

const NOTHING_CHOSEN: ChosenPair = { a: null, b: null, agent: 0, row: -1 }

/** `offered`: the views of one trace that the window has something like. */
export function createComparison(
  client: Client,
  sessions: ComparedSessions,
  offered: readonly ViewId[],
  say: (notice: string) => void,
) {
  let filters = $state.raw<ComparisonFilters>({
    onlyDifferences: false,
    onlyThisAgent: false,
    ignoreReasoning: false,
    ignoreTimings: false,
  })
  let locked = $state(true)
  let chosen = $state.raw<ChosenPair>(NOTHING_CHOSEN)
  /** The difference last walked to; undefined once something else was chosen. */
  let walked = $state.raw<DifferenceStop | undefined>(undefined)
  let opened = false
  const navigations: Readonly<Record<Side, Navigation>> = {
    a: createNavigation('agents', offered),
    b: createNavigation('agents', offered),
  }
  let finding = new AbortController()

  /** Read to the end once, or as far as it will be. */
  let readA = $state(false)
  let readB = $state(false)
  $effect(() => {
    readA ||= isRead(sessions.a)
    readB ||= isRead(sessions.b)
  })

  const sides = $derived.by(() => {
    const [session, other] = [sessions.a.id, sessions.b.id]
    if (session === undefined || other === undefined || !readA || !readB) return undefined
    return { session, other, ignoreReasoning: filters.ignoreReasoning }
  })
  const revision = (): number => (sessions.a.revision + 1) * 1_000_000 + sessions.b.revision
  const outline: Query<ComparisonOutline> = createQuery(client, 'compare/outline', () => sides, revision)

  const stops = $derived.by(() => {
    const all = outline.value?.stops ?? []
    return filters.onlyThisAgent ? all.filter(({ agent }) => agent === chosen.agent) : all
  })
  const at = $derived.by(() => {
    const here = walked
    return here === undefined ? -1 : stops.findIndex((stop) => sameStop(stop, here))
  })

  /** Shows a pair, and where the conversation has it. */
  async function choose(pair: RefPair, agent?: number): Promise<void> {
    const side: Side = pair.a === null ? 'b' : 'a'
    const ref = pair[side]
    if (ref === null || sides === undefined) return
    finding.abort()
    finding = new AbortController()
    show(pair, agent ?? chosen.agent, -1)
    try {
      const { onlyDifferences } = filters
      const found = await client.call(
        'compare/counterpart',
        { ...sides, side, ref, onlyDifferences },
        { signal: finding.signal },
      )
      show(pair, found.agent < 0 ? chosen.agent : found.agent, found.row)
    } catch (problem) {
      const failure = failureOf(problem)
      if (failure.code !== 'cancelled') say(failure.message)
    }
  }

  function show(pair: RefPair, agent: number, row: number): void {
    chosen = { a: pair.a, b: pair.b, agent, row }
    navigations.a.select(pair.a ?? undefined)
    navigations.b.select(pair.b ?? undefined)
  }

  /** What a person selected on one side, in any view: on the other side follows what stands opposite. */
  async function follow(side: Side, ref: ObjectRef | undefined): Promise<void> {
    const now = chosen[side] ?? undefined
    if (sides === undefined || sameRef(ref, now) || ref === undefined || isEvidence(ref)) return
    walked = undefined
    if (!locked) {
      chosen = { ...chosen, [side]: ref }
      return
    }
    finding.abort()
    finding = new AbortController()
    try {
      const { onlyDifferences } = filters
      const found = await client.call(
        'compare/counterpart',
        { ...sides, side, ref, onlyDifferences },
        { signal: finding.signal },
      )
      show(found, found.agent < 0 ? chosen.agent : found.agent, found.row)
    } catch (problem) {
      const failure = failureOf(problem)
      if (failure.code !== 'cancelled') say(failure.message)
    }
  }

  $effect(() => {
    void follow('a', navigations.a.selected)
  })
  $effect(() => {
    void follow('b', navigations.b.selected)
  })
  $effect(() => () => {
    finding.abort()
  })

  function goTo(stop: DifferenceStop | undefined): void {
    if (stop === undefined) return
    walked = stop
    void choose(stop, stop.agent)
  }

  $effect(() => {
    const found = outline.value
    if (found === undefined || opened) return
    opened = true
    goTo(found.stops[found.opensAt])
  })

  return {
    ...sessions,
    navigations,
    get sides() {
      return sides
    },
    /** Changes with either graph. */
    revision,
    outline,
    get filters() {
      return filters
    },
    get locked() {
      return locked
    },
    get chosen() {
      return chosen
    },
    /** Of the differences that the filters leave. */
    get stops() {
      return stops
    },
    /** Index of the difference last walked to, -1 if none. */
    get at() {
      return at
    },
    setFilter(name: keyof ComparisonFilters, on: boolean) {
      filters = { ...filters, [name]: on }
      // Its row may be another now.
      if (name !== 'onlyThisAgent') void choose(chosen, chosen.agent)
    },
    setLocked(on: boolean) {
      locked = on
    },
    choose(pair: RefPair) {
      walked = undefined
      void choose(pair)
    },
    goTo,
    /** To the next or previous difference; from elsewhere to the nearest one of the agent in front. */
    step(by: 1 | -1) {
      const from = at >= 0 ? at : nearestStop(stops, chosen.agent, by)
      goTo(stops[Math.min(stops.length - 1, Math.max(0, from + by))])
    },
    showAgent(agent: number) {
      const found = outline.value?.agents[agent]
      if (found === undefined) return
      walked = undefined
      const refOf = (id: string | null): ObjectRef | null => (id === null ? null : { kind: 'thread', id })
      void choose({ a: refOf(found.a), b: refOf(found.b) }, agent)
    },
  }
}

function isRead({ phase }: Session): boolean {
  return phase.name !== 'opening' && phase.name !== 'reading'
}

function sameStop(left: DifferenceStop, right: DifferenceStop): boolean {
  return (
    left.what === right.what &&
    left.agent === right.agent &&
    sameRef(left.a ?? undefined, right.a ?? undefined) &&
    sameRef(left.b ?? undefined, right.b ?? undefined)
  )
}

/** The index from which a step leads to the first or last stop of the agent, or else to an end of the list. */
function nearestStop(stops: readonly DifferenceStop[], agent: number, by: 1 | -1): number {
  const found =
    by === 1 ? stops.findIndex((stop) => stop.agent === agent) : stops.findLastIndex((stop) => stop.agent === agent)
  if (found >= 0) return found - by
  return by === 1 ? -1 : stops.length
}
