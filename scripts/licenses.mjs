/**
 * The licences of what the build bundles, as Vite found them in the bundles themselves (`build.license`): `npm run licenses`
 * prints them. Electron and Chromium bring their own texts, which lie beside the program in a package.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './tasks.mjs'

/**
 * @typedef {object} License
 * @property {string} name
 * @property {string} version
 * @property {string} [identifier] SPDX
 * @property {string} [text]
 */

/** Where each build leaves its list; also the name the builds are told. */
export const LICENSE_FILE = 'licenses.json'
const BUILDS = ['main', 'preload', 'renderer', 'cli']

/** One entry per package and version, by name. @param {string} out @returns {readonly License[]} */
export function bundledLicenses(out) {
  const lists = BUILDS.map((build) => join(out, build, LICENSE_FILE)).filter(existsSync)
  const all = lists.flatMap((file) => /** @type {License[]} */ (JSON.parse(readFileSync(file, 'utf8'))))
  const byKey = new Map(all.map((license) => [`${license.name}@${license.version}`, license]))
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? [])
}

/** @param {readonly License[]} licenses */
export function licenseText(licenses) {
  const parts = licenses.map(
    ({ name, version, identifier = 'see below', text = '' }) => `${name} ${version} (${identifier})\n\n${text}\n`,
  )
  return `Rolloutlens contains these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const licenses = bundledLicenses(join(root, 'out'))
  if (licenses.length === 0) {
    console.error('There is no build: run "npm run build" first.')
    process.exit(1)
  }
  console.log(licenseText(licenses))
}
