/**
 * One opened trace: replays it in the background, says when there is something new to see, and holds the index that queries
 * answer from. Knows neither calls nor ports.
 */
import type { CallFailure, EventPayloads } from '../../shared/events.ts'
import type { LiveState } from '../../shared/view-models/live.ts'
import type { OpenedBundle } from '../../trace/bundle/opened-bundle.ts'
import type { BundleSource, FileFacts } from '../../trace/bundle/source.ts'
import type { Reduction } from '../../trace/model/reduction.ts'
import { buildIndex, type TraceFacts, type TraceIndex } from '../../trace/query/index.ts'
import { failureOf } from './call-failure.ts'
import { follow } from './follow.ts'
import { Outlines } from './outlines.ts'
import { Paced, Showings } from './paced.ts'
import { Pause } from './pause.ts'
import { SeenFiles } from './seen-files.ts'

/** Whether the log can still grow where it is. `watch`: says when something may have changed, and gives the way to stop. */
export type Growth =
  | { readonly kind: 'possible'; readonly watch: (onHint: () => void) => () => void }
  | { readonly kind: 'impossible'; readonly why: 'archive' | 'page_files' }

/** What `openTrace` gives: a bundle to be replayed, or a graph without evidence (`source` then has the graph's own file only). */
export type Trace =
  | { readonly kind: 'bundle'; readonly bundle: OpenedBundle; readonly growth: Growth }
  | { readonly kind: 'state'; readonly source: BundleSource; readonly reduction: Reduction }

export interface SessionEvents {
  onProgress(progress: Omit<EventPayloads['trace/progress'], 'session'>): void
  onChanged(change: Omit<EventPayloads['trace/changed'], 'session'>): void
  onLive(live: LiveState): void
  /** A file of the bundle was changed after it was first looked at. */
  onFileChanged(path: string): void
  /** Reading ended before the end of the log. What was read until then stays. */
  onFailed(error: CallFailure): void
}

const PROGRESS_EVERY_MS = 100
/** Showing the graph while it is read makes reading longer, by a tenth at most. */
const SHOWING = { firstMs: 100, longestMs: 5000, share: 0.1 }

export class TraceSession {
  readonly source: BundleSource
  /** Of the documents that are looked at. */
  readonly outlines = new Outlines()
  readonly #files: SeenFiles
  readonly #trace: Trace
  readonly #events: SessionEvents
  readonly #now: () => number
  #live: LiveState | undefined
  readonly #cancel = new AbortController()
  #loading: Promise<void> = Promise.resolve()
  #revision = 0
  #complete = false
  /** When the last replay ended; Unix ms. */
  #readAtMs: number | undefined
  #index: TraceIndex | undefined
  /** The last replay's result: a snapshot lacks what only the end of the log can tell. */
  #finished: Reduction | undefined
  /** While the log is read for the first time. */
  #showings: Showings | undefined

  constructor(trace: Trace, events: SessionEvents, now: () => number = () => performance.now()) {
    this.source = trace.kind === 'bundle' ? trace.bundle.source : trace.source
    this.#files = new SeenFiles(this.source, (path) => {
      events.onFileChanged(path)
    })
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

  /** As the source's own; notices that a file was changed in place. */
  stat(path: string): Promise<FileFacts | undefined> {
    const settled = this.#complete && this.#live !== undefined && this.#live.name !== 'writing'
    return this.#files.stat(path, settled, this.#canChange ? this.#readAtMs : undefined)
  }

  /** In an archive or among files of a page times are whatever somebody wrote there. */
  get #canChange(): boolean {
    return this.#trace.kind === 'bundle' && this.#trace.growth.kind === 'possible'
  }

  /** The index of the present revision, made when it is first asked for. */
  get index(): TraceIndex {
    this.#index ??=
      this.#trace.kind === 'bundle'
        ? buildIndex(this.#finished ?? this.#trace.bundle.snapshot(), this.#trace.bundle.events, this.#revision)
        : buildIndex(this.#trace.reduction, undefined, this.#revision)
    return this.#index
  }

  /** Answering what was asked of this session took that long. */
  charge(ms: number): void {
    this.#showings?.charge(ms)
  }

  /** Starts reading; events tell the rest. */
  load(): void {
    if (this.#trace.kind === 'bundle') this.#loading = this.#readAndFollow(this.#trace.bundle, this.#trace.growth)
    else {
      this.#finish()
      this.#tellLive({ name: 'still', why: 'graph' })
    }
  }

  /** Ends reading and releases the source. Nothing is told any more. */
  async close(): Promise<void> {
    this.#cancel.abort()
    await this.source.close()
    await this.#loading
  }

  async #readAndFollow(bundle: OpenedBundle, growth: Growth): Promise<void> {
    const reduction = await this.#replay(bundle)
    if (reduction === undefined) return
    if (growth.kind === 'impossible') this.#tellLive({ name: 'still', why: growth.why })
    else await this.#follow(bundle, growth, reduction)
  }

  async #follow(bundle: OpenedBundle, growth: Extract<Growth, { kind: 'possible' }>, reduction: Reduction) {
    const { signal } = this.#cancel
    const pause = new Pause(signal)
    const stopWatching = growth.watch(() => {
      pause.wake()
    })
    try {
      await follow({
        ...{ bundle, reduction, signal, now: Date.now },
        pause: (range) => pause.wait(range),
        readOn: (options) => this.#readOn(bundle, options),
        tell: (state) => {
          this.#tellLive(state)
        },
      })
    } finally {
      stopWatching()
      await bundle.source.close() // what was under way when it was closed may have opened a file again
    }
  }

  async #readOn(bundle: OpenedBundle, { patient }: { readonly patient: boolean }): Promise<Reduction> {
    const { signal } = this.#cancel
    const before = { events: bundle.events, count: bundle.events.count, told: this.#finished?.diagnostics.length }
    const reduction = await bundle.replay({ mode: 'tolerant', signal, patient })
    if (signal.aborted) return reduction
    this.#readAtMs = Date.now()
    this.#finished = reduction
    const { events } = bundle
    const hasChanged =
      events !== before.events || events.count !== before.count || reduction.diagnostics.length !== before.told
    if (hasChanged) this.#publish()
    return reduction
  }

  #tellLive(live: LiveState): void {
    if (this.#cancel.signal.aborted || JSON.stringify(live) === JSON.stringify(this.#live)) return
    this.#live = live
    this.#events.onLive(live)
  }

  /** Undefined if reading ended before the end of the log. */
  async #replay(bundle: OpenedBundle): Promise<Reduction | undefined> {
    const { signal } = this.#cancel
    const progress = new Paced(this.#events.onProgress.bind(this.#events), PROGRESS_EVERY_MS, this.#now)
    const showings = new Showings(SHOWING, this.#now)
    this.#showings = showings
    try {
      const finished = await bundle.replay({
        mode: 'tolerant',
        signal,
        onProgress: (made) => {
          if (!signal.aborted) progress.offer(made)
        },
        onRevision: () => {
          if (!signal.aborted && showings.isDue()) this.#publish()
        },
      })
      if (signal.aborted) return undefined
      progress.flush()
      this.#finished = finished
      this.#finish()
      return finished
    } catch (error) {
      if (signal.aborted) return undefined
      progress.flush()
      this.#publish()
      this.#events.onFailed(failureOf(error))
      return undefined
    } finally {
      this.#showings = undefined
    }
  }

  #finish(): void {
    this.#readAtMs = Date.now()
    this.#complete = true
    this.#publish()
  }

  #publish(): void {
    this.#revision++
    this.#index = undefined
    this.#events.onChanged({ revision: this.#revision, complete: this.#complete })
  }
}
