/**
 * One search over the whole trace: pulls step after step from the host until everything is searched, the search is given up or
 * there are more hits than a person walks through. Hits stay while one walks. One per opened trace.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { SearchCursor, SearchHit, SearchStep } from '../../../shared/view-models/search.ts'
import type { RequestOf } from '../../../shared/calls/index.ts'
import { failureOf } from '../transport/client.ts'

export type SearchPhase = 'idle' | 'searching' | 'done' | 'stopped' | 'full'

export interface Search {
  /** The pane is shown. */
  readonly open: boolean
  /** Counts the wishes to type: whoever draws the field focuses it when this changes. */
  readonly wished: number
  query: string
  readonly phase: SearchPhase
  readonly hits: readonly SearchHit[]
  readonly searched: SearchStep['searched'] | undefined
  readonly failure: CallFailure | undefined
  /** The graph grew since the search began. */
  readonly stale: boolean
  /** Position of the hit that was gone to last; -1 before the first. */
  readonly chosen: number
  /** What is marked wherever it is drawn: the match of the chosen hit. */
  readonly marked: string
  show(): void
  hide(): void
  /** Searches anew for what `query` says. */
  start(): void
  stop(): void
  choose(hit: number): void
  /** To the next or previous hit; nothing at either end. */
  step(by: 1 | -1): void
}

/** More than anybody walks through. */
const MOST_HITS = 5000

export interface SearchDuties {
  /** One step of the host. */
  readonly ask: (request: Omit<RequestOf<'trace/search'>, 'session'>, signal: AbortSignal) => Promise<SearchStep>
  /** Of the newest graph. */
  readonly revision: () => number
  readonly lead: (hit: SearchHit) => void
}

export function createSearch({ ask, revision, lead }: SearchDuties): Search {
  let open = $state(false)
  let wished = $state(0)
  let query = $state('')
  let phase = $state<SearchPhase>('idle')
  let hits = $state.raw<readonly SearchHit[]>([])
  let searched = $state.raw<SearchStep['searched']>()
  let failure = $state.raw<CallFailure>()
  let chosen = $state(-1)
  let begunAt = $state(-1)
  let running: AbortController | undefined

  function clear(): void {
    running?.abort()
    running = undefined
    hits = []
    searched = undefined
    failure = undefined
    chosen = -1
    phase = 'idle'
  }

  async function pull(wanted: string, mine: AbortController): Promise<void> {
    let cursor: SearchCursor | null = null
    try {
      do {
        const step: SearchStep = await ask({ query: wanted, cursor }, mine.signal)
        if (mine.signal.aborted) return
        if (step.hits.length > 0) hits = [...hits, ...step.hits]
        searched = step.searched
        cursor = step.next
      } while (cursor !== null && hits.length < MOST_HITS)
      phase = cursor === null ? 'done' : 'full'
    } catch (problem) {
      if (mine.signal.aborted) return
      failure = failureOf(problem)
      phase = 'stopped'
    }
  }

  function choose(hit: number): void {
    const found = hits[hit]
    if (found === undefined) return
    chosen = hit
    lead(found)
  }

  return {
    get open() {
      return open
    },
    get wished() {
      return wished
    },
    get query() {
      return query
    },
    set query(to) {
      query = to
    },
    get phase() {
      return phase
    },
    get hits() {
      return hits
    },
    get searched() {
      return searched
    },
    get failure() {
      return failure
    },
    get stale() {
      return begunAt !== -1 && begunAt !== revision()
    },
    get chosen() {
      return chosen
    },
    get marked() {
      const hit = hits[chosen]
      // Of a match by filters alone, and of an id, nothing is to be marked in texts.
      return !open || hit === undefined || hit.matches === 0 ? '' : hit.match
    },
    show() {
      open = true
      wished++
    },
    hide() {
      open = false
    },
    start() {
      clear()
      begunAt = revision()
      if (query.trim() === '') return
      running = new AbortController()
      phase = 'searching'
      void pull(query, running)
    },
    stop() {
      if (phase !== 'searching') return
      running?.abort()
      phase = 'stopped'
    },
    choose,
    step(by) {
      choose(chosen === -1 && by === -1 ? hits.length - 1 : chosen + by)
    },
  }
}
