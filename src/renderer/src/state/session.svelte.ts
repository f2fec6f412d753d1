/**
 * One opened trace as the page sees it: its phase, how far reading got, and the overview of the newest revision. Two sessions
 * can live at once; nothing here is global. The session ends with `close`.
 */
import type { CallFailure, EventPayloads } from '../../../shared/events.ts'
import type { Ticketed } from '../../../shared/view-models/app.ts'
import type { LiveState } from '../../../shared/view-models/live.ts'
import type { Overview } from '../../../shared/view-models/overview.ts'
import { failureOf, type Client } from '../transport/client.ts'
import { createQuery } from './query.svelte.ts'

/**
 * `opening` → `reading` → `complete`, which it stays while a log grows (`recording`). From each of these to `failed`,
 * `cancelled` (by the person) or `gone` (the host died); those three are final.
 */
export type SessionPhase =
  | { readonly name: 'opening' | 'reading' | 'complete' | 'cancelled' }
  | { readonly name: 'failed'; readonly failure: CallFailure }
  | { readonly name: 'gone'; readonly reason: string }

export interface ReadProgress {
  readonly bytesRead: number
  readonly bytesTotal: number
  readonly events: number
}

export interface Session {
  readonly ticket: Ticketed
  /** Undefined until the manifest is understood. */
  readonly id: string | undefined
  readonly phase: SessionPhase
  /** Not final: something can still come or be asked for. */
  readonly live: boolean
  readonly progress: ReadProgress
  /** Whether the log still grows, told once it was read to its end. */
  readonly recording: LiveState | undefined
  /** Files of the bundle that were changed after they were first read here, in the order it was noticed; each once. */
  readonly changedFiles: readonly string[]
  /** Changes of files that were noticed. */
  readonly fileChanges: number
  /** Of the newest graph known here; -1 before the first. */
  readonly revision: number
  readonly overview: Overview | undefined
  /** Why the newest overview could not be had. */
  readonly overviewFailure: CallFailure | undefined
  /** Gives up opening or reading. */
  cancel(): void
  /** Ends the session on both sides; idempotent. */
  close(): void
}

const NOTHING_READ: ReadProgress = { bytesRead: 0, bytesTotal: 0, events: 0 }
const READING: SessionPhase = { name: 'reading' }
const FINAL: ReadonlySet<SessionPhase['name']> = new Set(['failed', 'cancelled', 'gone'])

export function createSession(client: Client, ticket: Ticketed): Session {
  let id = $state<string | undefined>(undefined)
  let phase = $state.raw<SessionPhase>({ name: 'opening' })
  let progress = $state.raw(NOTHING_READ)
  let recording = $state.raw<LiveState | undefined>(undefined)
  let revision = $state(-1)
  let changedFiles = $state.raw<readonly string[]>([])
  let fileChanges = $state(0)
  const opening = new AbortController()
  /** What was told before the answer of `trace/open` named the session. */
  let early: { readonly session: string; readonly apply: () => void }[] = []

  /** Carries `apply` out if it concerns this session, now or once its id is known. */
  function hear(session: string, apply: () => void): void {
    if (phase.name === 'opening') early.push({ session, apply })
    else if (session === id && !FINAL.has(phase.name)) apply()
  }

  function onChanged(told: EventPayloads['trace/changed']): void {
    revision = told.revision
    phase = { name: told.complete ? 'complete' : 'reading' }
  }

  const stops = [
    client.on('trace/progress', (told) => {
      hear(told.session, () => (progress = told))
    }),
    client.on('trace/changed', (told) => {
      hear(told.session, () => {
        onChanged(told)
      })
    }),
    client.on('trace/live', (told) => {
      hear(told.session, () => (recording = told.live))
    }),
    client.on('trace/file-changed', (told) => {
      hear(told.session, () => {
        fileChanges += 1
        if (!changedFiles.includes(told.path)) changedFiles = [...changedFiles, told.path]
      })
    }),
    client.on('trace/failed', (told) => {
      hear(told.session, () => (phase = { name: 'failed', failure: told.error }))
    }),
    client.on('host/gone', (told) => {
      for (const session of told.sessions) hear(session, () => (phase = { name: 'gone', reason: told.reason }))
    }),
  ]

  function end(): void {
    if (!FINAL.has(phase.name)) phase = { name: 'cancelled' }
    if (opening.signal.aborted) return
    opening.abort()
    for (const stop of stops) stop()
    // A connection that is gone has closed the session already.
    if (id !== undefined) client.call('trace/close', { session: id }).catch(() => undefined)
  }

  client.call('trace/open', { ticket: ticket.ticket }, { signal: opening.signal }).then(
    (opened) => {
      id = opened.session
      phase = { name: 'reading' }
      const told = early
      early = []
      for (const { session, apply } of told) if (session === id) apply()
    },
    (problem: unknown) => {
      if (!FINAL.has(phase.name)) phase = { name: 'failed', failure: failureOf(problem) }
    },
  )

  const scope = createScope(() =>
    createQuery(
      client,
      'trace/overview',
      () => (id === undefined || revision < 0 ? undefined : { session: id }),
      () => revision,
    ),
  )

  /** The end is told before the overview of it is there; what is shown until then is of a part. */
  function isOverviewOfEnd(): boolean {
    return scope.value.value?.complete === true || scope.value.failure !== undefined
  }

  return {
    ticket,
    get id() {
      return id
    },
    get phase() {
      return phase.name === 'complete' && !isOverviewOfEnd() ? READING : phase
    },
    get live() {
      return !FINAL.has(phase.name)
    },
    get progress() {
      return progress
    },
    get recording() {
      return recording
    },
    get changedFiles() {
      return changedFiles
    },
    get fileChanges() {
      return fileChanges
    },
    get revision() {
      return revision
    },
    get overview() {
      return scope.value.value
    },
    get overviewFailure() {
      return scope.value.failure
    },
    cancel: end,
    close() {
      end()
      scope.end()
    },
  }
}

/** Runs effects outside any component, until `end`. */
function createScope<T>(make: () => T): { readonly value: T; end(): void } {
  let value: { readonly made: T } | undefined
  const end = $effect.root(() => {
    value = { made: make() }
  })
  if (value === undefined) throw new Error('an effect root runs at once')
  return { value: value.made, end }
}
