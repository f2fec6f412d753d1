/** Rows of a long list that live in the trace host: fetched by pages as they come into view, following filter and revision. */
import type { CallFailure } from '../../../shared/events.ts'
import { failureOf } from '../transport/client.ts'
import { createPagedRows, createPageRequests, PAGE_ROWS } from './paged-rows.ts'

export interface Paged<Row> {
  /** Rows of the whole list; undefined before the first answer. */
  readonly total: number | undefined
  readonly failure: CallFailure | undefined
  /** Undefined while it is being fetched. */
  row(index: number): Row | undefined
  /** Asks again after a failure. */
  retry(): void
}

export interface PageWish {
  /** Whose rows these are: another key is another list. */
  readonly key: string
  readonly revision: number
  /** Rows in view, [first, end). */
  readonly first: number
  readonly end: number
}

export interface Page<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

/** To be created while a component is set up. `wish` undefined: ask nothing, keep what is there. */
export function createPaged<Row>(
  wish: () => PageWish | undefined,
  fetch: (from: number, limit: number, signal: AbortSignal) => Promise<Page<Row>>,
  pageRows = PAGE_ROWS,
): Paged<Row> {
  const pages = createPagedRows<Row>(pageRows)
  const requests = createPageRequests()
  let total = $state<number | undefined>(undefined)
  let failure = $state.raw<CallFailure | undefined>(undefined)
  /** Counts arrivals, so that what reads rows is drawn again. */
  let arrived = $state(0)
  let attempt = $state(0)
  let key: string | undefined
  let version = -1

  async function ask(page: number): Promise<void> {
    const mine = version
    const controller = requests.start(page, mine)
    if (controller === undefined) return
    try {
      const answer = await fetch(page * pageRows, pageRows, controller.signal)
      if (controller.signal.aborted) return
      pages.keep(page, answer.rows, mine)
      total = answer.total
      failure = undefined
      arrived++
    } catch (problem) {
      const found = failureOf(problem)
      if (found.code !== 'cancelled') failure = found
    } finally {
      requests.finish(page, mine)
    }
  }

  $effect(() => {
    const now = wish()
    if (now === undefined || attempt < 0) return
    if (now.key !== key) {
      requests.abortAll()
      pages.clear()
    }
    key = now.key
    version = now.revision
    // The first page also tells how many rows there are.
    for (const page of pages.missing(now.first, Math.max(now.end, now.first + 1), version)) void ask(page)
  })
  $effect(() => requests.abortAll)

  return {
    get total() {
      return total
    },
    get failure() {
      return failure
    },
    row(index) {
      return arrived >= 0 ? pages.row(index) : undefined
    },
    retry() {
      failure = undefined
      attempt++
    },
  }
}
