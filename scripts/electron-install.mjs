/**
 * `npm run electron:install`: fetches Electron's binary with the installer of its own package. Without it everything but
 * the Electron window works, so where it cannot be fetched this says so and what to do.
 */
import { join } from 'node:path'
import { electronFolder, findElectron } from './electron-binary.mjs'
import { runNode, stopChildrenOnSignals } from './tasks.mjs'

stopChildrenOnSignals()
const folder = electronFolder()
if (folder === undefined) {
  console.error('The electron package is not installed: run npm ci first.')
  process.exit(1)
}

const before = findElectron()
if ('path' in before) {
  console.log(`Electron is installed: ${before.path}`)
  process.exit(0)
}

console.log('Fetching the binary of Electron.')
const { output } = await runNode([join(folder, 'install.js')])
const after = findElectron()
if ('path' in after) {
  console.log(`Electron is installed: ${after.path}`)
  process.exit(0)
}

console.error(`${output.trim().replaceAll(/^/gm, '  ')}

Electron's binary could not be installed. It is not an npm package: the installer fetches it from Electron's releases and
needs access to them and Node 22.12 or newer (this is ${process.version}). Ways on:
- name a mirror in ELECTRON_MIRROR, or a folder that already holds the archive in electron_config_cache;
- name an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH;
- go on without: npm start serves the same application to the browser.`)
process.exit(1)
