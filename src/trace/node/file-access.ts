/** A file on disk as the `RandomAccess` of an archive. Opened once; what was opened is read, whatever takes its name later. */
import nodePath from 'node:path'
import type { RandomAccess } from '../archive/random-access.ts'
import { breather, nodeFileSystem, type FileSystem } from './file-system.ts'
import { fromSystemError } from './system-errors.ts'

const SLICE = 4 * 1024 * 1024

/** Throws TraceError `not_found`, `permission_denied`, `read_failed`. Follows symlinks: a person gave this path. */
export function openFileAccess(path: string, fs: FileSystem = nodeFileSystem): RandomAccess {
  const name = nodePath.basename(path)
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw fromSystemError(error, name)
    }
  }
  const handle = attempt(() => fs.open(fs.realpath(path)))
  const { size } = attempt(() => fs.handleStats(handle))
  const breathe = breather()
  let open = true
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
      let filled = 0
      while (filled < bytes.length) {
        await breathe()
        const at = filled
        const got = attempt(() => fs.read(handle, bytes.subarray(at, at + SLICE), offset + at))
        if (got === 0) return bytes.slice(0, filled)
        filled += got
      }
      return bytes
    },
    close() {
      if (open) fs.close(handle)
      open = false
      return Promise.resolve()
    },
  }
}
