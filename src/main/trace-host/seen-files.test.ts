import { expect, test } from 'vitest'
import { memorySource } from '../../trace/testkit/memory-source.ts'
import type { FileFacts } from '../../trace/bundle/source.ts'
import { SeenFiles } from './seen-files.ts'

const first: FileFacts = { size: 10, mtimeMs: 1, identity: '1:1' }

function seeing(): {
  readonly changed: string[]
  readonly look: (facts: FileFacts | undefined, settled?: boolean, readAtMs?: number) => Promise<unknown>
} {
  const changed: string[] = []
  let now: FileFacts | undefined
  const source = { ...memorySource('x', new Map()), stat: () => Promise.resolve(now) }
  const files = new SeenFiles(source, (path) => changed.push(path))
  return {
    changed,
    look: (facts, settled = true, readAtMs) => {
      now = facts
      return files.stat('payloads/1.json', settled, readAtMs)
    },
  }
}

test.each([
  ['its size', { ...first, size: 11 }],
  ['its time', { ...first, mtimeMs: 2 }],
  ['the file itself', { ...first, identity: '1:2' }],
  ['that it is there', undefined],
])('a file that changed is told once, by %s', async (_, other) => {
  const { changed, look } = seeing()
  expect(await look(first)).toEqual(first)
  await look(first)
  expect(changed).toEqual([])
  expect(await look(other)).toEqual(other)
  await look(other)
  expect(changed).toEqual(['payloads/1.json'])
})

test('the rest of a first writing is no change', async () => {
  const { changed, look } = seeing()
  await look(first, false)
  await look({ ...first, size: 20 }, false)
  await look({ ...first, size: 20 })
  expect(changed).toEqual([])
})

test.each([
  ['after the trace was read is a change', 2000, 1000, ['payloads/1.json']],
  ['before the trace was read is none', 1000, 2000, []],
  ['in the future is the work of another clock', Date.now() + 3_600_000, 1000, []],
  ['is no evidence where times say nothing', 2000, undefined, []],
] as const)('a first look: what was written %s', async (_, mtimeMs, readAtMs, expected) => {
  const { changed, look } = seeing()
  await look({ ...first, mtimeMs }, true, readAtMs)
  expect(changed).toEqual(expected)
})
