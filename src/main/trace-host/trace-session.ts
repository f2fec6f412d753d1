/**
 * One opened trace: replays it in the background, says when there is something new to see, and holds the index that queries
 * answer from. Knows neither calls nor ports.
 */
import type { CallFailure, EventPayloads } from '../../shared/events.ts'
import type { OpenedBundle } from '../../trace/bundle/opened-bundle.ts'
import type { BundleSource } from '../../trace/bundle/source.ts'
import type { Reduction } from '../../trace/model/reduction.ts'
import { buildIndex, type TraceFacts, type TraceIndex } from '../../trace/query/index.ts'
import { failureOf } from './call-failure.ts'
import { Doubling, Paced } from './paced.ts'

/** What `openTrace` gives: a bundle to be replayed, or a graph without evidence (`source` then has the graph's own file only). */
export type Trace =
  | { readonly kind: 'bundle'; readonly bundle: OpenedBundle }
  | { readonly kind: 'state'; readonly source: BundleSource; readonly reduction: Reduction }

export interface SessionEvents {
  onProgress(progress: Omit<EventPayloads['trace/progress'], 'session'>): void
  onChanged(change: Omit<EventPayloads['trace/changed'], 'session'>): void
  /** Reading ended before the end of the log. What was read until then stays. */
  onFailed(error: CallFailure): void
}

const PROGRESS_EVERY_MS = 100
const FIRST_REVISION_AFTER_MS = 100
const LONGEST_PAUSE_MS = 5000

export class TraceSession {
  readonly source: BundleSource
  readonly #trace: Trace
  readonly #events: SessionEvents
  readonly #now: () => number
  readonly #cancel = new AbortController()
  #loading: Promise<void> = Promise.resolve()
  #revision = 0
  #complete = false
  #index: TraceIndex | undefined
  /** The last replay's result: a snapshot lacks what only the end of the log can tell. */
  #finished: Reduction | undefined

  constructor(trace: Trace, events: SessionEvents, now: () => number = () => performance.now()) {
    this.source = trace.kind === 'bundle' ? trace.bundle.source : trace.source
    this.#trace = trace
    this.#events = events
    this.#now = now
  }

  /** What is known of the trace besides its graph. */
  get facts(): TraceFacts {
    const { name } = this.source
    return this.#trace.kind === 'bundle'
      ? {
          name,
          complete: this.#complete,
          hasEvidence: true,
          manifestSchemaVersion: this.#trace.bundle.manifest.schema_version,
        }
      : {
          name,
          complete: this.#complete,
          hasEvidence: false,
          manifestSchemaVersion: this.#trace.reduction.graph.schema_version,
        }
  }

  /** The index of the present revision, made when it is first asked for. */
  get index(): TraceIndex {
    this.#index ??=
      this.#trace.kind === 'bundle'
        ? buildIndex(this.#finished ?? this.#trace.bundle.snapshot(), this.#trace.bundle.events, this.#revision)
        : buildIndex(this.#trace.reduction, undefined, this.#revision)
    return this.#index
  }

  /** Starts reading; events tell the rest. */
  load(): void {
    if (this.#trace.kind === 'bundle') this.#loading = this.#replay(this.#trace.bundle)
    else this.#finish()
  }

  /** Ends reading and releases the source. Nothing is told any more. */
  async close(): Promise<void> {
    this.#cancel.abort()
    await this.source.close()
    await this.#loading
  }

  async #replay(bundle: OpenedBundle): Promise<void> {
    const { signal } = this.#cancel
    const progress = new Paced(this.#events.onProgress.bind(this.#events), PROGRESS_EVERY_MS, this.#now)
    const showing = new Doubling(FIRST_REVISION_AFTER_MS, LONGEST_PAUSE_MS, this.#now)
    try {
      const finished = await bundle.replay({
        mode: 'tolerant',
        signal,
        onProgress: (made) => {
          if (!signal.aborted) progress.offer(made)
        },
        onRevision: () => {
          if (!signal.aborted && showing.isDue()) this.#publish()
        },
      })
      if (signal.aborted) return
      progress.flush()
      this.#finished = finished
      this.#finish()
    } catch (error) {
      if (signal.aborted) return
      progress.flush()
      this.#publish()
      this.#events.onFailed(failureOf(error))
    }
  }

  #finish(): void {
    this.#complete = true
    this.#publish()
  }

  #publish(): void {
    this.#revision++
    this.#index = undefined
    this.#events.onChanged({ revision: this.#revision, complete: this.#complete })
  }
}
