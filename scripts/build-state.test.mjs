import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { STAMP, buildState } from './build-state.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-state-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** @param {string} name @param {number} seconds since the epoch */
function put(name, seconds) {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
  utimesSync(path, seconds, seconds)
  for (let up = dirname(path); up.length > folder.length; up = dirname(up)) utimesSync(up, seconds, seconds)
}

test('without a stamp there is no build', () => {
  put('src/cli/index.ts', 100)
  expect(buildState(folder)).toBe('missing')
})

test('a build is fresh until a source, the configuration or the lock file is newer', () => {
  put('src/cli/index.ts', 100)
  put('package-lock.json', 100)
  put(STAMP, 200)
  expect(buildState(folder)).toBe('fresh')
  put('package-lock.json', 300)
  expect(buildState(folder)).toBe('stale')
  put(STAMP, 400)
  expect(buildState(folder)).toBe('fresh')
  put('src/trace/base/deep.ts', 500)
  expect(buildState(folder)).toBe('stale')
})

test('a removed source makes a build stale', () => {
  put('src/cli/index.ts', 100)
  put('src/cli/old.ts', 100)
  put(STAMP, 200)
  rmSync(join(folder, 'src/cli/old.ts'))
  expect(buildState(folder)).toBe('stale')
})

test('tests and notes do not', () => {
  put('src/cli/index.test.ts', 300)
  put('src/cli/README.md', 300)
  utimesSync(join(folder, 'src/cli'), 100, 100)
  put(STAMP, 200)
  expect(buildState(folder)).toBe('fresh')
})
