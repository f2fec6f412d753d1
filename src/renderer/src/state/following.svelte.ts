/**
 * Going along with a recording that still grows: whether views keep its end in view, and which part of it is new. To be created
 * while a component is set up. While one follows, new is what came last; from the moment one stops, everything since then.
 */
import { untrack } from 'svelte'
import type { Session } from './session.svelte.ts'

export interface Following {
  /** The recording has not ended, as far as its log tells: it can be followed. */
  readonly possible: boolean
  /** It is possible and wanted. */
  readonly on: boolean
  /** What began after this seq is new; undefined where nothing is. */
  readonly newAfter: number | undefined
  /** Events after `newAfter`. */
  readonly newEvents: number
  set(on: boolean): void
}

export function createFollowing(session: Pick<Session, 'recording' | 'overview' | 'phase'>): Following {
  let wanted = $state(true)
  /** The last event that a person has seen come, and the one before the newest part. */
  let seen = $state<number | undefined>(undefined)
  let before = $state<number | undefined>(undefined)
  const possible = $derived(session.recording?.name === 'writing' || session.recording?.name === 'quiet')
  const last = $derived(session.phase.name === 'complete' ? (session.overview?.lastSeq ?? undefined) : undefined)
  const newAfter = $derived(!possible ? undefined : wanted ? before : seen)

  $effect(() => {
    const newest = last
    untrack(() => {
      if (newest === undefined || newest === seen || (seen !== undefined && !wanted)) return
      before = seen
      seen = newest
    })
  })

  return {
    get possible() {
      return possible
    },
    get on() {
      return possible && wanted
    },
    get newAfter() {
      return newAfter
    },
    get newEvents() {
      return newAfter === undefined || last === undefined ? 0 : last - newAfter
    },
    set(on) {
      if (on === wanted) return
      wanted = on
      if (!on) return
      before = seen
      seen = last
    },
  }
}
