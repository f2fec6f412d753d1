/**
 * A bundle that is a folder. Keeps every path inside it: the text of a path is checked first (bundle/entry-path.ts), then the
 * real path after symlinks. Only regular files are opened. Never writes.
 */
import nodePath from 'node:path'
import { TraceError } from '../base/errors.ts'
import { entryPath, outside, spellingsOf } from '../bundle/entry-path.ts'
import type { FileFacts, ListedSource, Memory } from '../bundle/source.ts'
import { commonLengthByBlocks } from './common-length.ts'
import { breather, nodeFileSystem, type FileStats, type FileSystem, type FolderEntry } from './file-system.ts'
import { OpenHandles } from './open-handles.ts'
import { fromSystemError, isAbsence } from './system-errors.ts'

/** Longest run of bytes between two chances for the event loop. */
const SLICE = 4 * 1024 * 1024

/** How long the real path of a folder is taken to be what it was, in milliseconds. */
const FOLDER_STAYS = 10

interface Folder {
  readonly entry: string
  /** Undefined if files in it have to be looked for one by one. */
  readonly real: string | undefined
  readonly until: number
}

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
  readonly commonLength = commonLengthByBlocks
  readonly #root: string
  readonly #fs: FileSystem
  readonly #handles: OpenHandles
  readonly #breathe = breather()
  /** What `stat` found last: most files are read right after. */
  #justFound: { readonly entry: string; readonly found: Found } | undefined
  #folder: Folder | undefined

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
    const { size, mtimeMs, identity } = found.stats
    return { size, mtimeMs, identity }
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const entry = entryPath(path)
    const size = this.#attempt(entry, () => this.#fs.handleStats(this.#handle(entry)).size)
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
    return await this.#fill(entry, bytes, offset, () => this.#handle(entry))
  }

  async readWhole(path: string, memory: Memory): Promise<Uint8Array | undefined> {
    await this.#breathe()
    const entry = entryPath(path)
    const handle = this.#openPlain(entry)
    if (handle === undefined) return undefined
    try {
      const { kind, size } = this.#attempt(entry, () => this.#fs.handleStats(handle))
      return kind === 'file' ? await this.#fill(entry, memory(size), 0, () => handle) : undefined
    } finally {
      this.#fs.close(handle)
    }
  }

  /** The file by its plain name in a folder known to be inside. Undefined if it takes more to find it, or to say why not. */
  #openPlain(entry: string): number | undefined {
    if (!this.#fs.refusesLinks) return undefined
    const cut = entry.lastIndexOf('/')
    const folder = this.#realFolder(cut < 0 ? '' : entry.slice(0, cut))
    if (folder === undefined) return undefined
    try {
      return this.#fs.open(`${folder}${nodePath.sep}${entry.slice(cut + 1)}`)
    } catch {
      return undefined
    }
  }

  #realFolder(entry: string): string | undefined {
    const now = performance.now()
    if (this.#folder?.entry === entry && now < this.#folder.until) return this.#folder.real
    let real: string | undefined
    try {
      const found = this.#fs.realpath(nodePath.join(this.#root, entry))
      if (found === this.#root || isInside(this.#root, found)) real = found
    } catch {
      real = undefined
    }
    this.#folder = { entry, real, until: now + FOLDER_STAYS }
    return real
  }

  async #fill(entry: string, bytes: Uint8Array, offset: number, handle: () => number): Promise<Uint8Array> {
    let filled = 0
    while (filled < bytes.length) {
      await this.#breathe()
      const slice = bytes.subarray(filled, filled + SLICE)
      const at = offset + filled
      const got = this.#attempt(entry, () => this.#fs.read(handle(), slice, at))
      if (got === 0) return bytes.subarray(0, filled) // the file was cut while it was read
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
