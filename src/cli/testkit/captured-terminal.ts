/** A terminal that remembers what was written to it. */
import nodePath from 'node:path'
import type { Output, Terminal } from '../terminal.ts'

export interface CapturedTerminal extends Terminal {
  text(stream: 'out' | 'err'): string
  interrupt(): void
}

export function capturedTerminal({ isTerminal = false } = {}): CapturedTerminal {
  const written: Record<'out' | 'err', (string | Uint8Array)[]> = { out: [], err: [] }
  const controller = new AbortController()
  const output = (stream: 'out' | 'err'): Output => ({
    isTerminal,
    write(data) {
      written[stream].push(data)
      return Promise.resolve()
    },
  })
  return {
    out: output('out'),
    err: output('err'),
    signal: controller.signal,
    root: nodePath.resolve(import.meta.dirname, '../../..'),
    text: (stream) => written[stream].map((data) => Buffer.from(data).toString()).join(''),
    interrupt() {
      controller.abort()
    },
  }
}
