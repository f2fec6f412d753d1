/**
 * Frames to bytes and back: msgpack, with extensions for typed arrays, so that columns arrive as columns, and for long lists of
 * strings, which are decoded as one text. Used by the web server and by the page's WebSocket transport alike. Members that are `undefined` are left out; `Uint8Array` is msgpack's own binary.
 */
import { ExtensionCodec, decode, encode } from '@msgpack/msgpack'
import type { FramePiece, PageFrame, ServerFrame } from './frames.ts'

interface Column {
  readonly buffer: ArrayBufferLike
  readonly byteOffset: number
  readonly byteLength: number
}

/** Extension numbers are part of the wire format: append, never renumber. */
const columnTypes: readonly {
  readonly extension: number
  readonly matches: (value: unknown) => value is Column
  readonly make: (buffer: ArrayBuffer) => Column
}[] = [
  { extension: 1, matches: (v): v is Int8Array => v instanceof Int8Array, make: (b) => new Int8Array(b) },
  { extension: 2, matches: (v): v is Uint16Array => v instanceof Uint16Array, make: (b) => new Uint16Array(b) },
  { extension: 3, matches: (v): v is Int16Array => v instanceof Int16Array, make: (b) => new Int16Array(b) },
  { extension: 4, matches: (v): v is Uint32Array => v instanceof Uint32Array, make: (b) => new Uint32Array(b) },
  { extension: 5, matches: (v): v is Int32Array => v instanceof Int32Array, make: (b) => new Int32Array(b) },
  { extension: 6, matches: (v): v is Float32Array => v instanceof Float32Array, make: (b) => new Float32Array(b) },
  { extension: 7, matches: (v): v is Float64Array => v instanceof Float64Array, make: (b) => new Float64Array(b) },
]

const extensionCodec = new ExtensionCodec()
for (const { extension, matches, make } of columnTypes) {
  extensionCodec.register({
    type: extension,
    encode: (value) => (matches(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null),
    // The decoder hands out a view at any offset; a column needs its own aligned buffer.
    decode: (bytes) => make(new Uint8Array(bytes).buffer),
  })
}

/** Lists of strings from this length on travel as one text: decoding hundreds of thousands one by one takes as long as all else. */
const LONG_LIST = 256

extensionCodec.register({ type: 8, encode: encodeStrings, decode: decodeStrings })

/** The length of each in UTF-16 code units, and the joined text. */
function encodeStrings(value: unknown): Uint8Array | null {
  if (!isLongStringList(value)) return null
  const lengths = Uint32Array.from(value, ({ length }) => length)
  return encode([lengths, value.join('')], { extensionCodec })
}

function decodeStrings(bytes: Uint8Array): readonly string[] {
  const parts = decode(bytes, { extensionCodec })
  if (!isLengthsAndText(parts)) throw new RangeError('not a list of strings')
  const [lengths, text] = parts
  const strings: string[] = []
  let from = 0
  for (const length of lengths) {
    strings.push(text.slice(from, from + length))
    from += length
  }
  return strings
}

function isLengthsAndText(value: unknown): value is readonly [Uint32Array, string] {
  return Array.isArray(value) && value[0] instanceof Uint32Array && typeof value[1] === 'string'
}

function isLongStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length >= LONG_LIST && value.every((one) => typeof one === 'string')
}

export function encodeFrame(frame: PageFrame | ServerFrame<unknown>): Uint8Array<ArrayBuffer> {
  return encode(frame, { extensionCodec, ignoreUndefined: true })
}

/** Longer frames to the page travel in pieces of this size. */
const PIECE_BYTES = 256 * 1024

/** The messages that carry a frame to the page, in the order to send them. */
export function encodeServerFrame(frame: ServerFrame<unknown>): readonly Uint8Array<ArrayBuffer>[] {
  const whole = encodeFrame(frame)
  const of = whole.length
  if (of <= PIECE_BYTES) return [whole]
  return Array.from({ length: Math.ceil(of / PIECE_BYTES) }, (_, at) => {
    const bytes = whole.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES)
    return encode({ type: 'piece', of, bytes } satisfies FramePiece)
  })
}

/**
 * Takes the messages of one connection in their order; gives a frame with the message that completes it. Frames of our own server
 * are taken at their word.
 */
export function createServerFrameReader(): (message: Uint8Array) => ServerFrame<never> | undefined {
  let whole = new Uint8Array(0)
  let filled = 0
  return (message) => {
    const frame = decode(message, { extensionCodec })
    if (!isPiece(frame)) return serverFrame(frame)
    if (filled === 0) whole = new Uint8Array(frame.of)
    whole.set(frame.bytes, filled)
    filled += frame.bytes.length
    if (filled < whole.length) return undefined
    const complete = whole
    whole = new Uint8Array(0)
    filled = 0
    return serverFrame(decode(complete, { extensionCodec }))
  }
}

/** For bytes from a page. Throws on anything that is not one whole msgpack value; the value itself is not checked. */
export function decodePageFrame(bytes: Uint8Array): unknown {
  return decode(bytes, { extensionCodec })
}

function serverFrame(frame: unknown): ServerFrame<never> {
  if (!isServerFrame(frame)) throw new Error('not a frame of this server')
  return frame
}

function isServerFrame(value: unknown): value is ServerFrame<never> {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function isPiece(value: unknown): value is FramePiece {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'piece'
}
