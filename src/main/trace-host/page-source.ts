/**
 * A bundle whose files only the page can read: dropped or picked in the web shell. Nothing is uploaded or copied as a whole;
 * windows are read as they are needed. The names the page gave are the only ones there are, so no path leads elsewhere.
 */
import { setMaxListeners } from 'node:events'
import { TraceError } from '../../trace/base/errors.ts'
import { entryPath, spellingsOf } from '../../trace/bundle/entry-path.ts'
import type { FileFacts, ListedSource } from '../../trace/bundle/source.ts'
import { BlockCache } from './block-cache.ts'
import type { PageReads } from './page-reads.ts'
import type { OfferedFile } from './protocol.ts'
import { ReadAhead } from './read-ahead.ts'

export interface PageSourceParts {
  readonly name: string
  /** How the page knows these files. */
  readonly source: string
  /** By their path in the bundle. */
  readonly files: ReadonlyMap<string, OfferedFile>
  readonly reads: PageReads
  /** Ends reads under way, as closing the source does. */
  readonly signal: AbortSignal
}

export class PageSource implements ListedSource {
  readonly name: string
  readonly #files: ReadonlyMap<string, OfferedFile>
  readonly #blocks: BlockCache
  readonly #ahead: ReadAhead
  readonly #closing = new AbortController()

  constructor({ name, source, files, reads, signal }: PageSourceParts) {
    this.name = name
    this.#files = files
    const ended = AbortSignal.any([signal, this.#closing.signal])
    setMaxListeners(0, ended) // one for each read under way
    this.#blocks = new BlockCache((path, offset, length) => reads.read({ source, path, offset, length }, ended))
    this.#ahead = new ReadAhead(new Map([...files].map(([path, { size }]) => [path, size])))
  }

  stat(path: string): Promise<FileFacts | undefined> {
    return new Promise((resolve) => {
      resolve(this.#find(entryPath(path)))
    })
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const entry = entryPath(path)
    const file = this.#find(entry)
    if (file === undefined) throw new TraceError('not_found', `${JSON.stringify(entry)} is not there`, { file: entry })
    const bytes = this.#blocks.read(file.path, file.size, offset, length)
    for (const next of this.#ahead.after(entry)) this.#fetchEarly(next)
    return await bytes
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()].sort())
  }

  /** Reads under way are rejected with `cancelled`. */
  close(): Promise<void> {
    this.#closing.abort()
    return Promise.resolve()
  }

  /** A guess that fails is forgotten: whoever wants the file asks again and is told. */
  #fetchEarly(entry: string): void {
    const file = this.#files.get(entry)
    if (file !== undefined) this.#blocks.read(file.path, file.size, 0, file.size).catch(() => undefined)
  }

  #find(entry: string): OfferedFile | undefined {
    for (const spelling of spellingsOf(entry)) {
      const file = this.#files.get(spelling)
      if (file !== undefined) return file
    }
    return undefined
  }
}

/** The files below `folder` (empty, or ending with `/`) by the path a bundle would name them with. */
export function filesBelow(folder: string, files: readonly OfferedFile[]): ReadonlyMap<string, OfferedFile> {
  const below = new Map<string, OfferedFile>()
  for (const file of files) {
    const entry = file.path.startsWith(folder) ? nameable(file.path.slice(folder.length)) : undefined
    if (entry !== undefined) below.set(entry, file)
  }
  return below
}

/** Undefined for a name that leads out of the bundle: no event can name such a file. */
function nameable(path: string): string | undefined {
  try {
    return entryPath(path)
  } catch (error) {
    if (error instanceof TraceError) return undefined
    throw error
  }
}
