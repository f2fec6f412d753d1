/**
 * Windows into deflated entries. Deflate can only be read from its start, so an entry is inflated block by block: short ones
 * in one go, long ones by a cursor that goes on where the last window ended and starts over for one that lies before it.
 * Blocks last used stay in memory up to a fixed number of bytes. What an entry holds is checked against what it declares.
 */
import { pipeline, Readable } from 'node:stream'
import zlib from 'node:zlib'
import { TraceError } from '../base/errors.ts'
import { dataOffset, type ArchiveEntry } from './entries.ts'
import type { RandomAccess } from './random-access.ts'

const BLOCK = 1024 * 1024
const CACHE_BYTES = 64 * 1024 * 1024
const CURSORS = 4
/** Compressed bytes taken from the archive at a time. */
const FEED = 256 * 1024

export class InflatedEntries {
  readonly #access: RandomAccess
  readonly #blocks = new BlockCache()
  /** Least recently used first. */
  readonly #cursors = new Map<string, Cursor>()
  /** Cursors move, so windows into long entries are cut one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(access: RandomAccess) {
    this.#access = access
  }

  /** At most `length` bytes from `offset`. Throws TraceError `archive_malformed`, `archive_unsafe`, what `access` throws. */
  async read(entry: ArchiveEntry, offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, entry.size)
    const window = new Uint8Array(Math.max(0, end - offset))
    for (let at = offset; at < end;) {
      const index = Math.floor(at / BLOCK)
      const part = (await this.#block(entry, index)).subarray(at - index * BLOCK, end - index * BLOCK)
      window.set(part, at - offset)
      at += part.length
    }
    return window
  }

  close(): void {
    for (const cursor of this.#cursors.values()) cursor.close()
    this.#cursors.clear()
  }

  async #block(entry: ArchiveEntry, index: number): Promise<Uint8Array> {
    const known = this.#blocks.get(entry, index)
    if (known !== undefined) return known
    if (entry.size <= BLOCK) {
      const bytes = await inflateShort(this.#access, entry)
      this.#blocks.put(entry, 0, bytes)
      return bytes
    }
    const found = this.#turn.then(() => this.#advance(entry, index))
    this.#turn = found.catch(() => undefined) // the error goes to whoever asked; the next one has its turn
    return found
  }

  async #advance(entry: ArchiveEntry, index: number): Promise<Uint8Array> {
    const known = this.#blocks.get(entry, index)
    if (known !== undefined) return known
    const cursor = this.#cursorBefore(entry, index)
    try {
      for (;;) {
        const at = cursor.next
        const bytes = await cursor.read()
        this.#blocks.put(entry, at, bytes)
        if (at === index) return bytes
      }
    } catch (error) {
      this.#drop(entry.path)
      throw error
    }
  }

  #cursorBefore(entry: ArchiveEntry, index: number): Cursor {
    const known = this.#cursors.get(entry.path)
    if (known !== undefined && known.next <= index) {
      this.#cursors.delete(entry.path)
      this.#cursors.set(entry.path, known)
      return known
    }
    this.#drop(entry.path)
    const cursor = new Cursor(this.#access, entry)
    this.#cursors.set(entry.path, cursor)
    for (const oldest of this.#cursors.keys()) {
      if (this.#cursors.size <= CURSORS) break
      this.#drop(oldest)
    }
    return cursor
  }

  #drop(path: string): void {
    this.#cursors.get(path)?.close()
    this.#cursors.delete(path)
  }
}

async function inflateShort(access: RandomAccess, entry: ArchiveEntry): Promise<Uint8Array> {
  const packed = await access.read(await dataOffset(access, entry), entry.compressedSize)
  try {
    const bytes = zlib.inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) })
    checkWhole(entry, bytes.length, zlib.crc32(bytes))
    return bytes
  } catch (error) {
    throw inflateError(entry, error)
  }
}

/** Inflates one entry from its start, block by block. */
class Cursor {
  /** Index of the block that `read` gives next. */
  next = 0
  readonly #entry: ArchiveEntry
  readonly #stream: Readable
  readonly #chunks: AsyncIterator<Uint8Array, undefined>
  #spare: Uint8Array = new Uint8Array(0)
  #crc = 0

  constructor(access: RandomAccess, entry: ArchiveEntry) {
    this.#entry = entry
    // pipeline hands an error of the feed on to whoever iterates over the inflated chunks.
    const inflate = zlib.createInflateRaw({ chunkSize: FEED })
    this.#stream = pipeline(Readable.from(feed(access, entry)), inflate, () => undefined)
    this.#chunks = this.#stream[Symbol.asyncIterator]()
  }

  async read(): Promise<Uint8Array> {
    const start = this.next * BLOCK
    const block = new Uint8Array(Math.min(BLOCK, this.#entry.size - start))
    let filled = 0
    while (filled < block.length) {
      if (this.#spare.length === 0) this.#spare = await this.#chunk(start + filled)
      const part = this.#spare.subarray(0, block.length - filled)
      block.set(part, filled)
      filled += part.length
      this.#spare = this.#spare.subarray(part.length)
    }
    this.#crc = zlib.crc32(block, this.#crc)
    this.next += 1
    if (start + filled === this.#entry.size) await this.#finish(start + filled)
    return block
  }

  close(): void {
    this.#stream.destroy()
  }

  async #finish(size: number): Promise<void> {
    const more = this.#spare.length > 0 || (await this.#pull()) !== undefined
    checkWhole(this.#entry, more ? size + 1 : size, this.#crc)
  }

  async #chunk(position: number): Promise<Uint8Array> {
    const chunk = await this.#pull()
    if (chunk === undefined) throw tooShort(this.#entry, position)
    return chunk
  }

  async #pull(): Promise<Uint8Array | undefined> {
    try {
      const result: IteratorResult<Uint8Array, undefined> = await this.#chunks.next()
      return result.value
    } catch (error) {
      throw inflateError(this.#entry, error)
    }
  }
}

async function* feed(access: RandomAccess, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  const start = await dataOffset(access, entry)
  for (let at = 0; at < entry.compressedSize; at += FEED) {
    yield await access.read(start + at, Math.min(FEED, entry.compressedSize - at))
  }
}

function checkWhole(entry: ArchiveEntry, length: number, crc: number): void {
  if (length > entry.size) throw tooLong(entry)
  if (length < entry.size) throw tooShort(entry, length)
  if (crc !== entry.crc32) {
    throw new TraceError('archive_malformed', 'this entry is damaged: its checksum does not match', {
      file: entry.path,
    })
  }
}

function tooLong(entry: ArchiveEntry): TraceError {
  const message = `this entry holds more than the ${String(entry.size)} bytes it declares`
  return new TraceError('archive_unsafe', message, { file: entry.path })
}

function tooShort(entry: ArchiveEntry, length: number): TraceError {
  const message = `this entry ends after ${String(length)} of the ${String(entry.size)} bytes it declares`
  return new TraceError('archive_malformed', message, { file: entry.path })
}

function inflateError(entry: ArchiveEntry, error: unknown): TraceError {
  if (error instanceof TraceError) return error
  if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return tooLong(entry)
  const fact = error instanceof Error ? error.message : String(error)
  return new TraceError('archive_malformed', `this entry cannot be inflated: ${fact}`, { file: entry.path }, error)
}

/** Blocks by entry and index, the least recently used dropped first. */
class BlockCache {
  readonly #blocks = new Map<string, Uint8Array>()
  #bytes = 0

  get(entry: ArchiveEntry, index: number): Uint8Array | undefined {
    const key = `${String(index)}:${entry.path}`
    const block = this.#blocks.get(key)
    if (block === undefined) return undefined
    this.#blocks.delete(key)
    this.#blocks.set(key, block)
    return block
  }

  put(entry: ArchiveEntry, index: number, block: Uint8Array): void {
    const key = `${String(index)}:${entry.path}`
    this.#bytes += block.length - (this.#blocks.get(key)?.length ?? 0)
    this.#blocks.delete(key)
    this.#blocks.set(key, block)
    for (const [oldest, { length }] of this.#blocks) {
      if (this.#bytes <= CACHE_BYTES) break
      this.#blocks.delete(oldest)
      this.#bytes -= length
    }
  }
}
