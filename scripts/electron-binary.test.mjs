import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findElectron } from './electron-binary.mjs'

/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electron-package-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** @param {string} name @param {string} [text] @returns {string} its path */
function put(name, text = '') {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [place] */
const find = ({ env = {}, platform = 'linux' } = {}) => findElectron({ env, platform, folder })

describe('the package as npm ci leaves it', () => {
  test('has no binary, and the reason says how to get one', () => {
    expect(find()).toEqual({ missing: expect.stringContaining('npm run electron:install') })
  })

  test('is no reason to fail where the package itself is missing', () => {
    expect(findElectron({ env: {}, platform: 'linux', folder: undefined })).toEqual({
      missing: 'The electron package is not installed.',
    })
  })
})

test.each(
  /** @type {const} */ ([
    ['linux', 'electron'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['win32', 'electron.exe'],
  ]),
)('on %s an installed binary is found, recorded or not', (platform, name) => {
  const path = put(join('dist', name))
  expect(find({ platform })).toEqual({ path })
  put('path.txt', `${name}\n`)
  expect(find({ platform })).toEqual({ path })
})

test('a recorded binary that is gone is missing', () => {
  put('path.txt', 'electron')
  expect(find()).toHaveProperty('missing')
})

test('a folder in its place is not a binary', () => {
  mkdirSync(join(folder, 'dist', 'electron'), { recursive: true })
  expect(find()).toHaveProperty('missing')
})

test('the environment may name another distribution', () => {
  const path = put('elsewhere/electron')
  put('dist/electron')
  const env = { ELECTRON_OVERRIDE_DIST_PATH: dirname(path) }
  expect(find({ env })).toEqual({ path })
  rmSync(path)
  expect(find({ env })).toEqual({ missing: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH') })
})

test('the environment may name the executable, and is not overruled when it is wrong', () => {
  put('dist/electron')
  const path = put('my-electron')
  expect(find({ env: { ELECTRON_EXEC_PATH: path } })).toEqual({ path })
  expect(find({ env: { ELECTRON_EXEC_PATH: `${path}-gone` } })).toEqual({
    missing: expect.stringContaining('ELECTRON_EXEC_PATH'),
  })
})
