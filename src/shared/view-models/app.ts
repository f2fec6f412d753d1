/** What the start page and the shell know. */

/** A right to open one thing, issued by the main side to one window. `name` is for display. */
export interface Ticketed {
  readonly ticket: string
  readonly name: string
}

export interface AppInfo {
  readonly version: string
  readonly shell: 'electron' | 'web'
  readonly platform: 'darwin' | 'win32' | 'linux'
  /** To open at once, in this order: from the command line, a double-click, a second launch. */
  readonly opening: readonly Ticketed[]
  readonly compare: boolean
  /** The bundled sample runs, by name (`showcase`, `showcase_b`). */
  readonly samples: readonly Ticketed[]
  /** Native dialogs exist (`app/choose`). */
  readonly dialogs: boolean
  /** Roots can be browsed (`app/browse`). */
  readonly browse: boolean
}

export interface BrowseListing {
  /** Names from the root down; empty for the list of roots. */
  readonly trail: readonly string[]
  readonly entries: readonly {
    readonly name: string
    readonly kind: 'folder' | 'bundle' | 'archive'
    /** For `app/browse` (folder) or `trace/open` (bundle, archive). */
    readonly ticket: string
  }[]
}

export interface OpenedTrace {
  readonly session: string
  readonly name: string
}
