/**
 * A bundle inside a `.rollout` archive (or any zip of one bundle), read in place: nothing is unpacked to disk. The bundle stands
 * at the top of the archive or in its one top folder.
 */
import { TraceError } from '../base/errors.ts'
import { entryPath, spellingsOf } from '../bundle/entry-path.ts'
import { logFile, manifestFile, payloadsFolder } from '../bundle/layout.ts'
import type { FileFacts, ListedSource } from '../bundle/source.ts'
import { dataOffset, readEntries, type ArchiveEntry } from './entries.ts'
import { InflatedEntries } from './inflate.ts'
import { paged, type RandomAccess } from './random-access.ts'

const NAMED_BUNDLES = 3

/** Whether bytes from the start of a file are those of a zip archive, an empty one included. */
export function looksLikeArchive(start: Uint8Array): boolean {
  const [p, k, a, b] = start
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6))
}

/**
 * `name` is the archive's file name. The source closes `access`; so does a failure to open. Throws TraceError `not_a_bundle`
 * (no bundle in it, or several) and what `readEntries` throws.
 */
export async function openArchive(access: RandomAccess, name: string): Promise<ListedSource> {
  try {
    const pages = paged(access)
    const entries = await readEntries(pages)
    return new ArchiveSource(name, filesOfBundle(name, entries), pages)
  } catch (error) {
    await access.close()
    throw error
  }
}

class ArchiveSource implements ListedSource {
  readonly name: string
  readonly #files: ReadonlyMap<string, ArchiveEntry>
  readonly #access: RandomAccess
  readonly #inflated: InflatedEntries

  constructor(name: string, files: ReadonlyMap<string, ArchiveEntry>, access: RandomAccess) {
    this.name = name
    this.#files = files
    this.#access = access
    this.#inflated = new InflatedEntries(access)
  }

  stat(path: string): Promise<FileFacts | undefined> {
    return new Promise((resolve) => {
      const entry = this.#find(path)
      resolve(entry === undefined ? undefined : { size: entry.size, mtimeMs: undefined })
    })
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    const entry = this.#find(path)
    if (entry === undefined) throw new TraceError('not_found', `${JSON.stringify(path)} is not there`, { file: path })
    if (entry.method === 'deflated') return await this.#inflated.read(entry, offset, length)
    const window = Math.max(0, Math.min(length, entry.size - offset))
    const start = await dataOffset(this.#access, entry)
    return await this.#access.read(start + offset, window)
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()].sort())
  }

  close(): Promise<void> {
    this.#inflated.close()
    return this.#access.close()
  }

  #find(path: string): ArchiveEntry | undefined {
    for (const spelling of spellingsOf(entryPath(path))) {
      const entry = this.#files.get(spelling)
      if (entry !== undefined) return entry
    }
    return undefined
  }
}

/** Entries by their path in the bundle. */
function filesOfBundle(name: string, entries: readonly ArchiveEntry[]): ReadonlyMap<string, ArchiveEntry> {
  const tops = [...new Set(entries.flatMap(({ path }) => topOfBundle(path)))].sort()
  const [top] = tops
  if (top === undefined || tops.length > 1)
    throw new TraceError('not_a_bundle', `${JSON.stringify(name)} ${factOf(tops)}`)
  return new Map(
    entries.filter(({ path }) => path.startsWith(top)).map((entry) => [entry.path.slice(top.length), entry]),
  )
}

/** The folder, with its `/`, that a manifest or log makes a bundle. Deeper ones, and such names among the payloads, do not. */
function topOfBundle(path: string): readonly string[] {
  const parts = path.split('/')
  const file = parts.at(-1)
  if (parts.length > 2 || parts[0] === payloadsFolder || (file !== manifestFile && file !== logFile)) return []
  return [path.slice(0, path.length - file.length)]
}

function factOf(tops: readonly string[]): string {
  if (tops.length === 0) return `holds neither ${manifestFile} nor ${logFile}, at its top or in one top folder`
  const named = tops.slice(0, NAMED_BUNDLES).map((top) => JSON.stringify(top === '' ? '.' : top.slice(0, -1)))
  const more = tops.length > NAMED_BUNDLES ? ` and ${String(tops.length - NAMED_BUNDLES)} more` : ''
  return `holds several bundles: ${named.join(', ')}${more}`
}
