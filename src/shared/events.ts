/** What the main side tells the page unasked, by name. */
import type { ErrorCode } from './error-codes.ts'
import type { LibraryState } from './view-models/library.ts'
import type { Wish } from './view-models/app.ts'
import type { LiveState } from './view-models/live.ts'

export interface EventPayloads {
  /** At most every 100 ms while reading. Totals are bytes of the log and of payloads that reduction reads, as far as known. */
  'trace/progress': {
    readonly session: string
    readonly bytesRead: number
    readonly bytesTotal: number
    readonly events: number
  }
  /** The graph has a new revision: ask again for what is shown. `complete`: the log was read to its present end. */
  'trace/changed': { readonly session: string; readonly revision: number; readonly complete: boolean }
  /** What the log that is followed did last; told when it changes, first when the log was read to its end. */
  'trace/live': { readonly session: string; readonly live: LiveState }
  /** A file of the bundle was changed after it was first looked at here; told when it is looked at again. */
  'trace/file-changed': { readonly session: string; readonly path: string }
  'trace/failed': { readonly session: string; readonly error: CallFailure }
  /** More of the library is known, or something in it changed: ask again for what is shown. At most every 150 ms. */
  'library/changed': { readonly session: string } & LibraryState
  /** A window of the program changed the settings: ask for them again. */
  'settings/changed': Readonly<Record<string, never>>
  /** How far `trace/save` got with this ticket; at most every 100 ms. */
  'trace/saving': {
    readonly ticket: string
    readonly bytes: number
    readonly bytesTotal: number
    readonly filesTotal: number
  }
  /** The host process ended by itself; all its sessions are gone. `reason` is a fact such as `out of memory` or `exit code 134`. */
  'host/gone': { readonly sessions: readonly string[]; readonly reason: string }
  /** The host wants bytes of page-backed sources, together no more than a few MiB; answer each with `source/bytes`. */
  'source/read': { readonly windows: readonly FileWindow[] }
  /** Something was opened from outside: second launch, file association, native menu. */
  'app/open': Wish
  /** A native menu item that the page carries out, by the command's id. */
  'app/command': { readonly command: string }
}

/** A part of a file that only the page can read. */
export interface FileWindow {
  /** Names the window in the answer. */
  readonly read: number
  /** The ticket that the files were offered for. */
  readonly source: string
  readonly path: string
  readonly offset: number
  readonly length: number
}

/** A failed call as it crosses: a code to branch on, facts to show, never a stack. */
export interface CallFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly seq?: number
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CallFailure }
