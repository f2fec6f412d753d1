/**
 * Finds text in a document of any size by reading it in chunks. Compares bytes; the letters A to Z match in both cases, all else
 * exactly. Gives way between chunks, can be stopped, and says how far it got.
 */
import type { ByteSource } from './byte-source.ts'

const CHUNK_BYTES = 1024 * 1024

export interface FindOptions {
  /** Where to begin; the search goes round once. */
  readonly from: number
  readonly backwards?: boolean
  readonly signal?: AbortSignal
  /** Bytes looked through so far. */
  readonly onProgress?: (bytes: number) => void
}

/** Byte offset of the nearest match at or after `from` (before it, if backwards); undefined if there is none anywhere. */
export async function findBytes(source: ByteSource, text: string, options: FindOptions): Promise<number | undefined> {
  const needle = comparable(new TextEncoder().encode(text))
  if (needle === '' || source.size === 0) return undefined
  const chunks = Math.ceil(source.size / CHUNK_BYTES)
  const from = Math.min(Math.max(options.from, 0), source.size)
  const start = Math.min(chunks - 1, Math.floor(from / CHUNK_BYTES))
  // The first chunk comes twice: first the part beyond `from`, at the end the part on its other side.
  for (let step = 0; step <= chunks; step++) {
    options.signal?.throwIfAborted()
    const chunk = modulo(options.backwards === true ? start - step : start + step, chunks)
    const offset = chunk * CHUNK_BYTES
    const bytes = await source.read(offset, CHUNK_BYTES + needle.length - 1, options.signal)
    const found = search(
      comparable(bytes),
      needle,
      from - offset,
      step === 0,
      step === chunks,
      options.backwards === true,
    )
    if (found !== undefined) return offset + found
    options.onProgress?.(Math.min(source.size, (step + 1) * CHUNK_BYTES))
  }
  return undefined
}

function search(
  text: string,
  needle: string,
  from: number,
  first: boolean,
  again: boolean,
  backwards: boolean,
): number | undefined {
  // A match that begins in the overlap belongs to the next chunk.
  const end = Math.min(text.length, CHUNK_BYTES + needle.length - 1)
  const within = text.slice(0, end)
  if (backwards) {
    const at = first ? (from <= 0 ? -1 : within.lastIndexOf(needle, from - 1)) : within.lastIndexOf(needle)
    return at === -1 || (again && at < from) ? undefined : at
  }
  const at = within.indexOf(needle, first ? Math.max(0, from) : 0)
  return at === -1 || (again && at >= from) ? undefined : at
}

/** One character per byte, A to Z in lower case. */
function comparable(bytes: Uint8Array): string {
  const lower = bytes.slice()
  for (let at = 0; at < lower.length; at++) {
    const byte = lower[at] ?? 0
    if (byte >= 65 && byte <= 90) lower[at] = byte + 32
  }
  return latin1.decode(lower)
}

/** Maps each byte to a character of its own. */
const latin1 = new TextDecoder('windows-1252')

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
