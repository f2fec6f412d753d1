/** Changes bytes wherever they are, knowing nothing of what they mean. */
import type { Random } from './random.ts'

const TELLING = [0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x3a, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xf5, 0xff]

export interface ChangedBytes {
  readonly bytes: Uint8Array
  readonly step: string
}

export function mutateBytes(bytes: Uint8Array, random: Random): ChangedBytes {
  const at = random.below(bytes.length + 1)
  const length = random.chance(0.5) ? 1 : 1 + random.below(64)
  const where = `at ${String(at)}`
  switch (random.below(6)) {
    case 0:
      return { bytes: bytes.slice(0, at), step: `cut ${where}` }
    case 1:
      return { bytes: joined([bytes.subarray(0, at), bytes.subarray(at + length)]), step: `removed bytes ${where}` }
    case 2:
      return { bytes: inserted(bytes, at, anything(length, random)), step: `inserted bytes ${where}` }
    case 3:
      return { bytes: inserted(bytes, at, bytes.subarray(at, at + length)), step: `doubled bytes ${where}` }
    default: {
      // A copy: a Buffer's `slice` is a view.
      const changed = Uint8Array.from(bytes)
      changed.set(anything(Math.min(length, bytes.length - at), random), at)
      return { bytes: changed, step: `changed bytes ${where}` }
    }
  }
}

function anything(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => (random.chance(0.7) ? random.pick(TELLING) : random.below(256)))
}

function inserted(bytes: Uint8Array, at: number, more: Uint8Array): Uint8Array {
  return joined([bytes.subarray(0, at), more, bytes.subarray(at)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
