import { describe, expect, it } from 'vitest'
import { as, type ThreadId } from '../base/ids.ts'
import { ShownRequests } from './shown-requests.ts'

const thread = (name: string) => as<ThreadId>(name)
const encoder = new TextEncoder()
const request = (bytes: Uint8Array) => ({ bytes, ends: [], shown: [], repeatable: 0, newest: 0 })

describe('requests that are kept', () => {
  it('are copies, written over from where they part', () => {
    const kept = new ShownRequests()
    const read = encoder.encode('one two')
    kept.keep(thread('a'), request(read))
    read.fill(0)
    kept.keep(thread('a'), request(encoder.encode('one three')), 4)
    kept.keep(thread('a'), request(encoder.encode('one t')), 4)
    expect(new TextDecoder().decode(kept.get(thread('a'))?.bytes)).toBe('one t')
  })

  it('give way to newer ones when they take too much', () => {
    const kept = new ShownRequests()
    const large = request(new Uint8Array(20 * 1024 * 1024))
    for (const name of ['a', 'b', 'a', 'c']) kept.keep(thread(name), large)
    expect(['a', 'b', 'c'].filter((name) => kept.get(thread(name)) !== undefined)).toEqual(['a', 'c'])
  })
  it('take the memory of those that went', () => {
    const kept = new ShownRequests()
    for (const name of ['a', 'b']) kept.keep(thread(name), request(new Uint8Array(25 * 1024 * 1024).fill(1)))
    const memory = kept.get(thread('a'))?.bytes.buffer
    kept.keep(thread('c'), request(new Uint8Array(24 * 1024 * 1024).fill(2)))
    const { bytes } = kept.get(thread('c')) ?? {}
    expect(bytes?.buffer).toBe(memory)
    expect(bytes?.every((byte) => byte === 2)).toBe(true)
  })

  it('are none that take too much alone', () => {
    const kept = new ShownRequests()
    kept.keep(thread('a'), request(new Uint8Array(8)))
    kept.keep(thread('b'), request(new Uint8Array(60 * 1024 * 1024)))
    expect(kept.get(thread('a'))).toBeDefined()
    expect(kept.get(thread('b'))).toBeUndefined()
  })
})
