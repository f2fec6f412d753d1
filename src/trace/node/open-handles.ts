/**
 * A few open files of one bundle, the least recently used closed first. The log and the payload that is being looked at stay
 * open between windows; a bundle of ten thousand payloads never holds more than a handful of handles.
 */
import type { FileStats, FileSystem } from './file-system.ts'

interface OpenFile {
  readonly handle: number
  readonly identity: string
}

export class OpenHandles {
  // In order of use: a Map iterates as inserted, and a hit is inserted anew.
  readonly #files = new Map<string, OpenFile>()
  readonly #fs: FileSystem
  readonly #limit: number

  constructor(fs: FileSystem, limit = 16) {
    this.#fs = fs
    this.#limit = limit
  }

  /** The handle for `key`, if it is open. */
  get(key: string): number | undefined {
    const file = this.#files.get(key)
    if (file === undefined) return undefined
    this.#files.delete(key)
    this.#files.set(key, file)
    return file.handle
  }

  /** Opens `path` and keeps it as `key`. Throws system errors. */
  open(key: string, path: string): number {
    const handle = this.#fs.open(path)
    this.#files.set(key, { handle, identity: this.#fs.handleStats(handle).identity })
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= this.#limit) break
      this.drop(oldest)
    }
    return handle
  }

  /** Closes the handle for `key` if another file has taken its place since. */
  expect(key: string, stats: FileStats): void {
    const file = this.#files.get(key)
    if (file !== undefined && file.identity !== stats.identity) this.drop(key)
  }

  drop(key: string): void {
    const file = this.#files.get(key)
    if (file === undefined) return
    this.#files.delete(key)
    this.#fs.close(file.handle)
  }

  closeAll(): void {
    for (const key of this.#files.keys()) this.drop(key)
  }
}
