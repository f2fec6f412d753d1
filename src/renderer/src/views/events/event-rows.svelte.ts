/** The rows of the Events view: asks the host for the pages in view and follows filter and revision. */
import type { CallFailure } from '../../../../shared/events.ts'
import type { EventRows } from '../../../../shared/view-models/events.ts'
import { failureOf, type Client } from '../../transport/client.ts'
import { createPagedRows, createPageRequests, PAGE_ROWS } from './paged-rows.ts'

export type EventLine = EventRows['rows'][number]

export interface EventRowsState {
  /** Rows that pass the filter; undefined before the first answer. */
  readonly total: number | undefined
  readonly failure: CallFailure | undefined
  /** Undefined while it is being fetched. */
  row(index: number): EventLine | undefined
}

export interface EventRowsWish {
  readonly session: string
  readonly filter: string
  readonly revision: number
  /** Rows in view, [first, end). */
  readonly first: number
  readonly end: number
}

/** To be created while a component is set up. `wish` undefined: ask nothing, keep what is there. */
export function createEventRows(client: Client, wish: () => EventRowsWish | undefined): EventRowsState {
  const pages = createPagedRows<EventLine>()
  let total = $state<number | undefined>(undefined)
  let failure = $state.raw<CallFailure | undefined>(undefined)
  /** Counts arrivals, so that what reads rows is drawn again. */
  let arrived = $state(0)
  let filter = ''
  let version = -1
  const requests = createPageRequests()

  async function ask(session: string, page: number): Promise<void> {
    const mine = version
    const controller = requests.start(page, mine)
    if (controller === undefined) return
    try {
      const request = { session, from: page * PAGE_ROWS, limit: PAGE_ROWS, filter }
      const answer = await client.call('trace/events', request, { signal: controller.signal })
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

  function startAnew(): void {
    requests.abortAll()
    pages.clear()
  }

  $effect(() => {
    const now = wish()
    if (now === undefined) return
    if (now.filter !== filter) startAnew()
    filter = now.filter
    version = now.revision
    // The first page also tells how many rows there are.
    for (const page of pages.missing(now.first, Math.max(now.end, now.first + 1), version)) void ask(now.session, page)
  })
  $effect(() => startAnew)

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
  }
}
