/** Tells whether `out/` holds a finished build of the sources as they are. Looks at file times only. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const STAMP = 'out/.stamp'

/** What a build is made from; tests and README files do not matter. */
const SOURCES = [
  'src',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/licenses.mjs',
]

/**
 * @param {string} root
 * @returns {'fresh' | 'stale' | 'missing'}
 */
export function buildState(root) {
  const built = mtimeOf(join(root, STAMP))
  if (built === undefined) return 'missing'
  return SOURCES.some((source) => isNewer(join(root, source), built)) ? 'stale' : 'fresh'
}

/** @param {string} path @param {number} than @returns {boolean} */
function isNewer(path, than) {
  const own = mtimeOf(path)
  if (own === undefined) return false
  try {
    const entries = readdirSync(path, { withFileTypes: true, recursive: true })
    return entries.some(
      (entry) => !/\.(test\.ts|md)$/.test(entry.name) && (mtimeOf(join(entry.parentPath, entry.name)) ?? 0) > than,
    )
  } catch {
    return own > than
  }
}

/** @param {string} path @returns {number | undefined} milliseconds; undefined if there is nothing */
function mtimeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
