/**
 * A JSON document as a tree: what is opened, what is chosen, how far it is indexed, the search in it. The host indexes step by
 * step while this asks for more; what is indexed can be looked at meanwhile. To be created while a component is set up.
 */
import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { CallFailure } from '../../../../shared/events.ts'
import type { DocumentIndex } from '../../../../shared/view-models/document.ts'
import { failureOf } from '../../transport/client.ts'
import type { DocumentSource } from './byte-source.ts'
import { findInDocument, type FindState } from './find-document.ts'
import {
  type Branch,
  branchesTo,
  branchId,
  branchOf,
  groupsOf,
  isContainer,
  type JsonRow,
  MOST_CHILDREN,
  type Opened,
  rowsOf,
} from './json-rows.ts'

export interface JsonTree {
  readonly index: DocumentIndex | undefined
  readonly indexing: boolean
  readonly rows: readonly JsonRow[]
  /** Row index, -1 if there is none. */
  readonly chosen: number
  readonly find: FindState
  readonly failure: CallFailure | undefined
  choose(row: number): void
  toggle(row: number): void
  findNext(wanted: string, backwards: boolean): Promise<void>
  stopFinding(): void
  stopIndexing(): void
  goOnIndexing(): void
}

/** Rows that are opened without being asked for. */
const FIRST_ROWS = 150

/** Indexes only while it is `shown`. */
export function createJsonTree(source: DocumentSource, shown: () => boolean): JsonTree {
  let index = $state.raw<DocumentIndex | undefined>(undefined)
  let indexing = $state(false)
  const opened = new SvelteMap<string, Opened>()
  let chosenId = $state('')
  let find = $state.raw<FindState>({ name: 'idle' })
  let failure = $state.raw<CallFailure | undefined>(undefined)
  let finding: AbortController | undefined
  let steps: AbortController | undefined
  let touched = false
  const rows = $derived(rowsOf(index?.root, opened))
  const chosen = $derived(rows.findIndex(({ id }) => id === chosenId))

  async function load(branch: Branch): Promise<Opened> {
    const limit = Math.min(branch.size, MOST_CHILDREN)
    const { nodes, count, ended, problem } = await source.children(branch.start, branch.from, limit)
    const grouped = groupsOf(branch, count) !== undefined
    return { branch, nodes: grouped ? [] : nodes, count, ended, problem }
  }

  async function open(branch: Branch): Promise<Opened> {
    const own = await load(branch)
    opened.set(branchId(branch), own)
    return own
  }

  /** Of what is open, all that was not read to its end grows. */
  async function refresh(): Promise<void> {
    for (const { branch, ended } of [...opened.values()]) if (!ended && opened.has(branchId(branch))) await open(branch)
  }

  /** From the root down, while that adds few rows. */
  async function openFirst(): Promise<void> {
    const root = index?.root
    if (root === undefined) return
    let budget = FIRST_ROWS
    const waiting = [root]
    for (let node = waiting.shift(); node !== undefined && budget > 0; node = waiting.shift()) {
      if (!isContainer(node) || (node !== root && (node.count ?? 0) > budget)) continue
      const own = await load(branchOf(node))
      if (touched || (node !== root && own.count > budget)) continue
      opened.set(branchId(own.branch), own)
      budget -= own.count
      waiting.push(...own.nodes)
    }
  }

  async function stepOn(signal: AbortSignal): Promise<void> {
    indexing = true
    try {
      for (;;) {
        const isFirst = index?.root === undefined
        index = await source.index(signal)
        if (isFirst) await openFirst()
        else await refresh()
        if (signal.aborted || index.indexed >= index.size || index.problem !== undefined) break
      }
    } catch (problem) {
      if (!signal.aborted) failure = failureOf(problem)
    } finally {
      if (steps?.signal === signal || steps === undefined) indexing = false
    }
  }

  function goOnIndexing(): void {
    stopIndexing()
    steps = new AbortController()
    failure = undefined
    void stepOn(steps.signal)
  }

  function stopIndexing(): void {
    steps?.abort()
    steps = undefined
    indexing = false
  }

  $effect(() => {
    if (!shown()) return undefined
    untrack(goOnIndexing)
    return () => {
      stopIndexing()
      finding?.abort()
    }
  })

  /** Opens what leads to a place, as far as that is indexed, and chooses what is there. */
  async function reveal(offset: number): Promise<void> {
    const path = await source.path(offset)
    touched = true
    for (const { start, index: at, child } of path.steps) {
      const { count, branch } = await open({ start, from: 0, size: Infinity })
      for (const inner of branchesTo(branch, count, at).slice(1)) await open(inner)
      chosenId = isContainer(child) ? branchId(branchOf(child)) : String(child.start)
    }
  }

  async function findNext(wanted: string, backwards: boolean): Promise<void> {
    finding?.abort()
    const mine = new AbortController()
    finding = mine
    const from = find.name === 'found' ? find.offset + (backwards ? 0 : 1) : 0
    find = { name: 'searching', bytes: 0 }
    try {
      const onProgress = (bytes: number): void => {
        find = { name: 'searching', bytes }
      }
      const offset = await findInDocument(source, wanted, { from, backwards, signal: mine.signal, onProgress })
      find = offset === undefined ? { name: 'none' } : { name: 'found', offset }
      if (offset !== undefined) await reveal(offset)
    } catch (problem) {
      if (mine.signal.aborted) return
      find = { name: 'idle' }
      failure = failureOf(problem)
    }
  }

  return {
    get index() {
      return index
    },
    get indexing() {
      return indexing
    },
    get rows() {
      return rows
    },
    get chosen() {
      return chosen
    },
    get find() {
      return find
    },
    get failure() {
      return failure
    },
    choose(row) {
      chosenId = rows[row]?.id ?? ''
    },
    toggle(row) {
      const branch = rows[row]?.branch
      if (branch === undefined) return
      touched = true
      const id = branchId(branch)
      if (!opened.delete(id))
        open(branch).catch((problem: unknown) => {
          failure = failureOf(problem)
        })
    },
    findNext,
    stopFinding() {
      finding?.abort()
      find = { name: 'idle' }
    },
    stopIndexing,
    goOnIndexing,
  }
}
