/** Where the bytes of a document come from, read by windows. */
import type { Client } from '../../transport/client.ts'

export interface ByteSource {
  /** Bytes of the whole. */
  readonly size: number
  /** Exactly the bytes [offset, offset + length), less what lies past the end. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>
}

/** The most that one `payload/read` may ask for. */
const MOST_BYTES = 1024 * 1024

export function payloadSource(client: Client, session: string, payloadId: string, size: number): ByteSource {
  const readOne = async (offset: number, limit: number, signal?: AbortSignal): Promise<Uint8Array> => {
    const request = { session, payloadId, offset, limit }
    return (await client.call('payload/read', request, signal === undefined ? {} : { signal })).bytes
  }
  return {
    size,
    async read(offset, length, signal) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      if (wanted <= MOST_BYTES) return wanted === 0 ? new Uint8Array() : readOne(offset, wanted, signal)
      const whole = new Uint8Array(wanted)
      for (let at = 0; at < wanted;) {
        const part = await readOne(offset + at, Math.min(MOST_BYTES, wanted - at), signal)
        // The file shrank meanwhile: what is left is what there is.
        if (part.length === 0) return whole.subarray(0, at)
        whole.set(part, at)
        at += part.length
      }
      return whole
    },
  }
}

export function textSource(text: string): ByteSource {
  const bytes = new TextEncoder().encode(text)
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
  }
}
