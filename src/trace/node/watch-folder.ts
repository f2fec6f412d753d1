/**
 * Says that something may have changed in a folder. A hint and no more: network folders may never give one, and one change may
 * give many, so whoever listens looks for itself and looks now and then anyway.
 */
import fs from 'node:fs'

/** Gives the way to stop. A folder that cannot be watched gives no hints. */
export function watchFolder(folder: string, onHint: () => void): () => void {
  try {
    const watcher = fs.watch(folder, { persistent: false }, onHint)
    watcher.on('error', () => {
      watcher.close()
    })
    return () => {
      watcher.close()
    }
  } catch {
    return () => undefined
  }
}
