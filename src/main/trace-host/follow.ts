/**
 * Goes along with a log that is still being written: looks at it again and again, has it read on when it grew, and tells what
 * it did. Sizes are polled, because network folders give no notice; hints only make it look sooner. Knows no session.
 */
import type { LiveState } from '../../shared/view-models/live.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { LogWatch } from '../../trace/bundle/log-watch.ts'
import type { OpenedBundle } from '../../trace/bundle/opened-bundle.ts'
import type { Reduction } from '../../trace/model/reduction.ts'

export interface FollowParts {
  readonly bundle: OpenedBundle
  /** Of the log as it was read so far. */
  readonly reduction: Reduction
  readonly signal: AbortSignal
  /** Unix ms. */
  now(): number
  /** Settles after `atMostMs`, sooner for a hint, at once when `signal` is aborted. */
  pause(range: { readonly atLeastMs: number; readonly atMostMs: number }): Promise<void>
  /** Reads on to the present end and shows what came. */
  readOn(options: { readonly patient: boolean }): Promise<Reduction>
  tell(state: LiveState): void
}

const POLL_MS = { writing: 500, quiet: 2000, unreadable: 2000, ended: 4000 } as const
/** A model may think for minutes; nobody has to be alarmed before that. */
const QUIET_AFTER_MS = 60_000
/** After that an event is taken without the payload that does not come. */
const PATIENCE_MS = 10_000
/** Reading takes about this share of the time at most, however fast the log grows. */
const MOST_BUSY = 0.25
const SHORTEST_PAUSE_MS = 100

/** Ends when the log is lost or `signal` is aborted. Throws our own bugs only. */
export async function follow(parts: FollowParts): Promise<void> {
  const { bundle, signal, now, pause, tell } = parts
  const watch = new LogWatch(bundle.source)
  let { reduction } = parts
  let wroteAt = -Infinity
  let isFirst = true
  let waiting: { readonly path: string; readonly since: number } | undefined
  while (!signal.aborted) {
    const started = now()
    let busy = 0
    let state: LiveState
    try {
      const look = await watch.look()
      if (look.kind === 'lost') {
        tell({ name: 'lost', how: look.how, message: look.message })
        return
      }
      const { mtimeMs = started } = look.facts
      if (isFirst) wroteAt = Math.min(mtimeMs, started)
      else if (look.kind === 'grown') wroteAt = started
      const isLate = started - wroteAt >= QUIET_AFTER_MS
      // Before the first look the log may have grown since it was read.
      if (isFirst || look.kind === 'grown' || waiting !== undefined || (isLacking(reduction) && !isLate)) {
        reduction = await parts.readOn({ patient: waiting === undefined || started - waiting.since < PATIENCE_MS })
        isFirst = false
        busy = now() - started
      }
      const path = bundle.waitingFor
      waiting = path === undefined ? undefined : waiting?.path === path ? waiting : { path, since: started }
      if (path === undefined && hasEnded(reduction)) state = { name: 'ended' }
      else if (path === undefined && isLate) state = { name: 'quiet', sinceMs: wroteAt }
      else state = { name: 'writing', waitingFor: path ?? null }
    } catch (error) {
      if (!(error instanceof TraceError)) throw error
      if (error.code === 'cancelled') return
      state = { name: 'unreadable', message: error.message }
    }
    tell(state)
    const atLeastMs = Math.max(SHORTEST_PAUSE_MS, busy / MOST_BUSY)
    await pause({ atLeastMs, atMostMs: Math.max(POLL_MS[state.name], atLeastMs) })
  }
}

/** Schema 2 says when nothing more will come, schema 1 only that the rollout ended. */
function hasEnded({ graph }: Reduction): boolean {
  return graph.status !== 'running' && graph.recording_complete !== false
}

/** A payload may still come that was named and not there. */
function isLacking({ diagnostics }: Reduction): boolean {
  return diagnostics.some(({ code }) => code === 'payload_unreadable' || code === 'payload_malformed')
}
