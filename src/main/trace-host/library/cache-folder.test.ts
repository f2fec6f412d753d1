import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cacheBytes, shrinkCache } from './cache-folder.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-cache-'))
  for (const [at, name] of ['old', 'middle', 'new'].entries()) {
    writeFileSync(path.join(folder, name), 'x'.repeat(100))
    utimesSync(path.join(folder, name), at + 1, at + 1)
  }
  mkdirSync(path.join(folder, 'folder'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it.each([
  [1000, ['folder', 'middle', 'new', 'old'], 300],
  [250, ['folder', 'middle', 'new'], 200],
  [0, ['folder'], 0],
])('keeps the newest up to %i bytes', async (most, names, bytes) => {
  await shrinkCache(folder, most)
  expect(readdirSync(folder).sort()).toEqual(names)
  expect(await cacheBytes(folder)).toBe(bytes)
})

it('is empty where there is none', async () => {
  const none = path.join(folder, 'none')
  await shrinkCache(none, 0)
  expect(await cacheBytes(none)).toBe(0)
})
