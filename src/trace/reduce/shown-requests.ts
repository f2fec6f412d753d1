/**
 * The bytes of the last full request of each thread, for as long as all of them take no more than a fixed amount of memory:
 * the least recently used go first. A request that begins like the one before it is written over that, from where they part.
 */
import type { ItemId, ThreadId } from '../base/ids.ts'

export interface ShownRequest {
  readonly bytes: Uint8Array
  /** Offset behind each element of `input`. */
  readonly ends: readonly number[]
  /** The item each element showed; undefined for an element that takes no place in the conversation. */
  readonly shown: readonly (ItemId | undefined)[]
  /** Elements from the front that mean the same in another payload. */
  readonly repeatable: number
  /** The greatest ordinal of the items shown. */
  readonly newest: number
}

interface Kept {
  request: ShownRequest
  /** Begins with the request's bytes and has room for more. */
  memory: Uint8Array
}

/** Bytes that are kept at most, over all threads. */
const MOST = 64 * 1024 * 1024
const ALIGNMENT = 8

export class ShownRequests {
  // In order of use: a Map iterates as inserted, and a hit is inserted anew.
  readonly #byThread = new Map<ThreadId, Kept>()
  #held = 0

  get(thread: ThreadId): ShownRequest | undefined {
    return this.#byThread.get(thread)?.request
  }

  drop(thread: ThreadId): void {
    this.#held -= this.#byThread.get(thread)?.memory.length ?? 0
    this.#byThread.delete(thread)
  }

  /** Copies the bytes. The first `same` of them are those of the thread's request before and are not copied again. */
  keep(thread: ThreadId, request: ShownRequest, same = 0): void {
    const before = this.#byThread.get(thread)?.memory
    this.drop(thread)
    const { bytes } = request
    const fits = before !== undefined && before.length >= bytes.length
    const memory = fits ? before : this.#roomFor(bytes.length)
    if (memory === undefined) return
    const from = fits ? same : 0
    memory.set(bytes.subarray(from), from)
    this.#byThread.set(thread, { request: { ...request, bytes: memory.subarray(0, bytes.length) }, memory })
    this.#held += memory.length
  }

  /**
   * Undefined if there can be none. Memory of requests that have to go is used again: what is given back to the platform
   * stays taken for a while.
   */
  #roomFor(length: number): Uint8Array | undefined {
    const size = Math.ceil((length * 1.25) / ALIGNMENT) * ALIGNMENT
    if (size > MOST) return undefined
    for (const [oldest, { memory }] of this.#byThread) {
      if (this.#held + size <= MOST) break
      this.drop(oldest)
      if (memory.length >= length) return memory
    }
    return new Uint8Array(size)
  }
}
