/** Checks what arrives on a socket before anything looks at it. The calls' own requests are checked by the window session. */
import { z } from 'zod'
import { decodePageFrame } from '../../shared/frame-codec.ts'
import type { PageFrame } from '../../shared/frames.ts'

const id = z.int().min(0)

const pageFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    secret: z.string().max(1000),
    tab: z.string().max(100).exactOptional(),
  }),
  z.strictObject({ type: z.literal('call'), id, name: z.string().max(200), request: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), id }),
])

/** Undefined for anything that is not one whole frame of the contract. */
export function readPageFrame(bytes: Uint8Array): PageFrame | undefined {
  let value: unknown
  try {
    value = decodePageFrame(bytes)
  } catch {
    return undefined // not msgpack: told to the page by closing its socket
  }
  const frame = pageFrame.safeParse(value)
  return frame.success ? frame.data : undefined
}
