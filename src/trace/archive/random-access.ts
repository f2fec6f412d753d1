/**
 * What an archive is read through: a file on disk (`trace/node`), a file that was dropped on the web page, memory in tests.
 * Windows may be expensive, a round trip to a browser, so the archive never asks for a few bytes at a time: `paged` stands
 * between.
 */

export interface RandomAccess {
  /** Bytes; does not change while the archive is open. */
  readonly size: number
  /** At most `length` bytes from `offset`; shorter only at the end. The array is the caller's own. Throws TraceError. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** Releases handles. Idempotent. */
  close(): Promise<void>
}

const PAGE = 128 * 1024
const PAGES = 32

/** Keeps the pages last read, so that headers lying side by side cost one read. Windows of a page and more go through. */
export function paged(access: RandomAccess): RandomAccess {
  const pages = new Map<number, Promise<Uint8Array>>()

  function page(index: number): Promise<Uint8Array> {
    const known = pages.get(index)
    const bytes = known ?? access.read(index * PAGE, PAGE)
    pages.delete(index)
    pages.set(index, bytes)
    if (known === undefined) {
      bytes.catch(() => pages.delete(index)) // asked again next time; whoever asked now sees the error
      for (const oldest of pages.keys()) {
        if (pages.size <= PAGES) break
        pages.delete(oldest)
      }
    }
    return bytes
  }

  return {
    size: access.size,
    async read(offset, length) {
      const end = Math.min(offset + length, access.size)
      if (end - offset >= PAGE) return access.read(offset, end - offset)
      const window = new Uint8Array(Math.max(0, end - offset))
      for (let at = offset; at < end;) {
        const start = at - (at % PAGE)
        const bytes = (await page(start / PAGE)).subarray(at - start, end - start)
        if (bytes.length === 0) return window.slice(0, at - offset) // the file was cut while it was open
        window.set(bytes, at - offset)
        at += bytes.length
      }
      return window
    },
    close: () => access.close(),
  }
}
