/** A library: the bundles of one folder, by what a glance at each tells. */

/** `cut_off`: the log stops without an end. `running`: it has no end yet and was written to lately. */
export const libraryStatuses = ['running', 'completed', 'failed', 'aborted', 'cut_off', 'unreadable'] as const
export type LibraryStatus = (typeof libraryStatuses)[number]

export const librarySorts = ['time', 'message', 'model', 'agents', 'duration', 'status', 'size', 'schema'] as const
export type LibrarySort = (typeof librarySorts)[number]

export interface LibraryRow {
  /** Of the bundle's folder. */
  readonly name: string
  /** Unix milliseconds; null: unknown. */
  readonly startedAt: number | null
  /** The first words of a person, shortened to one line; empty if unknown. */
  readonly message: string
  /** Of the root agent. */
  readonly model: string | null
  readonly agents: number
  /** False: there may be more. */
  readonly agentsExact: boolean
  /** From the start to the last event. */
  readonly durationMs: number | null
  readonly status: LibraryStatus
  /** Of the log alone. */
  readonly logBytes: number
  readonly schema: number | null
  /** Why there is no more to say. */
  readonly problem: string | null
}

export interface LibraryRows {
  readonly revision: number
  /** Bundles that pass the filter. */
  readonly total: number
  /** Bundles of the library. */
  readonly all: number
  /** By status, of those that pass all but the filter for statuses. */
  readonly counts: Readonly<Record<LibraryStatus, number>>
  readonly rows: readonly LibraryRow[]
}

export interface LibraryState {
  readonly revision: number
  /** Bundles looked at and found by the scan that goes on, or by the last one. */
  readonly scanned: number
  readonly found: number
  readonly scanning: boolean
  /** Why the folder could not be listed, or what was found not be kept. What was known stays. */
  readonly problem: string | null
}
