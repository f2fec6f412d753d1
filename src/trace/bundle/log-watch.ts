/**
 * Looks at a log that somebody may still write: did it grow, and is it still the same? Sizes and identities tell most, bytes
 * at the start and before the last known end tell what was written over in place. Has no clock: the caller says when to look.
 */
import { LOG_FILE } from './read-manifest.ts'
import type { BundleSource, FileFacts } from './source.ts'

export type LogLook =
  | { readonly kind: 'same' | 'grown'; readonly facts: FileFacts }
  /** It will never be the same again. The message states what was found. */
  | { readonly kind: 'lost'; readonly how: 'replaced' | 'shrunk' | 'deleted'; readonly message: string }

/** Enough to tell logs apart: the first event has ids and times. */
const HEAD = 1024
const TAIL = 256

interface Known {
  readonly facts: FileFacts
  readonly head: Uint8Array
  readonly tail: Uint8Array
}

export class LogWatch {
  readonly #source: BundleSource
  #known: Known | undefined

  constructor(source: BundleSource) {
    this.#source = source
  }

  /** Compared with the last look; the first one takes the log as it is. Throws what the source throws. */
  async look(): Promise<LogLook> {
    const facts = await this.#source.stat(LOG_FILE)
    if (facts === undefined) return { kind: 'lost', how: 'deleted', message: `${LOG_FILE} is not there any more` }
    const known = this.#known
    if (known === undefined) {
      this.#known = await this.#remember(facts)
      return { kind: 'same', facts }
    }
    if (known.facts.identity !== facts.identity) {
      return { kind: 'lost', how: 'replaced', message: `${LOG_FILE} is another file now` }
    }
    if (facts.size < known.facts.size) {
      const sizes = `${String(known.facts.size)} bytes to ${String(facts.size)}`
      return { kind: 'lost', how: 'shrunk', message: `${LOG_FILE} shrank from ${sizes}` }
    }
    if (facts.size === known.facts.size && facts.mtimeMs === known.facts.mtimeMs) return { kind: 'same', facts }
    if (!(await this.#isContinued(known))) {
      return { kind: 'lost', how: 'replaced', message: `${LOG_FILE} was written over: what was read of it has changed` }
    }
    this.#known = await this.#remember(facts)
    return { kind: facts.size > known.facts.size ? 'grown' : 'same', facts }
  }

  async #remember(facts: FileFacts): Promise<Known> {
    const [head, tail] = await this.#ends(facts.size)
    return { facts, head, tail }
  }

  async #isContinued({ facts, head, tail }: Known): Promise<boolean> {
    const [newHead, newTail] = await this.#ends(facts.size)
    return areEqual(head, newHead) && areEqual(tail, newTail)
  }

  /** The first bytes and the last ones of a log of this size. */
  async #ends(size: number): Promise<readonly [Uint8Array, Uint8Array]> {
    return [
      await this.#source.read(LOG_FILE, 0, Math.min(HEAD, size)),
      await this.#source.read(LOG_FILE, Math.max(0, size - TAIL), Math.min(TAIL, size)),
    ]
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
