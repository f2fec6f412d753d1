/**
 * Reads of files that only the page can read: one request each, answered by the page some time later, or never. Owns pairing,
 * patience and giving up; knows nothing of bundles.
 */
import type { EventPayloads } from '../../shared/events.ts'
import { TraceError } from '../../trace/base/errors.ts'

/** A page that reads from a slow disk or network drive gets this long for one window. */
const PATIENCE_MS = 30_000

interface Awaited {
  readonly path: string
  readonly length: number
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: TraceError) => void
}

export class PageReads {
  readonly #ask: (wanted: EventPayloads['source/read']) => void
  readonly #patienceMs: number
  readonly #awaited = new Map<number, Awaited>()
  #last = 0

  constructor(ask: (wanted: EventPayloads['source/read']) => void, patienceMs = PATIENCE_MS) {
    this.#ask = ask
    this.#patienceMs = patienceMs
  }

  /**
   * At most `length` bytes; fewer where the file has become shorter. Throws TraceError `read_failed` if the page cannot read,
   * does not answer in time, or answers with more than was asked; `cancelled` once `signal` is aborted.
   */
  async read(
    { source, path, offset, length }: Omit<EventPayloads['source/read'], 'read'>,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (signal.aborted) throw cancelled(path)
    const read = ++this.#last
    const answered = new Promise<Uint8Array>((resolve, reject) => {
      this.#awaited.set(read, { path, length, resolve, reject })
    })
    const timer = setTimeout(() => {
      const seconds = String(this.#patienceMs / 1000)
      this.#fail(read, new TraceError('read_failed', `the page did not answer within ${seconds} s`, { file: path }))
    }, this.#patienceMs)
    const giveUp = () => {
      this.#fail(read, cancelled(path))
    }
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      this.#ask({ read, source, path, offset, length })
      return await answered
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  /** The page's answer; `bytes` undefined says that it could not read. Answers nobody awaits are dropped. */
  answer(read: number, bytes: Uint8Array | undefined, message: string): void {
    const awaited = this.#awaited.get(read)
    if (awaited === undefined) return
    const { path, length } = awaited
    if (bytes === undefined) {
      const why = message === '' ? 'no reason given' : message
      this.#fail(read, new TraceError('read_failed', `the page could not read the file: ${why}`, { file: path }))
    } else if (bytes.length > length) {
      const facts = `${String(bytes.length)} bytes for ${String(length)}`
      this.#fail(read, new TraceError('read_failed', `the page answered ${facts}`, { file: path }))
    } else {
      this.#awaited.delete(read)
      awaited.resolve(bytes)
    }
  }

  #fail(read: number, error: TraceError): void {
    const awaited = this.#awaited.get(read)
    this.#awaited.delete(read)
    awaited?.reject(error)
  }
}

function cancelled(path: string): TraceError {
  return new TraceError('cancelled', 'reading was cancelled', { file: path })
}
