/**
 * What opening a bundle gives: the manifest, the events as they are read, and the replay that reduces them. `openBundle`
 * makes it; the trace host and the command line use it. Never writes into a bundle, never keeps payload text.
 */
import type { RolloutId, ThreadId, TraceId, UnixMs } from '../base/ids.ts'
import type { EventIndex } from '../model/event-index.ts'
import type { Reduction } from '../model/reduction.ts'
import type { BundleSource } from './source.ts'

/** `manifest.json` as far as it could be read. */
export interface Manifest {
  /** As recorded; 3 and more are schemas of the future. */
  readonly schema_version: number
  readonly trace_id: TraceId
  readonly rollout_id: RolloutId
  readonly root_thread_id: ThreadId
  readonly started_at_unix_ms: UnixMs
}

export interface ReplayProgress {
  /** Bytes of the log and of the payloads that the reduction reads. */
  readonly bytesRead: number
  /** Grows while payloads are discovered; never less than `bytesRead`. */
  readonly bytesTotal: number
  readonly events: number
}

/** An `AbortSignal` is one. */
export interface Cancellation {
  readonly aborted: boolean
}

export interface ReplayOptions {
  /** `strict` stops where the reference reducer does, `tolerant` reports and goes on. */
  readonly mode: 'strict' | 'tolerant'
  /** Fill `derived`. Default true in tolerant mode; strict never does. */
  readonly enrich?: boolean
  /**
   * The log is still being written. An event is then not taken before every payload it needs is there and whole, and if one
   * that was missed comes after all, everything is reduced anew. What `waitingFor` names stops the replay until then.
   */
  readonly patient?: boolean
  readonly signal?: Cancellation
  onProgress?(progress: ReplayProgress): void
  /** The graph may differ from what the last `snapshot()` gave. */
  onRevision?(): void
}

export interface OpenedBundle {
  readonly manifest: Manifest
  readonly source: BundleSource
  /**
   * Grows during replay; rows never change once they are there. Another one if the log had to be read anew. Empty if the
   * bundle was opened without an index.
   */
  readonly events: EventIndex
  /** Path of the payload that the last replay stopped for, if it was patient. */
  readonly waitingFor: string | undefined
  /**
   * Reads on from where the last replay stopped (at first: the start) to the present end of the log and gives the graph.
   * Rejects with TraceError `cancelled`, `refused` (strict only, a `Refusal` with the verdict), or what the source throws
   * for the log itself. A payload that cannot be read is a diagnostic.
   */
  replay(options: ReplayOptions): Promise<Reduction>
  /** The graph so far, at any time. Later changes do not show in it. Linear in the size of the graph. */
  snapshot(): Reduction
}
