/** The shells the program runs in, by the names of their Playwright projects, and what a spec needs of each. */
import type { BrowserContext, Page } from '@playwright/test'

export type ShellName = 'web' | 'stand-in' | 'electron'

export interface LaunchOptions {
  /** To open at once, as arguments. */
  readonly paths?: readonly string[]
  readonly compare?: boolean
  /** Of the machine. */
  readonly timeZone?: string
  /** Variables of the environment besides those of the test's own process. */
  readonly env?: Readonly<Record<string, string>>
  /** Of the system. */
  readonly theme?: 'light' | 'dark'
  /** Files that macOS hands over before the program is ready; for the stand-in alone. */
  readonly earlyFiles?: readonly string[]
}

/** One running program. */
export interface Shell {
  readonly name: ShellName
  /** The newest window, or the page. */
  page(): Promise<Page>
  /** All windows are pages of it. */
  context(): Promise<BrowserContext>
  /** Requests that left the program's own origin. */
  foreignRequests(): Promise<readonly string[]>
  /** Process ids of the trace hosts. */
  hostPids(): Promise<readonly number[]>
  close(): Promise<void>
}
