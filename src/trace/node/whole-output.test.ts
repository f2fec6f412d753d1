import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeWholeFile } from './whole-output.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rolloutlens-whole-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** As a stream fails whose disk fills up half-way. */
async function* thenFull(): AsyncGenerator<string> {
  yield 'half'
  await new Promise(setImmediate)
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
}

test('a disk that fills up half-way leaves what was there before, and nothing beside it', async () => {
  const file = path.join(folder, 'a.rollout')
  writeFileSync(file, 'before')
  await expect(writeWholeFile(file, thenFull(), new AbortController().signal, 'a.rollout')).rejects.toMatchObject({
    code: 'write_failed',
    message: '"a.rollout" could not be written: the disk is full (ENOSPC)',
  })
  expect(readdirSync(folder)).toEqual(['a.rollout'])
  expect(readFileSync(file, 'utf8')).toBe('before')
})
