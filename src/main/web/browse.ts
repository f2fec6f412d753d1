/**
 * *Open on this machine…* of the web shell: lists bundles, archives and folders below the roots given on the command line, and
 * nothing else. A symlink that leads out of its root is not listed. Reads names only.
 */
import { readdir, realpath, stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { TraceError } from '../../trace/base/errors.ts'
import { isInside } from '../../trace/node/directory-source.ts'
import { fromSystemError } from '../../trace/node/system-errors.ts'
import type { FolderListing } from '../opening/window-session.ts'

type Entry = FolderListing['entries'][number]

/** What makes a folder one thing to open rather than a folder of things. */
const BUNDLE_FILES = ['manifest.json', 'trace.jsonl', 'state.json']
const ARCHIVE = '.rollout'
const MOST_ENTRIES = 5000

/** What a path is to somebody who browses; undefined if it is nothing to open, is not there or may not be looked at. */
export async function kindOf(path: string): Promise<Entry['kind'] | undefined> {
  const facts = await quietly(stat(path))
  if (facts?.isFile() === true) return path.toLowerCase().endsWith(ARCHIVE) ? 'archive' : undefined
  if (facts?.isDirectory() !== true) return undefined
  for (const file of BUNDLE_FILES) if ((await quietly(stat(nodePath.join(path, file)))) !== undefined) return 'bundle'
  return 'folder'
}

/** Gives `ShellServices.browse` for these roots, absolute paths. At most 5000 entries of a folder are listed, by name. */
export function browserOf(roots: readonly string[]): (folder: string | undefined) => Promise<FolderListing> {
  return async (folder) => {
    if (folder === undefined) return { trail: [], entries: await entriesOf(roots) }
    const name = nodePath.basename(folder)
    try {
      const real = await realpath(folder)
      const root = await rootOf(real, roots)
      if (root === undefined)
        throw new TraceError('path_outside_bundle', `${JSON.stringify(name)} is below no given root`)
      const names = (await readdir(real)).filter((child) => !child.startsWith('.')).sort()
      const children = names.slice(0, MOST_ENTRIES).map((child) => nodePath.join(real, child))
      const inside = await Promise.all(
        children.map(async (child) => ((await staysIn(root.real, child)) ? [child] : [])),
      )
      const below = nodePath.relative(root.real, real)
      const trail = [nodePath.basename(root.given), ...below.split(nodePath.sep).filter((part) => part !== '')]
      return { trail, entries: await entriesOf(inside.flat()) }
    } catch (error) {
      throw fromSystemError(error, name)
    }
  }
}

async function entriesOf(paths: readonly string[]): Promise<readonly Entry[]> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const kind = await kindOf(path)
      return kind === undefined ? [] : [{ name: nodePath.basename(path), kind, path }]
    }),
  )
  return entries.flat()
}

async function rootOf(real: string, roots: readonly string[]): Promise<{ given: string; real: string } | undefined> {
  for (const given of roots) {
    const root = await quietly(realpath(given))
    if (root !== undefined && (root === real || isInside(root, real))) return { given, real: root }
  }
  return undefined
}

async function staysIn(root: string, path: string): Promise<boolean> {
  const real = await quietly(realpath(path))
  return real !== undefined && isInside(root, real)
}

/** Undefined where the system says no: what cannot be looked at is not listed. */
async function quietly<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
