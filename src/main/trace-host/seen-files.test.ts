import { expect, test } from 'vitest'
import { memorySource } from '../../trace/testkit/memory-source.ts'
import type { FileFacts } from '../../trace/bundle/source.ts'
import { SeenFiles } from './seen-files.ts'

const first: FileFacts = { size: 10, mtimeMs: 1, identity: '1:1' }

function seeing(): {
  readonly changed: string[]
  readonly look: (facts: FileFacts | undefined, settled?: boolean) => Promise<unknown>
} {
  const changed: string[] = []
  let now: FileFacts | undefined
  const source = { ...memorySource('x', new Map()), stat: () => Promise.resolve(now) }
  const files = new SeenFiles(source, (path) => changed.push(path))
  return {
    changed,
    look: (facts, settled = true) => {
      now = facts
      return files.stat('payloads/1.json', settled)
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
