/**
 * Finds a Chromium for component and end-to-end tests: the one named by the environment, Playwright's, the system's.
 * Installs one only when asked, with the means that are there.
 */
import { chromium } from 'playwright'
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { posix, win32 } from 'node:path'
import { binOf, root } from './tasks.mjs'

/** The one that has no windows starts in half the time. */
const WINDOWLESS = 'chromium-headless-shell'
const NAMES = [WINDOWLESS, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {string} playwrights where Playwright keeps its own Chromium, there or not
 * @property {(path: string) => boolean} isExecutable
 */

/** @returns {Machine} */
function thisMachine() {
  return { platform: process.platform, env: process.env, playwrights: chromium.executablePath(), isExecutable }
}

/**
 * @param {Machine} [machine]
 * @returns {string | undefined} path of the executable
 */
export function findChromium(machine = thisMachine()) {
  return candidates(machine).find(machine.isExecutable)
}

/** @param {Machine} machine @returns {readonly string[]} the best first */
function candidates({ platform, env, playwrights }) {
  const named = env['ROLLOUTLENS_CHROMIUM']
  if (named !== undefined && named !== '') return [named]
  return [playwrights, ...systemPlaces(platform, env)]
}

/** @param {NodeJS.Platform} platform @param {NodeJS.ProcessEnv} env @returns {readonly string[]} */
function systemPlaces(platform, env) {
  if (platform === 'darwin') return MAC
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
    return roots.flatMap((folder) => (folder === undefined ? [] : WINDOWS.map((rest) => win32.join(folder, rest))))
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  return NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name)))
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Finds a Chromium or installs one: with apt-get where that is allowed, else with Playwright.
 *
 * @returns {string}
 * @throws {Error} saying what to do, when there is none and none can be installed
 */
export function requireChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  for (const [command, ...args] of installers()) {
    console.log(`no Chromium found, trying: ${[command, ...args].join(' ')}`)
    spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    const installed = findChromium()
    if (installed !== undefined) return installed
  }
  throw new Error(
    'No Chromium found and none could be installed. Install Chromium or Chrome, run "npx playwright install chromium", ' +
      'or name an executable in ROLLOUTLENS_CHROMIUM.',
  )
}

/** @returns {readonly [string, ...string[]][]} */
function installers() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const install = /** @type {const} */ (['apt-get', 'install', '-y', '-qq', '--no-install-recommends'])
  return [
    ...(isRoot
      ? /** @type {[string, ...string[]][]} */ ([
          ['apt-get', 'update', '-qq'],
          [...install, WINDOWLESS],
          [...install, 'chromium'],
        ])
      : []),
    [process.execPath, binOf('playwright'), 'install', 'chromium'],
  ]
}
