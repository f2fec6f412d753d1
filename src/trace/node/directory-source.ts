/**
 * A bundle that is a folder. Keeps every path inside it: the text of a path is checked first (bundle/entry-path.ts), then the
 * real path after symlinks. Only regular files are opened. Never writes.
 */
import nodePath from 'node:path'
import { TraceError } from '../base/errors.ts'
import { entryPath, outside, spellingsOf } from '../bundle/entry-path.ts'
import type { FileFacts, ListedSource } from '../bundle/source.ts'
import { breather, nodeFileSystem, type FileStats, type FileSystem, type FolderEntry } from './file-system.ts'
import { OpenHandles } from './open-handles.ts'
import { fromSystemError, isAbsence } from './system-errors.ts'

/** Longest run of bytes between two chances for the event loop. */
const SLICE = 4 * 1024 * 1024

interface Found {
  readonly real: string
  readonly stats: FileStats
}

/** The folder must exist. Throws TraceError `not_found`, `not_a_folder`, `permission_denied`, `read_failed`. */
export function openDirectory(folder: string, fs: FileSystem = nodeFileSystem): ListedSource {
  const name = nodePath.basename(nodePath.resolve(folder))
  try {
    const root = fs.realpath(folder)
    if (fs.stat(root).kind !== 'folder') throw new TraceError('not_a_folder', `${JSON.stringify(name)} is not a folder`)
    return new DirectorySource(name, root, fs)
  } catch (error) {
    throw fromSystemError(error, name)
  }
}

/**
 * Whether `real` lies in the folder `root`; both absolute and without symlinks. `flavour` is for tests of the other system's
 * paths: different drives and UNC shares have no relative path between them.
 */
export function isInside(
  root: string,
  real: string,
  flavour: Pick<nodePath.PlatformPath, 'relative' | 'isAbsolute' | 'sep'> = nodePath,
): boolean {
  const relative = flavour.relative(root, real)
  return (
    relative !== '' && relative !== '..' && !relative.startsWith(`..${flavour.sep}`) && !flavour.isAbsolute(relative)
  )
}

class DirectorySource implements ListedSource {
  readonly name: string
  readonly #root: string
  readonly #fs: FileSystem
  readonly #handles: OpenHandles
  readonly #breathe = breather()
  /** What `stat` found last: most files are read right after. */
  #justFound: { readonly entry: string; readonly found: Found } | undefined

  constructor(name: string, root: string, fs: FileSystem) {
    this.name = name
    this.#root = root
    this.#fs = fs
    this.#handles = new OpenHandles(fs)
  }

  async stat(path: string): Promise<FileFacts | undefined> {
    await this.#breathe()
    const entry = entryPath(path)
    const found = this.#find(entry)
    if (found === undefined) return undefined
    this.#justFound = { entry, found }
    this.#handles.expect(entry, found.stats)
    return { size: found.stats.size, mtimeMs: found.stats.mtimeMs }
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const entry = entryPath(path)
    const size = this.#attempt(entry, () => this.#fs.handleStats(this.#handle(entry)).size)
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
    let filled = 0
    while (filled < bytes.length) {
      await this.#breathe()
      const slice = bytes.subarray(filled, filled + SLICE)
      const at = offset + filled
      const got = this.#attempt(entry, () => this.#fs.read(this.#handle(entry), slice, at))
      if (got === 0) return bytes.slice(0, filled) // the file was cut while it was read
      filled += got
    }
    return bytes
  }

  async list(): Promise<readonly string[]> {
    await this.#breathe()
    const files: string[] = []
    const pending = ['']
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      const prefix = folder === '' ? '' : `${folder}/`
      for (const { name, kind } of this.#entries(folder)) (kind === 'folder' ? pending : files).push(prefix + name)
    }
    return files.sort()
  }

  close(): Promise<void> {
    this.#handles.closeAll()
    return Promise.resolve()
  }

  #entries(folder: string): readonly FolderEntry[] {
    return this.#attempt(folder || '.', () => this.#fs.list(nodePath.join(this.#root, folder)))
  }

  #handle(entry: string): number {
    const open = this.#handles.get(entry)
    if (open !== undefined) return open
    const just = this.#justFound
    this.#justFound = undefined
    const found = just?.entry === entry ? just.found : this.#find(entry)
    if (found === undefined) throw new TraceError('not_found', `${JSON.stringify(entry)} is not there`, { file: entry })
    return this.#handles.open(entry, found.real)
  }

  #find(entry: string): Found | undefined {
    for (const spelling of spellingsOf(entry)) {
      const found = this.#attempt(entry, () => this.#look(entry, spelling))
      if (found !== undefined) return found
    }
    return undefined
  }

  #look(entry: string, spelling: string): Found | undefined {
    let real: string
    try {
      real = this.#fs.realpath(nodePath.join(this.#root, spelling))
    } catch (error) {
      if (isAbsence(error)) return undefined
      throw error
    }
    if (!isInside(this.#root, real)) throw outside(entry)
    const stats = this.#fs.stat(real)
    if (stats.kind !== 'file') {
      const what = stats.kind === 'folder' ? 'a folder' : 'a device, pipe or socket'
      throw new TraceError('not_a_file', `${JSON.stringify(entry)} is ${what}, not a file`, { file: entry })
    }
    return { real, stats }
  }

  #attempt<T>(entry: string, work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw fromSystemError(error, entry)
    }
  }
}
