/**
 * Memory that is used again and again. Fresh pages cost several times what it takes to read into pages that are there, and
 * stay in the caches of the processor.
 */

const START = 1024 * 1024
/** Where arrays begin, so that they can be seen as wider numbers. */
const ALIGNMENT = 8

export class Scratch {
  #memory = new Uint8Array(START)
  #used = 0

  /** So many bytes, whose content is of no account. They are the caller's until `release`. */
  readonly take = (length: number): Uint8Array => {
    if (this.#used + length > this.#memory.length) {
      this.#memory = new Uint8Array(Math.max(START, Math.ceil(length * 1.25)))
      this.#used = 0
    }
    const start = this.#used
    this.#used = Math.ceil((start + length) / ALIGNMENT) * ALIGNMENT
    return this.#memory.subarray(start, start + length)
  }

  /** Everything that was taken may be given again. */
  release(): void {
    this.#used = 0
  }
}
