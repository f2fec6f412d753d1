/**
 * One opened library: its session, how far the folder is looked over, and what a person searches, sorts and marks. Outlives the
 * page that shows it, so that one comes back to the same place.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { Ticketed } from '../../../shared/view-models/app.ts'
import type { LibrarySort, LibraryState, LibraryStatus } from '../../../shared/view-models/library.ts'
import { failureOf, type Client } from '../transport/client.ts'

export interface Library {
  readonly ticket: Ticketed
  /** Undefined until it is opened. */
  readonly session: string | undefined
  readonly state: LibraryState | undefined
  readonly failure: CallFailure | undefined
  text: string
  readonly statuses: readonly LibraryStatus[]
  readonly sort: LibrarySort
  readonly descending: boolean
  /** Names of the bundles to compare: A, then B. */
  readonly marked: readonly string[]
  /** Index of the row with the focus, -1 for none. */
  active: number
  toggleStatus(status: LibraryStatus): void
  /** The other way round if it is sorted by this already. */
  sortBy(sort: LibrarySort): void
  /** Of a third, B is given up. */
  toggleMark(name: string): void
  /** Opens it again after its host has gone. */
  reopen(): void
  close(): void
}

/** Figures and times are looked at from the largest, words from the first. */
const DESCENDING_FIRST: ReadonlySet<LibrarySort> = new Set(['time', 'agents', 'duration', 'size', 'schema'])

export function createLibrary(client: Client, ticket: Ticketed): Library {
  let session = $state<string>()
  let state = $state.raw<LibraryState>()
  let failure = $state.raw<CallFailure>()
  let text = $state('')
  let statuses = $state.raw<readonly LibraryStatus[]>([])
  let sort = $state<LibrarySort>('time')
  let descending = $state(true)
  let marked = $state.raw<readonly string[]>([])
  let active = $state(-1)
  let closed = false

  async function open(): Promise<void> {
    failure = undefined
    try {
      const opened = await client.call('library/open', { ticket: ticket.ticket })
      if (closed) {
        await client.call('trace/close', { session: opened.session })
        return
      }
      state = undefined
      session = opened.session
      // What was told before the session's name was known; what was told since then is newer.
      const before = await client.call('library/state', { session: opened.session })
      state ??= before
    } catch (problem) {
      failure = failureOf(problem)
    }
  }

  const ends = [
    client.on('library/changed', ({ session: changed, ...now }) => {
      if (changed === session && now.revision >= (state?.revision ?? 0)) state = now
    }),
    client.on('host/gone', ({ sessions, reason }) => {
      if (session === undefined || !sessions.includes(session)) return
      session = undefined
      failure = { code: 'host_gone', message: reason }
    }),
  ]
  void open()

  return {
    ticket,
    get session() {
      return session
    },
    get state() {
      return state
    },
    get failure() {
      return failure
    },
    get text() {
      return text
    },
    set text(to) {
      text = to
      active = -1
    },
    get statuses() {
      return statuses
    },
    get sort() {
      return sort
    },
    get descending() {
      return descending
    },
    get marked() {
      return marked
    },
    get active() {
      return active
    },
    set active(to) {
      active = to
    },
    toggleStatus(status) {
      statuses = statuses.includes(status) ? statuses.filter((one) => one !== status) : [...statuses, status]
      active = -1
    },
    sortBy(to) {
      descending = to === sort ? !descending : DESCENDING_FIRST.has(to)
      sort = to
      active = -1
    },
    toggleMark(name) {
      marked = marked.includes(name) ? marked.filter((one) => one !== name) : [...marked.slice(0, 1), name]
    },
    reopen() {
      void open()
    },
    close() {
      closed = true
      for (const end of ends) end()
      if (session !== undefined) void client.call('trace/close', { session }).catch(() => undefined)
      session = undefined
    },
  }
}
