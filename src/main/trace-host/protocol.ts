/**
 * Messages between a shell and the trace host: structured-clone data over Electron's utility process port, Node's IPC channel
 * or, in tests, a plain function call. The shell has checked every request; the host takes them at their word.
 */
import type { EventMessage } from '../../shared/bridge.ts'
import type { HostCallName } from '../../shared/call-names.ts'
import type { Reply } from '../../shared/events.ts'

/** One file that only the page can read. `path` as the page named it, with `/`. */
export interface OfferedFile {
  readonly path: string
  readonly size: number
  readonly mtimeMs: number
}

/** What became of one window that the page was asked for; `bytes` undefined: it could not read, `message` says why. */
export interface WindowAnswer {
  readonly read: number
  readonly bytes?: Uint8Array | undefined
  readonly message?: string | undefined
}

/** What of a descriptor can be opened as a trace. */
export type TraceDescriptor = Exclude<SourceDescriptor, { type: 'library' }>

/** What to open. A path may be any folder or file a person can point at: the host finds out what it is. */
export type SourceDescriptor =
  | { readonly type: 'path'; readonly path: string }
  /** A folder of bundles. `cacheFolder`: where what was found is kept. */
  | { readonly type: 'library'; readonly path: string; readonly cacheFolder: string | undefined }
  | { readonly type: 'page'; readonly source: string; readonly name: string; readonly files: readonly OfferedFile[] }

/**
 * `Request` is `unknown` to the shell that sends it, and `never`, assignable to what a call asks for, to the host.
 * `id` is unique among the calls under way and names the call in `cancel`.
 */
export type ToHost<Request> =
  | { readonly type: 'open'; readonly id: number; readonly session: string; readonly source: SourceDescriptor }
  | {
      readonly type: 'call'
      readonly id: number
      readonly session: string
      readonly name: HostCallName
      readonly request: Request
    }
  /** Nobody waits for the answer of `id` any more; none will come. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close'; readonly session: string }
  /** The page's answers to `source/read`. */
  | { readonly type: 'bytes'; readonly answers: readonly WindowAnswer[] }
  /** Write the bundle as an archive to `path`, an absolute path that the shell decided on; `ticket` names it in what is told. */
  | {
      readonly type: 'save'
      readonly id: number
      readonly ticket: string
      readonly source: TraceDescriptor
      readonly path: string
    }
  /** Close everything and end the process. */
  | { readonly type: 'stop' }

/** Of what the page is told unasked, the part that the host tells. */
export type HostEvent = { readonly type: 'event' } & EventMessage<
  | 'trace/progress'
  | 'trace/changed'
  | 'trace/live'
  | 'trace/file-changed'
  | 'trace/failed'
  | 'trace/saving'
  | 'source/read'
  | 'library/changed'
>

export type FromHost = { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> } | HostEvent
