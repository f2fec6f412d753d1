/** A bundle written to memory, for tests. Calls can be made to fail. */
import { TraceError } from '../base/errors.ts'
import type { BundleSink } from '../write/sink.ts'

export interface MemorySink extends BundleSink {
  /** Text by path, as it stands now. */
  readonly files: ReadonlyMap<string, string>
  /** Every call in order, such as `create payloads/1.json`. */
  readonly calls: readonly string[]
  /** The next call rejects and changes nothing. */
  failNext(): void
}

export function memorySink(): MemorySink {
  const files = new Map<string, string>()
  const calls: string[] = []
  let failing = false
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const take = async (call: string, work: () => void): Promise<void> => {
    await Promise.resolve() // like a disk, it takes its time: calls that do not wait for each other would show
    calls.push(call)
    if (failing) {
      failing = false
      throw new TraceError('write_failed', 'no space left')
    }
    work()
  }
  return {
    files,
    calls,
    failNext() {
      failing = true
    },
    create: (path, bytes) =>
      take(`create ${path}`, () => {
        if (files.has(path)) throw new TraceError('write_failed', `${path} exists`)
        files.set(path, decoder.decode(bytes))
      }),
    append: (path, bytes) =>
      take(`append ${path}`, () => {
        files.set(path, (files.get(path) ?? '') + decoder.decode(bytes))
      }),
    close: () => take('close', () => undefined),
  }
}
