import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { samplePaths } from './samples.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-'))
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('samples are the folders and archives of their folder, by name', () => {
  const folder = path.join(root, 'fixtures', 'samples')
  mkdirSync(path.join(folder, 'showcase'), { recursive: true })
  for (const name of ['showcase_b.rollout', 'README.md']) writeFileSync(path.join(folder, name), '')
  expect(samplePaths(root)).toEqual([path.join(folder, 'showcase'), path.join(folder, 'showcase_b.rollout')])
})

test('an application without samples has none', () => {
  expect(samplePaths(root)).toEqual([])
})
