/** Finds the bundled sample runs below the application's root. */
import { readdirSync } from 'node:fs'
import nodePath from 'node:path'

const FOLDER = nodePath.join('fixtures', 'samples')

/** Folders and archives in the order of their names, so that `showcase` precedes `showcase_b`; none if there is no such folder. */
export function samplePaths(applicationRoot: string): readonly string[] {
  const folder = nodePath.join(applicationRoot, FOLDER)
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.rollout'))
    .map((entry) => nodePath.join(folder, entry.name))
    .sort()
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
