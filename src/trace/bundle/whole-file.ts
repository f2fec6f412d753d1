/** Reads one whole file of a bundle, in windows, for documents that have to be in memory at once anyway. */
import { TraceError } from '../base/errors.ts'
import type { BundleSource, Memory } from './source.ts'

const WINDOW = 4 * 1024 * 1024

/** What is held at once at most: far more than any recorder writes into one file, and less than breaks a small machine. */
const LARGEST_FILE = 256 * 1024 * 1024

/**
 * `memory` need not be asked for any. Throws TraceError `not_found`, `file_too_large` beyond `largest` bytes, and what the
 * source throws.
 */
export async function readWholeFile(
  source: BundleSource,
  path: string,
  memory: Memory = (length) => new Uint8Array(length),
  largest: number = LARGEST_FILE,
): Promise<Uint8Array> {
  const bounded: Memory = (length) => {
    refuseBeyond(largest, length, path)
    return memory(length)
  }
  const whole = await source.readWhole?.(path, bounded)
  if (whole !== undefined) return whole
  const facts = await source.stat(path)
  if (facts === undefined) throw new TraceError('not_found', `${path} does not exist`, { file: path })
  refuseBeyond(largest, facts.size, path)
  if (facts.size <= WINDOW) return source.read(path, 0, facts.size)
  const bytes = new Uint8Array(facts.size)
  let filled = 0
  while (filled < bytes.length) {
    const window = await source.read(path, filled, Math.min(WINDOW, bytes.length - filled))
    if (window.length === 0) return bytes.subarray(0, filled)
    bytes.set(window, filled)
    filled += window.length
  }
  return bytes
}

function refuseBeyond(largest: number, size: number, path: string): void {
  if (size <= largest) return
  const facts = `${mebibytes(size)} MiB, more than the ${mebibytes(largest)} MiB that are held at once`
  throw new TraceError('file_too_large', `${path} has ${facts}`, { file: path })
}

function mebibytes(bytes: number): string {
  return String(Math.ceil(bytes / 1024 / 1024))
}
