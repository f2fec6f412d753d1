/** The settings as a page sees them: folders are tickets. */
import type { PageSettings } from '../settings.ts'
import type { Ticketed } from './app.ts'

export interface SettingsState {
  readonly settings: PageSettings
  /** What is wrong with the settings file, a sentence each. */
  readonly problems: readonly string[]
  /** Folders of bundles that a person keeps. */
  readonly libraries: readonly Ticketed[]
  /** What is kept of libraries on disk. */
  readonly cacheBytes: number
}
