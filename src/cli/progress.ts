/** One line that says how far long work has come, on a terminal only. It is gone when the work is done. */
import type { Terminal } from './terminal.ts'

const EVERY_MS = 100
const CLEAR_LINE = '\r\u001b[K'

export interface Progress {
  /** May be called as often as one likes. */
  show(text: () => string): void
  /** Removes the line. Idempotent. */
  clear(): Promise<void>
}

export function progressOn({ err }: Terminal): Progress {
  if (!err.isTerminal) return { show: () => undefined, clear: () => Promise.resolve() }
  let last = -Infinity
  let written = Promise.resolve()
  return {
    show(text) {
      if (performance.now() - last < EVERY_MS) return
      last = performance.now()
      written = err.write(CLEAR_LINE + text())
    },
    async clear() {
      if (last === -Infinity) return
      last = -Infinity
      await written
      await err.write(CLEAR_LINE)
    },
  }
}

/** Bytes as a person reads them: `3.8 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`
}
