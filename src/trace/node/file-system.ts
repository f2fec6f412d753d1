/**
 * What `trace/node` needs of a file system to read bundles, as a port of its own, so that tests can refuse, fail and change
 * what no test may do to a real disk. Reading only: there is no way to write through it.
 *
 * Synchronous on purpose. A bundle is thousands of small files, read in a process of its own: open, stat, read and close
 * take 11 µs a file this way and 200 µs through the thread pool (Node 20). Callers let the event loop breathe between
 * windows (`breather`), so a load can still be cancelled.
 */
import fs from 'node:fs'

export type FileKind = 'file' | 'folder' | 'other'

export interface FolderEntry {
  readonly name: string
  readonly kind: FileKind
}

export interface FileStats {
  readonly kind: FileKind
  readonly size: number
  readonly mtimeMs: number
  /** Same value, same file: tells a file that was replaced from one that grew. */
  readonly identity: string
}

/** All methods throw Node's system errors (`code` such as ENOENT). */
export interface FileSystem {
  /** Absolute, without symlinks. */
  realpath(path: string): string
  /** Follows symlinks. */
  stat(path: string): FileStats
  /** What a folder holds, in no particular order. Symlinks are `other`. */
  list(folder: string): readonly FolderEntry[]
  /** Whether `open` refuses a path whose last part is a symlink. */
  readonly refusesLinks: boolean
  /** Opens an existing regular file for reading. */
  open(path: string): number
  handleStats(handle: number): FileStats
  /** Reads at most `into.length` bytes from `position`; the number read, 0 at the end. */
  read(handle: number, into: Uint8Array, position: number): number
  close(handle: number): void
}

// Windows has neither flag: undefined counts as 0 there. A path that became a FIFO since it was checked must not block.
const OPEN_FLAGS = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW

export const nodeFileSystem: FileSystem = {
  refusesLinks: 'O_NOFOLLOW' in fs.constants,
  realpath: (path) => fs.realpathSync.native(path),
  stat: (path) => statsOf(fs.statSync(path)),
  list: (folder) =>
    fs.readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  open: (path) => fs.openSync(path, OPEN_FLAGS),
  handleStats: (handle) => statsOf(fs.fstatSync(handle)),
  read: (handle, into, position) => fs.readSync(handle, into, 0, into.length, position),
  close(handle) {
    fs.closeSync(handle)
  },
}

function statsOf(stats: fs.Stats): FileStats {
  return {
    kind: kindOf(stats),
    size: stats.size,
    mtimeMs: stats.mtimeMs,
    identity: `${String(stats.dev)}:${String(stats.ino)}`,
  }
}

function kindOf(entry: Pick<fs.Stats, 'isFile' | 'isDirectory'>): FileKind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
}

/** Resolves at once most of the time, and after a turn of the event loop when the last turn is `everyMs` ago. */
export function breather(everyMs = 10): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < everyMs) return
    await new Promise(setImmediate)
    last = performance.now()
  }
}
