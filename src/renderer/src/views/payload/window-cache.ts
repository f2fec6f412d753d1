/** The windows of a document that are at hand: their bytes, and their rows for the present number of columns. Bounded. */
import type { ByteSource } from './byte-source.ts'
import { makeWindow, windowRange, type TextWindow } from './byte-windows.ts'

/** 48 windows are 6 MiB. The one used longest ago goes first. */
const MOST_WINDOWS = 48

export interface WindowCache {
  has(index: number): boolean
  /** Undefined if its bytes are not at hand. */
  window(index: number, columns: number): TextWindow | undefined
  /** True if it came in now; false if it was there or is on its way. Rejects with what the source throws. */
  load(index: number, signal: AbortSignal): Promise<boolean>
}

export function createWindowCache(source: ByteSource): WindowCache {
  const bytesOf = new Map<number, Uint8Array>()
  const wrapped = new Map<number, { readonly columns: number; readonly window: TextWindow }>()
  const underWay = new Map<number, Promise<boolean>>()

  function keep(index: number, bytes: Uint8Array): void {
    bytesOf.delete(index)
    bytesOf.set(index, bytes)
    for (const oldest of bytesOf.keys()) {
      if (bytesOf.size <= MOST_WINDOWS) break
      bytesOf.delete(oldest)
      wrapped.delete(oldest)
    }
  }

  async function read(index: number, signal: AbortSignal): Promise<boolean> {
    const { offset, length } = windowRange(index, source.size)
    try {
      keep(index, await source.read(offset, length, signal))
      return true
    } finally {
      underWay.delete(index)
    }
  }

  return {
    has: (index) => bytesOf.has(index),
    window(index, columns) {
      const bytes = bytesOf.get(index)
      if (bytes === undefined) return undefined
      const known = wrapped.get(index)
      if (known?.columns === columns) return known.window
      const window = makeWindow(index, bytes, source.size, columns)
      wrapped.set(index, { columns, window })
      return window
    },
    load(index, signal) {
      if (bytesOf.has(index)) return Promise.resolve(false)
      const running = underWay.get(index)
      if (running !== undefined) return running
      const started = read(index, signal)
      underWay.set(index, started)
      return started
    },
  }
}
