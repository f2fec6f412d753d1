/**
 * The lists of the aligned conversations: one of both sides while they are locked together, else one each, which shows its own
 * part of the rows and chooses by itself. To be created while a component is set up.
 */
import { untrack } from 'svelte'
import type { ComparedRow, RefPair, Side } from '../../../shared/view-models/compare.ts'
import type { Comparison } from '../state/comparison.svelte.ts'
import { createPaged, type Paged } from '../state/paged.svelte.ts'
import type { Client } from '../transport/client.ts'

export type List = Side | 'both'

/** Rows in view, [first, end). */
interface Drawn {
  readonly first: number
  readonly end: number
}

const NOTHING_DRAWN: Drawn = { first: 0, end: 0 }
const NO_ROWS: Readonly<Record<List, number>> = { both: -1, a: -1, b: -1 }

export function createConversationLists(client: Client, comparison: Comparison) {
  let drawn = $state.raw<Readonly<Record<List, Drawn>>>({ both: NOTHING_DRAWN, a: NOTHING_DRAWN, b: NOTHING_DRAWN })
  let differing = $state.raw<readonly number[]>([])
  const shown = $derived<readonly List[]>(comparison.locked ? ['both'] : ['a', 'b'])
  const paged = { both: pagedFor('both'), a: pagedFor('a'), b: pagedFor('b') }
  /** The row of each side while they are not locked together; -1: none. */
  let own = $state.raw(NO_ROWS)
  /** Rows that are to be chosen as soon as they are there; -1: none. */
  let awaited = $state.raw(NO_ROWS)

  function pagedFor(list: List): Paged<ComparedRow> {
    return createPaged<ComparedRow>(
      () => {
        const { sides, filters, chosen } = comparison
        if (sides === undefined || !shown.includes(list)) return undefined
        const key = `${String(chosen.agent)}/${String(filters.onlyDifferences)}/${String(sides.ignoreReasoning)}`
        return { key, revision: comparison.revision(), ...drawn[list] }
      },
      async (from, limit, signal) => {
        const { sides, filters, chosen } = comparison
        if (sides === undefined) return { total: 0, rows: [] }
        const request = { ...sides, agent: chosen.agent, onlyDifferences: filters.onlyDifferences, from, limit }
        const answer = await client.call('compare/conversation', request, { signal })
        differing = answer.differing
        return answer
      },
    )
  }

  $effect(() => {
    for (const list of shown) {
      const index = awaited[list]
      if (index < 0 || paged[list].row(index) === undefined) continue
      untrack(() => {
        choose(index, list)
      })
    }
  })

  /** Unlocked, each side chooses for itself, so that any two items can be set side by side. */
  function choose(index: number, list: List): void {
    const row = paged[list].row(index)
    awaited = { ...awaited, [list]: row === undefined ? index : -1 }
    if (row === undefined) return
    if (list === 'both') {
      comparison.choose(refsOf(row))
      return
    }
    own = { ...own, [list]: index }
    comparison.navigations[list].select(refsOf(row)[list] ?? undefined)
  }

  return {
    get shown() {
      return shown
    },
    /** What stands for all of them: they have the same rows. */
    get front() {
      return paged[shown[0] ?? 'both']
    },
    /** Rows of the front one that are in view. */
    get drawn() {
      return drawn[shown[0] ?? 'both']
    },
    /** Rows that differ. */
    get differing() {
      return differing
    },
    rowsOf: (list: List): Paged<ComparedRow> => paged[list],
    activeOf(list: List): number {
      if (awaited[list] >= 0 && awaited[list] < (paged[list].total ?? 0)) return awaited[list]
      return own[list] < 0 ? comparison.chosen.row : own[list]
    },
    choose,
    chooseInAll(index: number): void {
      for (const list of shown) choose(index, list)
    },
    draw(list: List, first: number, end: number): void {
      drawn = { ...drawn, [list]: { first, end } }
    },
  }
}

function refsOf(row: ComparedRow): RefPair {
  if (row.type === 'turn') return pairOf('codex_turn', row.a, row.b)
  return pairOf('conversation_item', row.a?.itemId ?? null, row.b?.itemId ?? null)
}

function pairOf(kind: 'codex_turn' | 'conversation_item', a: string | null, b: string | null): RefPair {
  return { a: a === null ? null : { kind, id: a }, b: b === null ? null : { kind, id: b } }
}
