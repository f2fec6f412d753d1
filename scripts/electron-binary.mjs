/**
 * Tells whether Electron can be started, by looking at files. Never loads the `electron` package: outside Electron that
 * starts a download.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from './tasks.mjs'

const EXECUTABLES = new Map([
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ['win32', 'electron.exe'],
])

/**
 * @typedef {object} Place
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string | undefined} folder of the `electron` package, undefined where it is not installed
 */

/**
 * The variables are those that Electron's own package and electron-vite read.
 *
 * @param {Place} [place]
 * @returns {{ path: string } | { missing: string }} `missing` says in one sentence why there is none
 */
export function findElectron(place = { env: process.env, platform: process.platform, folder: electronFolder() }) {
  const { env, platform, folder } = place
  const named = env['ELECTRON_EXEC_PATH']
  if (named)
    return isFile(named) ? { path: named } : { missing: `ELECTRON_EXEC_PATH names ${named}, which is not a file.` }
  if (folder === undefined) return { missing: 'The electron package is not installed.' }
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const path = join(override || join(folder, 'dist'), recordedName(folder) || EXECUTABLES.get(platform) || 'electron')
  if (isFile(path)) return { path }
  return {
    missing: override
      ? `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron.`
      : "Electron's binary is not installed (npm run electron:install fetches it where there is access to it).",
  }
}

/** @param {string} folder @returns {string} what the package's installer wrote down, empty before it ran */
function recordedName(folder) {
  try {
    return readFileSync(join(folder, 'path.txt'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** @returns {string | undefined} */
export function electronFolder() {
  try {
    return packageFolder('electron')
  } catch {
    return undefined
  }
}

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
