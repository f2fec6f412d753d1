/** What a command sees of the world outside: two streams, an interruption, where the application lies. Tests give their own. */
import nodePath from 'node:path'

export interface Output {
  readonly isTerminal: boolean
  /** Settles when the stream takes more. Text is UTF-8. */
  write(data: string | Uint8Array): Promise<void>
}

export interface Terminal {
  /** Data, and nothing else. */
  readonly out: Output
  /** Messages. */
  readonly err: Output
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal
  /** Folder of the application: `package.json`, `out`, `fixtures`. */
  readonly root: string
}

export function processTerminal(): Terminal {
  const signal = interruption()
  return {
    out: outputOf(process.stdout, signal),
    err: outputOf(process.stderr, signal),
    signal,
    root: nodePath.resolve(import.meta.dirname, '../..'),
  }
}

function outputOf(stream: NodeJS.WriteStream, signal: AbortSignal): Output {
  // A reader that has seen enough (`| head`) is no failure; there is nobody left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2)
  })
  return {
    isTerminal: stream.isTTY,
    write: (data) =>
      new Promise((resolve) => {
        if (stream.write(data) || signal.aborted) {
          resolve()
          return
        }
        // A reader that takes nothing more must not hold up an interruption.
        const settle = (): void => {
          stream.off('drain', settle)
          signal.removeEventListener('abort', settle)
          resolve()
        }
        stream.once('drain', settle)
        signal.addEventListener('abort', settle)
      }),
  }
}

/** The first signal asks commands to end and to clean up; the second one does not wait for them. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      controller.abort()
      process.once(signal, () => process.exit(130))
    })
  }
  return controller.signal
}
