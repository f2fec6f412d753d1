/**
 * The system's own list of recent documents: the Dock's menu on macOS, the jump list on Windows (there for registered file types
 * only, which folders are not). Linux has none. https://www.electronjs.org/docs/latest/tutorial/recent-documents
 */
import type { App } from 'electron'
import type { RecentEntry } from './opening/recents.ts'

export type DocumentList = Pick<App, 'addRecentDocument' | 'clearRecentDocuments'>

/**
 * Keeps the system's list like ours: it can be added to and cleared, but nothing can be taken out, so it is made anew whenever
 * something was. Gives the function to tell of the newest list, first to be called with what there is at the start.
 */
export function mirrorRecents(
  documents: DocumentList,
  platform: NodeJS.Platform,
): (now: readonly RecentEntry[]) => void {
  if (platform !== 'darwin' && platform !== 'win32') return () => undefined
  let before: readonly string[] = []
  return (entries) => {
    // The last one added comes first.
    const oldestFirst = entries.toSorted((a, b) => a.openedAt - b.openedAt).map(({ path }) => path)
    const removed = before.some((path) => !oldestFirst.includes(path))
    if (removed) documents.clearRecentDocuments()
    const changed = removed || before.length === 0 ? oldestFirst : oldestFirst.filter((path, at) => before[at] !== path)
    for (const path of changed) documents.addRecentDocument(path)
    before = oldestFirst
  }
}
