/**
 * Reads the table of contents of a `.rollout` archive and refuses what no honest one holds. Nothing is inflated here: all
 * checks are on what the archive says of itself; that an entry is as long as it says is checked when it is read (inflate.ts).
 */
import yauzl, { type Entry } from 'yauzl'
import { TraceError } from '../base/errors.ts'
import { entryPath } from '../bundle/entry-path.ts'
import type { RandomAccess } from './random-access.ts'

export type Method = 'stored' | 'deflated'

export interface ArchiveEntry {
  /** As the archive names it, with `/`, checked. */
  readonly path: string
  readonly method: Method
  /** Uncompressed, as declared. */
  readonly size: number
  readonly compressedSize: number
  readonly crc32: number
  /** Of the local header, which stands before the data. */
  readonly headerOffset: number
}

/** What an archive may ask of whoever opens it. */
export interface Limits {
  readonly entries: number
  /** Bytes, uncompressed. */
  readonly total: number
  /** Uncompressed to archive. Counts only above 256 MB, where it begins to hurt. */
  readonly ratio: number
}

/**
 * The table of contents is held in memory: a million events have about this many payloads. The total is far above any bundle,
 * and what `unpack` may write. JSON deflates 5 to 20 times, a repeated text a thousand: whole archives beyond 200 explode.
 */
export const LIMITS: Limits = { entries: 500_000, total: 64 * 1024 ** 3, ratio: 200 }

const RATIO_MATTERS_FROM = 256 * 1000 ** 2
const LOCAL_HEADER = 30
const STORED = 0
const DEFLATED = 8
const FILE_TYPE_BITS = 0o170000
const REGULAR_FILE = 0o100000

/**
 * All files of the archive, in its order; folders are left out. Throws TraceError `archive_malformed`, `archive_unsafe` (paths
 * out, duplicate names, links, overlapping data, bombs), `archive_unsupported` (encrypted, unknown compression), and what
 * `access` throws.
 */
export async function readEntries(access: RandomAccess, limits = LIMITS): Promise<readonly ArchiveEntry[]> {
  const entries: ArchiveEntry[] = []
  try {
    const reader = new Reader(access)
    const options = { decodeStrings: false, autoClose: false }
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, access.size, options)
    for await (const entry of zip.eachEntry()) {
      if (entries.length === limits.entries) throw unsafe(`holds more than ${String(limits.entries)} files`)
      const file = checkedEntry(entry)
      if (file !== undefined) entries.push(file)
    }
  } catch (error) {
    if (error instanceof TraceError) throw error
    const fact = error instanceof Error ? error.message : String(error)
    throw new TraceError('archive_malformed', `this is not a readable zip archive: ${fact}`, {}, error)
  }
  checkNames(entries)
  checkSizes(entries, access.size, limits)
  return entries
}

/** Where the data of an entry starts. Throws TraceError `archive_malformed`. */
export async function dataOffset(access: RandomAccess, entry: ArchiveEntry): Promise<number> {
  const header = await access.read(entry.headerOffset, LOCAL_HEADER)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  if (header.length < LOCAL_HEADER || view.getUint32(0, true) !== 0x04034b50) {
    throw new TraceError('archive_malformed', 'the local header of this entry is missing', { file: entry.path })
  }
  const offset = entry.headerOffset + LOCAL_HEADER + view.getUint16(26, true) + view.getUint16(28, true)
  if (offset + entry.compressedSize > access.size) {
    throw new TraceError('archive_malformed', 'the data of this entry reaches beyond the archive', { file: entry.path })
  }
  return offset
}

/** Undefined for a folder. */
function checkedEntry(entry: Entry): ArchiveEntry | undefined {
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
  const path = checkedPath(name)
  if (name.endsWith('/')) return undefined
  // The upper half is the file's mode where a Unix system made the archive, 0 elsewhere.
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_BITS
  if (type !== 0 && type !== REGULAR_FILE) throw unsafe('is a link or a device, not a file', path)
  if (entry.isEncrypted()) throw new TraceError('archive_unsupported', 'this entry is encrypted', { file: path })
  return {
    path,
    method: methodOf(entry.compressionMethod, path),
    size: entry.uncompressedSize,
    compressedSize: entry.compressedSize,
    crc32: entry.crc32,
    headerOffset: entry.relativeOffsetOfLocalHeader,
  }
}

function checkedPath(name: string): string {
  try {
    return entryPath(name)
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    throw new TraceError('archive_unsafe', `the archive names a file outside itself: ${error.message}`, {}, error)
  }
}

function methodOf(method: number, file: string): Method {
  if (method === STORED) return 'stored'
  if (method === DEFLATED) return 'deflated'
  const message = `this entry is compressed with method ${String(method)}; only deflate (8) and none (0) can be read`
  throw new TraceError('archive_unsupported', message, { file })
}

/** Two names that are one file on a system without case or with another Unicode form would overwrite each other. */
function checkNames(entries: readonly ArchiveEntry[]): void {
  const files = new Set<string>()
  const folders = new Set<string>()
  for (const { path } of entries) {
    const name = path.normalize('NFC').toLowerCase()
    if (files.has(name)) throw unsafe('appears twice', path)
    files.add(name)
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
      if (folders.has(name.slice(0, at))) break
      folders.add(name.slice(0, at))
    }
  }
  const both = entries.find(({ path }) => folders.has(path.normalize('NFC').toLowerCase()))
  if (both !== undefined) throw unsafe('is a file and a folder at once', both.path)
}

function checkSizes(entries: readonly ArchiveEntry[], archiveSize: number, limits: Limits): void {
  let total = 0
  let end = 0
  for (const entry of [...entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    if (entry.headerOffset < end) throw unsafe('shares its data with another entry', entry.path)
    end = entry.headerOffset + LOCAL_HEADER + entry.compressedSize
    total += entry.size
    if (entry.compressedSize > longestDeflated(entry.size))
      throw unsafe('is far longer packed than unpacked', entry.path)
  }
  if (total > limits.total) throw unsafe(`would unpack to ${String(total)} bytes; ${String(limits.total)} are allowed`)
  if (total > RATIO_MATTERS_FROM && total > archiveSize * limits.ratio) {
    throw unsafe(
      `would unpack ${String(archiveSize)} bytes to ${String(total)}; ${String(limits.ratio)} times is allowed`,
    )
  }
}

/** Deflate adds five bytes to a block it cannot shorten; generous, since encoders may flush early. Short entries are read whole. */
function longestDeflated(size: number): number {
  return 2 * size + 64 * 1024
}

function unsafe(fact: string, file?: string): TraceError {
  const subject = file === undefined ? 'the archive' : 'this entry'
  return new TraceError('archive_unsafe', `${subject} ${fact}`, file === undefined ? {} : { file })
}

/** yauzl's port over ours. Offsets come from the archive and may be anything. */
class Reader extends yauzl.RandomAccessReader {
  readonly #access: RandomAccess

  constructor(access: RandomAccess) {
    super()
    this.#access = access
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead: number) => void,
  ): void {
    this.#access.read(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset)
        callback(null, bytes.length)
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), 0)
      },
    )
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null)
  }
}
