/**
 * Guesses which small files are wanted next: a recorder numbers its payloads as it writes them, and the reducer reads them in
 * about that order. Every read of a page is a round trip; guessing right lets many of them overlap. Only guesses: what to
 * fetch, how and whether it fails is its user's business.
 */

export interface ReadAheadLimits {
  /** Larger files are worth a round trip of their own. */
  readonly smallBytes: number
  readonly filesAhead: number
  readonly bytesAhead: number
}

const KiB = 1024
const DEFAULT_LIMITS: ReadAheadLimits = { smallBytes: 256 * KiB, filesAhead: 32, bytesAhead: 2 * KiB * KiB }

export class ReadAhead {
  readonly #limits: ReadAheadLimits
  /** Shorter names first, so that numbered ones come in the order of their numbers. */
  readonly #paths: readonly string[]
  readonly #positions: ReadonlyMap<string, number>
  readonly #sizes: ReadonlyMap<string, number>
  #last = -1
  /** Guessed up to here, exclusive. */
  #ahead = 0

  /** `sizes`: the size of each file by path. */
  constructor(sizes: ReadonlyMap<string, number>, limits: ReadAheadLimits = DEFAULT_LIMITS) {
    this.#limits = limits
    this.#sizes = sizes
    this.#paths = [...sizes.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    this.#positions = new Map(this.#paths.map((path, position) => [path, position]))
  }

  /**
   * The files to fetch now that `path` is read, each at most once while reading goes on forwards, and many at once: there are
   * none while half of the last ones are still to come. None after a jump either.
   */
  after(path: string): readonly string[] {
    const { smallBytes, filesAhead, bytesAhead } = this.#limits
    const position = this.#positions.get(path)
    if (position === undefined || position === this.#last) return []
    const goesOn = position > this.#last && position <= Math.max(this.#last, this.#ahead) + filesAhead
    this.#last = position
    if (!goesOn) {
      this.#ahead = position + 1
      return []
    }
    if (this.#ahead - position > filesAhead / 2) return []
    const wanted: string[] = []
    let bytes = 0
    for (let next = position + 1; next <= position + filesAhead && bytes < bytesAhead; next++) {
      const candidate = this.#paths[next]
      if (candidate === undefined) break
      const size = this.#sizes.get(candidate) ?? 0
      if (size > smallBytes) continue
      bytes += size
      if (next < this.#ahead) continue
      wanted.push(candidate)
      this.#ahead = next + 1
    }
    return wanted
  }
}
