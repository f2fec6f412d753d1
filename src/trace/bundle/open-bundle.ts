/** Opens a bundle: reads its manifest, and gives what replays its log. */
import { TraceError } from '../base/errors.ts'
import type { EventIndex } from '../model/event-index.ts'
import type { Reduction } from '../model/reduction.ts'
import { EventColumns } from './event-columns.ts'
import type { OpenedBundle, ReplayOptions } from './opened-bundle.ts'
import { LOG_FILE, readManifest, type ManifestReading } from './read-manifest.ts'
import { Replay } from './replay.ts'
import type { BundleSource } from './source.ts'

export interface OpenOptions {
  /** False where nobody looks up an event: `events` then stays empty, and the replay is spared the work. */
  readonly indexed?: boolean
}

/**
 * Throws TraceError `manifest_missing`, `manifest_malformed`, `log_missing`, and what the source throws. Does not read the
 * log yet.
 */
export async function openBundle(source: BundleSource, { indexed = true }: OpenOptions = {}): Promise<OpenedBundle> {
  const manifest = await readManifest(source)
  if ((await source.stat(LOG_FILE)) === undefined) {
    throw new TraceError('log_missing', `${LOG_FILE} does not exist`, { file: LOG_FILE })
  }
  return new Bundle(source, manifest, indexed)
}

class Bundle implements OpenedBundle {
  readonly source: BundleSource
  readonly #indexed: boolean
  #reading: ManifestReading
  #replay: Replay | undefined
  #events: EventIndex = new EventColumns()

  constructor(source: BundleSource, reading: ManifestReading, indexed: boolean) {
    this.source = source
    this.#indexed = indexed
    this.#reading = reading
  }

  get manifest() {
    return this.#reading.manifest
  }

  get events(): EventIndex {
    return this.#events
  }

  get waitingFor(): string | undefined {
    return this.#replay?.waitingFor
  }

  async replay(options: ReplayOptions): Promise<Reduction> {
    if (this.#reading.provisional) await this.#readManifestAgain()
    if (this.#replay?.mode !== options.mode) this.#replay = undefined
    for (;;) {
      this.#replay ??= new Replay(this.source, this.#reading, options.mode, this.#indexed)
      this.#events = this.#replay.events
      const reduction = await this.#replay.toPresentEnd(options)
      if (reduction !== undefined) return reduction
      this.#replay = undefined
    }
  }

  snapshot(): Reduction {
    this.#replay ??= new Replay(this.source, this.#reading, 'tolerant', this.#indexed)
    this.#events = this.#replay.events
    return this.#replay.snapshot()
  }

  /** What was reduced without the first line of the log is reduced anew with it. */
  async #readManifestAgain(): Promise<void> {
    const reading = await readManifest(this.source)
    if (reading.provisional) return
    this.#reading = reading
    this.#replay = undefined
  }
}
