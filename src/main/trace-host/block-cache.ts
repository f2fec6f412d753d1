/**
 * Turns reads of any window into reads of whole blocks, of which a bounded number of bytes is kept. A run of missing blocks is
 * fetched at once, and a block that is on its way is not asked for twice. Knows nothing of where the bytes come from.
 */

/** Gives the bytes of a file from `offset`; fewer than `length` only at its end. */
export type Fetch = (path: string, offset: number, length: number) => Promise<Uint8Array>

export interface BlockCacheLimits {
  readonly blockBytes: number
  readonly keptBytes: number
  /** Longest run fetched at once. */
  readonly runBytes: number
}

const KiB = 1024
const DEFAULT_LIMITS: BlockCacheLimits = { blockBytes: 256 * KiB, keptBytes: 32 * KiB * KiB, runBytes: 4 * KiB * KiB }

interface Block {
  readonly bytes: Promise<Uint8Array>
  readonly length: number
}

export class BlockCache {
  readonly #fetch: Fetch
  readonly #limits: BlockCacheLimits
  // In order of use: a Map iterates as inserted, and a hit is inserted anew.
  readonly #blocks = new Map<string, Block>()
  #kept = 0

  constructor(fetch: Fetch, limits: BlockCacheLimits = DEFAULT_LIMITS) {
    this.#fetch = fetch
    this.#limits = limits
  }

  /** The bytes from `offset` of a file of `size` bytes, at most `length`. Rejects as `fetch` does; a failure is not kept. */
  async read(path: string, size: number, offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(size, offset + length)
    if (offset >= end) return new Uint8Array(0)
    const { blockBytes } = this.#limits
    const first = Math.floor(offset / blockBytes)
    const blocks = await Promise.all(this.#blocksFrom(path, size, first, Math.ceil(end / blockBytes)))
    const result = new Uint8Array(end - offset)
    let filled = 0
    for (const [index, block] of blocks.entries()) {
      const start = (first + index) * blockBytes
      const part = block.subarray(Math.max(0, offset - start), end - start)
      result.set(part, filled)
      filled += part.length
      // A short block is the end of a file that was cut meanwhile.
      if (start + block.length < Math.min(end, start + blockBytes)) break
    }
    return filled === result.length ? result : result.slice(0, filled)
  }

  #blocksFrom(path: string, size: number, first: number, end: number): readonly Promise<Uint8Array>[] {
    const blocks: Promise<Uint8Array>[] = []
    for (let at = first; at < end;) {
      const kept = this.#hit(keyOf(path, at))
      if (kept === undefined) {
        const fetched = this.#fetchRun(path, size, at, end)
        blocks.push(...fetched)
        at += fetched.length
      } else {
        blocks.push(kept)
        at++
      }
    }
    this.#evict()
    return blocks
  }

  #hit(key: string): Promise<Uint8Array> | undefined {
    const block = this.#blocks.get(key)
    if (block === undefined) return undefined
    this.#blocks.delete(key)
    this.#blocks.set(key, block)
    return block.bytes
  }

  /** Fetches the missing blocks from `first` up to the next that is kept, `end`, or the longest run. */
  #fetchRun(path: string, size: number, first: number, end: number): readonly Promise<Uint8Array>[] {
    const { blockBytes, runBytes } = this.#limits
    let last = first + 1
    while (last < end && (last - first) * blockBytes < runBytes && !this.#blocks.has(keyOf(path, last))) last++
    const start = first * blockBytes
    const run = this.#fetch(path, start, Math.min(size, last * blockBytes) - start)
    return Array.from({ length: last - first }, (_, index) => {
      const from = index * blockBytes
      // A copy, whatever kind of array it is: a view would keep the whole run for the sake of one block.
      const bytes = run.then((fetched) => new Uint8Array(fetched.subarray(from, from + blockBytes)))
      this.#keep(keyOf(path, first + index), bytes, Math.min(blockBytes, size - start - from))
      return bytes
    })
  }

  #keep(key: string, bytes: Promise<Uint8Array>, length: number): void {
    this.#blocks.set(key, { bytes, length })
    this.#kept += length
    bytes.catch(() => {
      if (this.#blocks.get(key)?.bytes === bytes) this.#drop(key, length)
    })
  }

  #evict(): void {
    for (const [key, { length }] of this.#blocks) {
      if (this.#kept <= this.#limits.keptBytes) break
      this.#drop(key, length)
    }
  }

  #drop(key: string, length: number): void {
    this.#blocks.delete(key)
    this.#kept -= length
  }
}

/** A path holds no NUL: those that do name nothing in a bundle. */
function keyOf(path: string, block: number): string {
  return `${path}\0${String(block)}`
}
