/** What the start page and the shell know. */

/** A right to open one thing, issued by the main side to one window. `name` is for display. */
export interface Ticketed {
  readonly ticket: string
  readonly name: string
  /** What it is; absent where nobody has looked yet. */
  readonly kind?: GivenKind
}

/**
 * What a person gave. `library`: a folder of bundles. `graph`: a `state.json` alone. `nothing`: it is there and holds no bundle.
 * `slow`: a drive that did not say in time. The last four can still be opened: the failure says more.
 */
export type GivenKind = 'bundle' | 'archive' | 'graph' | 'library' | 'nothing' | 'missing' | 'unreadable' | 'slow'

/** What is to be done in this window about what a person gave. */
export interface Wish {
  /** To open at once: one thing, or the two to compare. */
  readonly opening: readonly Ticketed[]
  readonly compare: boolean
  /** Several things where there is one window: the person picks. */
  readonly choices: readonly Ticketed[]
  /** What became of the rest. Sentences. */
  readonly notes: readonly string[]
}

/** `opening` and its companions: what the command line, a double-click or a second launch asked for. */
export interface AppInfo extends Wish {
  readonly version: string
  readonly shell: 'electron' | 'web'
  readonly platform: 'darwin' | 'win32' | 'linux'
  /** The bundled sample runs, by name (`showcase`, `showcase_b`). */
  readonly samples: readonly Ticketed[]
  /** Folders of bundles that are known: where Codex records to, and those a person keeps. */
  readonly libraries: readonly Ticketed[]
  /** Native dialogs exist (`app/choose`). */
  readonly dialogs: boolean
  /** Paths can be pasted (`app/paste`). */
  readonly paste: boolean
  /** Roots can be browsed (`app/browse`). */
  readonly browse: boolean
  /** Files can be shown in the system's file manager (`app/reveal`). */
  readonly reveal: boolean
}

/** Something that was opened before. */
export interface Recent extends Ticketed {
  /** Name of the folder it lies in: tells runs of the same name apart. */
  readonly folder: string
  /** Unix milliseconds. */
  readonly openedAt: number
  readonly pinned: boolean
  /** Nothing is at its place any more. */
  readonly missing: boolean
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

/** Something that ended unexpectedly on this machine. Holds nothing of a bundle. */
export interface CrashReport {
  /** Unix ms. */
  readonly atMs: number
  /** The page of a window, a trace host, or a bug in the program itself. */
  readonly what: 'page' | 'host' | 'program'
  /** As the system or the kind of error tells it: `out of memory`, `a bug: RangeError`. */
  readonly reason: string
  /** Functions and files of our own code, innermost first; for bugs. */
  readonly frames: readonly string[]
}

/** An archive that was written whole. */
export interface SavedArchive {
  readonly name: string
  /** Files that lie in the bundle's folder and belong to no bundle; the first hundred. */
  readonly leftOut: readonly string[]
  readonly leftOutTotal: number
  /** A file of this machine, or one for the browser to fetch, once, from this path of the page's own origin. */
  readonly place:
    { readonly kind: 'file'; readonly ticket: string } | { readonly kind: 'download'; readonly path: string }
}

export interface OpenedTrace {
  readonly session: string
  readonly name: string
}
