/** Whether an opened trace can still grow, and what its log did last. Told by `trace/live` whenever it changes. */
export type LiveState =
  /** What is open holds still: an archive, files of which the browser gives a snapshot, a graph. */
  | { readonly name: 'still'; readonly why: 'archive' | 'page_files' | 'graph' }
  /** The recording has not ended, and somebody wrote lately. `waitingFor`: a payload that is named but not there yet. */
  | { readonly name: 'writing'; readonly waitingFor: string | null }
  /** The recording has not ended, but nobody has written since then (Unix ms). */
  | { readonly name: 'quiet'; readonly sinceMs: number }
  /** The log says itself that the recording ended. */
  | { readonly name: 'ended' }
  /** The log cannot be read at present; it is tried again. */
  | { readonly name: 'unreadable'; readonly message: string }
  /** The log is not the one that was read. Nothing more is read from it; what is shown stays. */
  | { readonly name: 'lost'; readonly how: 'replaced' | 'shrunk' | 'deleted'; readonly message: string }
