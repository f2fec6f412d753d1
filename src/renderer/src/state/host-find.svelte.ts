/**
 * Find in a view whose places live in the trace host: asked for step by step, given up as soon as something else is looked
 * for, asked for anew when the graph grew. The walk through what is found so far goes on meanwhile.
 */
import { untrack } from 'svelte'
import type { FoundPart, ItemFindScope, ItemFindStep } from '../../../shared/view-models/item-find.ts'
import type { RequestOf } from '../../../shared/calls/index.ts'
import { failureOf } from '../transport/client.ts'
import type { Find } from './find.svelte.ts'

export interface HostFind extends Find {
  /** Not everything is looked through yet. */
  readonly searching: boolean
  /** There is more than anybody walks through; it was given up there. */
  readonly full: boolean
  /** The host could not look for it. */
  readonly failed: boolean
}

/** More than anybody walks through. */
const MOST_FOUND = 5000

export interface HostFindDuties {
  /** One step of the host. */
  readonly ask: (request: Omit<RequestOf<'trace/find'>, 'session'>, signal: AbortSignal) => Promise<ItemFindStep>
  /** Where to look; undefined: nowhere for now, keep what is there. */
  readonly scope: () => ItemFindScope | undefined
  /** Of the newest graph. */
  readonly revision: () => number
  readonly go: (found: FoundPart) => void
}

/** To be created while a component is set up. */
export function createHostFind({ ask, scope, revision, go }: HostFindDuties): HostFind {
  let wanted = $state('')
  let at = $state(-1)
  let found = $state.raw<readonly FoundPart[]>([])
  let searching = $state(false)
  let full = $state(false)
  let failed = $state(false)
  /** Enter was pressed before anything was found: carried out with the first that is. */
  let waiting: { readonly backwards: boolean } | undefined
  let lookedFor = ''
  const place = $derived(keyOf(scope()))

  function walk(backwards: boolean): void {
    const count = found.length
    if (count === 0) return
    const start = at === -1 && backwards ? 0 : Math.min(at, count - 1)
    at = (start + (backwards ? -1 : 1) + count) % count
    const to = found[at]
    if (to !== undefined) go(to)
  }

  /** What was found before the graph grew stays until as much is found again. */
  function keep(all: readonly FoundPart[], isEnd: boolean): void {
    if (all.length >= found.length || isEnd) found = all
    // Backwards leads to the last one, which is known only at the end.
    if (waiting === undefined || (waiting.backwards && !isEnd) || found.length === 0) return
    const { backwards } = waiting
    waiting = undefined
    walk(backwards)
  }

  async function pull(where: ItemFindScope, text: string, mine: AbortController): Promise<void> {
    searching = true
    failed = false
    full = false
    const all: FoundPart[] = []
    try {
      for (let from: number | null = 0; from !== null && all.length < MOST_FOUND;) {
        const step: ItemFindStep = await ask({ scope: where, wanted: text, from }, mine.signal)
        if (mine.signal.aborted) return
        all.push(...step.found)
        from = step.next
        full = from !== null && all.length >= MOST_FOUND
        keep([...all], from === null || full)
      }
    } catch (problem) {
      if (mine.signal.aborted) return
      failed = failureOf(problem).code !== 'cancelled'
    }
    searching = false
    waiting = undefined
  }

  $effect(() => {
    const text = wanted
    revision()
    const where = place === undefined ? undefined : untrack(scope)
    if (where === undefined) return undefined
    const mine = new AbortController()
    untrack(() => {
      if (lookedFor !== key()) forget()
      lookedFor = key()
      if (text !== '') void pull(where, text, mine)
    })
    return () => {
      mine.abort()
      searching = false
    }
  })

  function key(): string {
    return `${place ?? ''} ${wanted}`
  }

  function forget(): void {
    found = []
    at = -1
    full = false
    failed = false
  }

  return {
    get wanted() {
      return wanted
    },
    set wanted(to) {
      wanted = to
      at = -1
      waiting = undefined
    },
    get total() {
      return wanted === '' ? 0 : found.length
    },
    get at() {
      return Math.min(at, found.length - 1)
    },
    get searching() {
      return searching
    },
    get full() {
      return full
    },
    get failed() {
      return failed
    },
    next(backwards) {
      // What is shown is still of the text before.
      const isStale = lookedFor !== key()
      if (!isStale && found.length > 0 && !(at === -1 && backwards && searching)) walk(backwards)
      else if (isStale || searching) waiting = { backwards }
    },
    clear() {
      wanted = ''
      at = -1
      waiting = undefined
    },
  }
}

function keyOf(scope: ItemFindScope | undefined): string | undefined {
  return scope === undefined ? undefined : JSON.stringify(scope)
}
