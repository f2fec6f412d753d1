/**
 * *Open on this machine…* of the web shell: lists bundles, archives and folders below the roots given on the command line, and
 * nothing else. A symlink that leads out of its root is not listed. Reads names only.
 */
import { readdir, realpath } from 'node:fs/promises'
import os from 'node:os'
import nodePath from 'node:path'
import { unreachable } from '../../trace/base/assert.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { isInside } from '../../trace/node/directory-source.ts'
import { isArchiveName, isGraphName } from '../../trace/node/path-rules.ts'
import { fromSystemError } from '../../trace/node/system-errors.ts'
import { pathsOfPaste } from '../opening/given-text.ts'
import { recognize } from '../opening/recognize.ts'
import type { FolderListing } from '../opening/shell-services.ts'
import { CallRefusal } from '../trace-host/call-failure.ts'

type Entry = FolderListing['entries'][number]

const MOST_ENTRIES = 5000

/** What a path is to somebody who browses; undefined if it is nothing to open, is not there or may not be looked at. */
export async function kindOf(path: string): Promise<Entry['kind'] | undefined> {
  const found = await recognize(path)
  switch (found.kind) {
    case 'bundle':
      return found.path === path ? 'bundle' : undefined
    case 'graph':
      return isGraphName(path) ? undefined : 'bundle'
    case 'archive':
      return isArchiveName(path) ? 'archive' : undefined
    case 'library':
      return 'folder'
    case 'nothing':
      return (await quietly(readdir(path))) === undefined ? undefined : 'folder'
    case 'missing':
    case 'unreadable':
    case 'slow':
      return undefined
    default:
      return unreachable(found.kind)
  }
}

/**
 * Gives the pasted paths if all lie below the roots, be they there or not. Throws CallRefusal `refused` otherwise: a page may not
 * roam this machine, nor learn what is where in it.
 */
export async function pasteWithin(text: string, roots: readonly string[]): Promise<readonly string[]> {
  const paths = pathsOfPaste(text, { home: os.homedir(), platform: process.platform })
  for (const path of paths) {
    const real = await realParent(path)
    if (real === undefined || (await rootOf(real, roots)) === undefined) {
      const message = `${JSON.stringify(path.slice(0, 200))} lies below no folder that rolloutlens serve was started with`
      throw new CallRefusal({ code: 'refused', message })
    }
  }
  return paths
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

/** Where `path` is, links resolved; where nothing is there, the nearest folder above it. */
async function realParent(path: string): Promise<string | undefined> {
  const real = await quietly(realpath(path))
  const above = nodePath.dirname(path)
  return real ?? (above === path ? undefined : realParent(above))
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
