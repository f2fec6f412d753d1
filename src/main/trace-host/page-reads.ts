/**
 * Reads of files that only the page can read: asked for together where they come together, since each asking is a round trip,
 * and answered by the page some time later, or never. Owns pairing, patience and giving up; knows nothing of bundles.
 */
import type { FileWindow } from '../../shared/events.ts'
import { TraceError } from '../../trace/base/errors.ts'
import type { WindowAnswer } from './protocol.ts'

/** A page that reads from a slow disk or network drive gets this long for one window. */
const PATIENCE_MS = 30_000
/** What is asked for at once, so that the answer fits into a message of moderate size. */
const MOST_WINDOWS = 256
const MOST_BYTES = 8 * 1024 * 1024

interface Awaited {
  readonly path: string
  readonly length: number
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: TraceError) => void
}

export class PageReads {
  readonly #ask: (windows: readonly FileWindow[]) => void
  readonly #patienceMs: number
  readonly #awaited = new Map<number, Awaited>()
  #last = 0
  /** Wanted since this turn began. */
  #wanted: FileWindow[] = []
  #wantedBytes = 0

  constructor(ask: (windows: readonly FileWindow[]) => void, patienceMs = PATIENCE_MS) {
    this.#ask = ask
    this.#patienceMs = patienceMs
  }

  /**
   * At most `length` bytes; fewer where the file has become shorter. Throws TraceError `read_failed` if the page cannot read,
   * does not answer in time, or answers with more than was asked; `cancelled` once `signal` is aborted.
   */
  async read({ source, path, offset, length }: Omit<FileWindow, 'read'>, signal: AbortSignal): Promise<Uint8Array> {
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
      this.#want({ read, source, path, offset, length })
      return await answered
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  /** The page's answer; one that nobody awaits is dropped. */
  answer({ read, bytes, message = '' }: WindowAnswer): void {
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

  #want(window: FileWindow): void {
    if (this.#wantedBytes + window.length > MOST_BYTES || this.#wanted.length === MOST_WINDOWS) this.#flush()
    if (this.#wanted.length === 0)
      queueMicrotask(() => {
        this.#flush()
      })
    this.#wanted.push(window)
    this.#wantedBytes += window.length
  }

  #flush(): void {
    const windows = this.#wanted.filter(({ read }) => this.#awaited.has(read))
    this.#wanted = []
    this.#wantedBytes = 0
    if (windows.length > 0) this.#ask(windows)
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
