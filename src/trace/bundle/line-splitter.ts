/** Cuts a log into lines, however its bytes arrive. Lines may span any number of chunks; the log is never one string. */

export interface LogLine {
  /** Without the line end. Empty if the line is too long. */
  readonly bytes: Uint8Array
  /** From 1. */
  readonly number: number
  /** Bytes from the start of the log. */
  readonly offset: number
  /** Bytes, without the line end. */
  readonly length: number
  readonly tooLong: boolean
}

/** A line is held as bytes, as text and as what it says, all at once. */
const LONGEST = 64 * 1024 * 1024

const NEWLINE = 0x0a
const RETURN = 0x0d
const NOTHING = new Uint8Array(0)

export class LineSplitter {
  readonly #longest: number
  /** Of the line that has not ended yet; its bytes are let go when it is too long. */
  #pieces: Uint8Array[] = []
  #length = 0
  #offset = 0
  #number = 1

  constructor(longest = LONGEST) {
    this.#longest = longest
  }

  /** The lines that end in this chunk. The chunk may be reused once they have been taken. */
  *push(chunk: Uint8Array): Generator<LogLine> {
    let start = 0
    let end = chunk.indexOf(NEWLINE)
    while (end >= 0) {
      this.#add(chunk.subarray(start, end))
      yield this.#current()
      this.#offset += this.#length + 1
      this.#number += 1
      this.#pieces = []
      this.#length = 0
      start = end + 1
      end = chunk.indexOf(NEWLINE, start)
    }
    if (start < chunk.length) this.#add(chunk.slice(start))
  }

  /** What came behind the last line end; undefined if nothing did. */
  get rest(): LogLine | undefined {
    return this.#length === 0 ? undefined : this.#current()
  }

  #add(piece: Uint8Array): void {
    this.#length += piece.length
    if (this.#length > this.#longest) this.#pieces = []
    else if (piece.length > 0) this.#pieces.push(piece)
  }

  #current(): LogLine {
    const tooLong = this.#length > this.#longest
    const bytes = tooLong ? NOTHING : withoutReturn(this.#joined())
    return {
      bytes,
      number: this.#number,
      offset: this.#offset,
      length: tooLong ? this.#length : bytes.length,
      tooLong,
    }
  }

  #joined(): Uint8Array {
    const [first, ...others] = this.#pieces
    if (first === undefined) return NOTHING
    if (others.length === 0) return first
    const joined = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#pieces) {
      joined.set(piece, at)
      at += piece.length
    }
    this.#pieces = [joined]
    return joined
  }
}

function withoutReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes
}
