/**
 * What is at a path that a person gave, before anything is opened: for the choice of window and for what to say. Looks at names
 * and kinds only, never waits long for a network drive, and never fails: what cannot be looked at is a kind too. What can be
 * read of it is found out by the trace host (`trace/node/open-path.ts`).
 */
import type { Dirent, Stats } from 'node:fs'
import fs from 'node:fs/promises'
import nodePath from 'node:path'
import type { GivenKind } from '../../shared/view-models/app.ts'
import { looksLikeArchive } from '../../trace/archive/archive-source.ts'
import { spellingsOf } from '../../trace/bundle/entry-path.ts'
import { stateFile } from '../../trace/bundle/layout.ts'
import { bundleFolderOf, bundleMarks, isArchiveName, isGraphName } from '../../trace/node/path-rules.ts'
import { isAbsence } from '../../trace/node/system-errors.ts'

export interface Recognized {
  /** The bundle's folder where one of its files was given; else as given, in the spelling that is there. */
  readonly path: string
  /** For display. */
  readonly name: string
  readonly kind: GivenKind
}

/** What is looked at, as a port: tests refuse and stall what a real disk will not. */
export interface Look {
  stat(path: string): Promise<Pick<Stats, 'isFile' | 'isDirectory'>>
  list(folder: string): Promise<readonly Pick<Dirent, 'name' | 'isDirectory' | 'isFile'>[]>
  /** The first bytes of a file. */
  start(file: string, length: number): Promise<Uint8Array>
}

export interface RecognizeOptions {
  readonly look?: Look
  /** How long a drive may take to answer. */
  readonly patienceMs?: number
  /** Absolute. Such a folder is a library even while it is empty. */
  readonly libraries?: readonly string[]
}

/** So many folders are looked into for a bundle before a folder is no library. */
const SEARCHED_FOLDERS = 200
const PATIENCE_MS = 3000

const disk: Look = {
  stat: (path) => fs.stat(path),
  list: (folder) => fs.readdir(folder, { withFileTypes: true }),
  async start(file, length) {
    const handle = await fs.open(file, 'r')
    try {
      const bytes = new Uint8Array(length)
      const { bytesRead } = await handle.read(bytes, 0, length, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  },
}

/** `path` is absolute. Never rejects. */
export async function recognize(path: string, options: RecognizeOptions = {}): Promise<Recognized> {
  const { look = disk, patienceMs = PATIENCE_MS, libraries = [] } = options
  const name = nodePath.basename(path) || path
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<Recognized>((resolve) => {
    timer = setTimeout(() => {
      resolve({ path, name, kind: 'slow' })
    }, patienceMs)
  })
  try {
    return await Promise.race([slow, find(path, look, libraries)])
  } catch {
    return { path, name, kind: 'unreadable' }
  } finally {
    clearTimeout(timer)
  }
}

async function find(given: string, look: Look, libraries: readonly string[]): Promise<Recognized> {
  for (const path of spellingsOf(given)) {
    const stats = await unlessAbsent(look.stat(path))
    if (stats === undefined) continue
    if (stats.isDirectory()) return named(path, await kindOfFolder(path, look, libraries))
    return stats.isFile() ? await findFile(path, look) : named(path, 'nothing')
  }
  return named(given, 'missing')
}

async function kindOfFolder(folder: string, look: Look, libraries: readonly string[]): Promise<GivenKind> {
  if (await isBundle(folder, look)) return 'bundle'
  if (await isThere(nodePath.join(folder, stateFile), look)) return 'graph'
  if (libraries.includes(folder)) return 'library'
  const entries = await look.list(folder)
  const shown = entries.filter(({ name }) => !name.startsWith('.'))
  if (shown.some((entry) => entry.isFile() && isArchiveName(entry.name))) return 'library'
  const folders = shown.filter((entry) => entry.isDirectory())
  for (const { name } of folders.slice(0, SEARCHED_FOLDERS))
    if (await isBundle(nodePath.join(folder, name), look).catch(() => false)) return 'library'
  return 'nothing'
}

async function findFile(file: string, look: Look): Promise<Recognized> {
  if (isArchiveName(file)) return named(file, 'archive')
  const bundle = bundleFolderOf(file)
  if (await isBundle(bundle, look)) return named(bundle, 'bundle')
  if (isGraphName(file)) return named(file, 'graph')
  return named(file, looksLikeArchive(await look.start(file, 4)) ? 'archive' : 'nothing')
}

async function isBundle(folder: string, look: Look): Promise<boolean> {
  for (const mark of bundleMarks) if (await isThere(nodePath.join(folder, mark), look)) return true
  return false
}

async function isThere(path: string, look: Look): Promise<boolean> {
  return (await unlessAbsent(look.stat(path))) !== undefined
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isAbsence(error)) return undefined
    throw error
  }
}

function named(path: string, kind: GivenKind): Recognized {
  return { path, name: nodePath.basename(path) || path, kind }
}
