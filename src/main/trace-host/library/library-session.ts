/**
 * One opened library: looks its folder over, again and again, and holds what was found. What an earlier start found is there at
 * once, until the first look says what became of it. Polling, since watching does not work
 * on network drives; pauses grow with what a look costs. Knows neither calls nor ports.
 */
import nodePath from 'node:path'
import type { EventPayloads } from '../../../shared/events.ts'
import type { LibraryRows, LibraryState } from '../../../shared/view-models/library.ts'
import { TraceError } from '../../../trace/base/errors.ts'
import { scanRoot, type ScannedBundle, type ScanOptions } from '../../../trace/node/library/scan-root.ts'
import { Paced } from '../paced.ts'
import { readCache, writeCache } from './library-cache.ts'
import { libraryEntry, libraryRows, type LibraryEntry, type RowsRequest } from './library-rows.ts'

export interface LibraryParts {
  /** Absolute. */
  readonly root: string
  /** Where what was found is kept; undefined: nowhere. */
  readonly cacheFolder: string | undefined
  onChanged(state: Omit<EventPayloads['library/changed'], 'session'>): void
  reportBug(bug: unknown): void
  readonly scan?: (root: string, options: ScanOptions) => AsyncIterable<ScannedBundle>
  readonly keep?: typeof writeCache
  /** Settles after `ms`, or as soon as the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly now?: () => number
}

const TOLD_EVERY_MS = 150
const SHORTEST_PAUSE_MS = 2000
/** A look may take one part in so many of the time. */
const PAUSE_TO_WORK = 20

export class LibrarySession {
  readonly name: string
  readonly #parts: LibraryParts
  readonly #cancel = new AbortController()
  readonly #told: Paced<LibraryState>
  #entries = new Map<string, LibraryEntry>()
  /** Why what was found could not be kept. */
  #notKept: string | null = null
  #running: Promise<void> = Promise.resolve()
  #state: LibraryState = { revision: 0, scanned: 0, found: 0, scanning: true, problem: null }

  constructor(parts: LibraryParts) {
    this.#parts = parts
    this.name = nodePath.basename(parts.root) || parts.root
    this.#told = new Paced((state) => {
      if (!this.#cancel.signal.aborted) parts.onChanged(state)
    }, TOLD_EVERY_MS)
  }

  get state(): LibraryState {
    return this.#state
  }

  rows(request: RowsRequest): LibraryRows {
    return libraryRows(this.#entries.values(), this.#state.revision, request, this.#now())
  }

  /** Looks until it is closed; `onChanged` tells what is there. */
  start(): void {
    this.#running = this.#watch().catch((bug: unknown) => {
      this.#parts.reportBug(bug)
    })
  }

  async close(): Promise<void> {
    this.#cancel.abort()
    await this.#running
  }

  async #watch(): Promise<void> {
    const { signal } = this.#cancel
    const { root, cacheFolder, pause = pauseFor } = this.#parts
    if (cacheFolder !== undefined) this.#recall(await readCache(cacheFolder, root))
    while (!signal.aborted) {
      const started = performance.now()
      await this.#look(signal)
      await pause(Math.max(SHORTEST_PAUSE_MS, (performance.now() - started) * PAUSE_TO_WORK), signal)
    }
  }

  #recall(bundles: readonly ScannedBundle[]): void {
    if (bundles.length === 0) return
    this.#entries = new Map(bundles.map((bundle) => [bundle.name, libraryEntry(bundle)]))
    this.#tell({ revision: this.#state.revision + 1, found: bundles.length })
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { root, scan = scanRoot } = this.#parts
    const seen = new Set<string>()
    let scanned = 0
    let learnt = false
    try {
      const bundles = scan(root, {
        signal,
        known: (name, stamp) => {
          const known = this.#entries.get(name)?.bundle
          return known?.stamp === stamp ? known.glance : undefined
        },
        onFound: (found) => {
          this.#state = { ...this.#state, found }
        },
      })
      for await (const bundle of bundles) {
        scanned++
        seen.add(bundle.name)
        learnt = this.#learn(bundle) || learnt
        if (this.#state.scanning) this.#tell({ scanned })
      }
      for (const name of this.#entries.keys()) {
        if (seen.has(name)) continue
        this.#entries.delete(name)
        learnt = true
        this.#tell({ revision: this.#state.revision + 1 })
      }
      if (learnt || this.#notKept !== null) this.#notKept = await this.#keep()
      this.#finish(scanned, this.#notKept)
    } catch (error) {
      if (!(error instanceof TraceError)) throw error
      if (error.code !== 'cancelled') this.#finish(scanned, error.message)
    }
  }

  /** Whether it is new, or not what it was. */
  #learn(bundle: ScannedBundle): boolean {
    if (this.#entries.get(bundle.name)?.bundle.stamp === bundle.stamp) return false
    this.#entries.set(bundle.name, libraryEntry(bundle))
    this.#tell({ revision: this.#state.revision + 1 })
    return true
  }

  /** What could not be kept, if anything. */
  async #keep(): Promise<string | null> {
    const { root, cacheFolder, keep = writeCache } = this.#parts
    if (cacheFolder === undefined) return null
    const bundles = Array.from(this.#entries.values(), ({ bundle }) => bundle)
    try {
      await keep(cacheFolder, root, bundles)
      return null
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      return `what was found could not be kept for the next start (${code})`
    }
  }

  #finish(scanned: number, problem: string | null): void {
    const { scanning, problem: before } = this.#state
    if (!scanning && problem === before && scanned === this.#state.scanned) return
    this.#tell({ scanned, scanning: false, problem })
    this.#told.flush()
  }

  #tell(change: Partial<LibraryState>): void {
    this.#state = { ...this.#state, ...change }
    this.#told.offer(this.#state)
  }

  #now(): number {
    return this.#parts.now?.() ?? Date.now()
  }
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
