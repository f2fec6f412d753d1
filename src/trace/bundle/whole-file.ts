/** Reads one whole file of a bundle, in windows, for documents that have to be in memory at once anyway. */
import { TraceError } from '../base/errors.ts'
import type { BundleSource, Memory } from './source.ts'

const WINDOW = 4 * 1024 * 1024

/** `memory` need not be asked for any. Throws TraceError `not_found` and what the source throws. */
export async function readWholeFile(
  source: BundleSource,
  path: string,
  memory: Memory = (length) => new Uint8Array(length),
): Promise<Uint8Array> {
  const whole = await source.readWhole?.(path, memory)
  if (whole !== undefined) return whole
  const facts = await source.stat(path)
  if (facts === undefined) throw new TraceError('not_found', `${path} does not exist`, { file: path })
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
