/** What a shell brings in for the windows it has: dialogs, files, other windows, and where things are kept. Types only. */
import type { AppInfo, BrowseListing } from '../../shared/view-models/app.ts'
import type { HostProcess } from '../host-process/host-process.ts'
import type { ArchiveTarget } from './archive-target.ts'
import type { CrashLog } from './crash-log.ts'
import type { Recents } from './recents.ts'
import type { Recognized } from './recognize.ts'
import type { SettingsStore } from './settings-store.ts'

/** What a person asked to open, in this order. Nothing is known yet about what is there. */
export interface Opening {
  readonly paths: readonly string[]
  readonly compare: boolean
  /** Given in one movement, such as a drop. */
  readonly together?: boolean
  /** What is to be said besides: things left out on the way here. */
  readonly notes?: readonly string[]
}

/** A folder's content with the paths that tickets will stand for. */
export interface FolderListing {
  readonly trail: readonly string[]
  readonly entries: readonly {
    readonly name: string
    readonly kind: BrowseListing['entries'][number]['kind']
    readonly path: string
  }[]
}

export interface ShellServices {
  readonly about: Pick<AppInfo, 'version' | 'shell' | 'platform'>
  /** What was opened lately, by any window. */
  readonly recents: Recents
  /** This is shown in the window from now on: a trace or a library at an absolute path. */
  readonly shown?: (path: string) => void
  /** What a page that takes this one's place is to show. Absent where the window itself outlives its page. */
  readonly showing?: (opening: Opening) => void
  readonly settings: SettingsStore
  /** Absolute paths of folders of bundles that are known besides those in the settings. */
  readonly libraries: readonly string[]
  /** Where what is known of libraries is kept; undefined: nowhere. */
  readonly cacheFolder?: string
  /** Paths of the bundled sample runs. */
  readonly samples: readonly string[]
  startHost(): HostProcess
  /** A call failed by our own fault: the page gets a message, the shell's log the stack. */
  reportBug(bug: unknown): void
  readonly crashes: CrashLog
  /** What is at a path; never rejects. */
  recognize(path: string): Promise<Recognized>
  /** Opens each in a window of its own. Absent where there is one page. */
  readonly openElsewhere?: (paths: readonly string[], compare: boolean) => void
  /**
   * The absolute paths that the clipboard holds, or `text` where only the page can read that. Throws CallRefusal for paths the
   * page may not be given. Absent where nothing may be pasted.
   */
  readonly pasted?: (text: string | undefined) => Promise<readonly string[]>
  /** Asks with a native dialog; no paths when cancelled. Absent where there is none. */
  readonly choose?: (what: 'folder' | 'file') => Promise<readonly string[]>
  /** Asks with a native dialog where to write; undefined when cancelled. Absent where there is none. */
  readonly saveAs?: (name: string) => Promise<string | undefined>
  /** Decides where an archive of this name is to be written; undefined when the person says nowhere. */
  archiveTarget(suggestedName: string): Promise<ArchiveTarget | undefined>
  /** Shows a file or folder in the system's file manager. Absent where there is none. */
  readonly reveal?: (path: string) => void
  /** Lists a folder, or the roots without one. Throws TraceError. Absent where nothing may be browsed. */
  readonly browse?: (folder: string | undefined) => Promise<FolderListing>
}
