import { encode, ExtData } from '@msgpack/msgpack'
import { describe, expect, it } from 'vitest'
import { createServerFrameReader, decodePageFrame, encodeFrame, encodeServerFrame } from './frame-codec.ts'

const decodeServerFrame = (message: Uint8Array) => createServerFrameReader()(message)

describe('frame codec', () => {
  it.each([
    new Int8Array([-1, 2]),
    new Uint8Array([0, 255]),
    new Uint16Array([1, 65535]),
    new Int16Array([-32768, 3]),
    new Uint32Array([4_294_967_295]),
    new Int32Array([-1, 0]),
    new Float32Array([0.5]),
    new Float64Array([Number.NaN, -0.1, 1.7e12]),
    new Float64Array(0),
  ])('carries a column as a column: %o', (column) => {
    const frame = decodeServerFrame(
      encodeFrame({ type: 'reply', id: 7, reply: { ok: true, value: { x: 'y', column } } }),
    )
    expect(frame).toEqual({ type: 'reply', id: 7, reply: { ok: true, value: { x: 'y', column } } })
  })

  it('sends only the viewed part of a larger buffer', () => {
    const view = new Float64Array(new Float64Array(1_000_000).fill(3).buffer, 8, 2)
    const bytes = encodeFrame({ type: 'reply', id: 1, reply: { ok: true, value: view } })
    expect(bytes.byteLength).toBeLessThan(100)
    expect(decodeServerFrame(bytes)).toEqual({
      type: 'reply',
      id: 1,
      reply: { ok: true, value: new Float64Array([3, 3]) },
    })
  })

  it('carries a frame of megabytes in pieces that a page takes one by one', () => {
    const long = { type: 'reply', id: 1, reply: { ok: true, value: 'long'.repeat(300_000) } } as const
    const short = { type: 'reply', id: 2, reply: { ok: true, value: 'short' } } as const
    const messages = [long, short, long].flatMap(encodeServerFrame)
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(300_000)
    const read = createServerFrameReader()
    expect(messages.map(read).filter((frame) => frame !== undefined)).toEqual([long, short, long])
  })

  it('carries a long list of strings, whatever is in them', () => {
    const some = ['', 'plain', 'ünïcödé', '\u{1f600}', 'a\u0000b', '\n', 'x'.repeat(70_000)]
    const value = Array.from({ length: 5000 }, (_, at) => `${some[at % some.length] ?? ''}${String(at)}`)
    const frame = { type: 'reply', id: 1, reply: { ok: true, value: { value } } } as const
    expect(decodeServerFrame(encodeFrame(frame))).toEqual(frame)
  })

  it('refuses a list of strings that is none', () => {
    for (const inner of ['text', ['text', 'lengths'], [[1, 2], 'ab']]) {
      expect(() => decodePageFrame(encode(new ExtData(8, encode(inner))))).toThrow('not a list of strings')
    }
  })

  it('leaves out undefined members and keeps null', () => {
    const request = { a: undefined, b: null }
    expect(decodePageFrame(encodeFrame({ type: 'call', id: 1, name: 'x', request }))).toStrictEqual({
      type: 'call',
      id: 1,
      name: 'x',
      request: { b: null },
    })
  })

  it('refuses cut-off bytes, trailing bytes and a __proto__ key', () => {
    const whole = encodeFrame({ type: 'hello', secret: 'abc' })
    expect(() => decodePageFrame(whole.subarray(0, -1))).toThrow()
    expect(() => decodePageFrame(new Uint8Array([...whole, 0]))).toThrow()
    expect(() => decodePageFrame(encode(JSON.parse('{"__proto__": 1}')))).toThrow()
  })

  it('refuses a server message that is no frame', () => {
    expect(() => decodeServerFrame(encode('welcome'))).toThrow('not a frame')
  })
})
