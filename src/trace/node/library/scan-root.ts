/**
 * Looks over a folder of bundles and `.rollout` archives: which there are, and at a glance what each is about. Newest first, one at a time, so that a
 * list can show what was found and be given up. Bundles that did not change since they were last looked at are not read again.
 */
import nodePath from 'node:path'
import { openArchive } from '../../archive/archive-source.ts'
import { TraceError } from '../../base/errors.ts'
import { glance, type BundleGlance } from '../../bundle/glance.ts'
import { logFile, manifestFile } from '../../bundle/layout.ts'
import type { BundleSource } from '../../bundle/source.ts'
import { openDirectory } from '../directory-source.ts'
import { openFileAccess } from '../file-access.ts'
import { breather, nodeFileSystem, type FileStats, type FileSystem, type FolderEntry } from '../file-system.ts'
import { isArchiveName } from '../path-rules.ts'
import { fromSystemError, isAbsence } from '../system-errors.ts'

export interface ScannedBundle {
  /** Of its folder or archive, directly below the root. */
  readonly name: string
  /** Same stamp, same bundle: sizes and times of manifest and log, or of the archive. */
  readonly stamp: string
  /** Unpacked. */
  readonly logBytes: number
  /** When the log, or else the manifest or the archive, was last written to. Unix milliseconds. */
  readonly changedAt: number
  readonly glance: BundleGlance
}

export interface ScanOptions {
  readonly fs?: FileSystem
  readonly signal?: AbortSignal
  /** What is known of a bundle already. */
  known?(name: string, stamp: string): BundleGlance | undefined
  /** Told once how many there are, before the first is looked at. */
  onFound?(count: number): void
}

interface Found {
  readonly name: string
  readonly isArchive: boolean
  readonly stamp: string
  /** Undefined where it takes a look inside. */
  readonly logBytes: number | undefined
  readonly changedAt: number
}

/** Entries that are looked at; a root with more is no trace root. */
const MOST_ENTRIES = 200_000

/** Throws TraceError `not_found`, `not_a_folder`, `permission_denied`, `read_failed` for the root itself, and `cancelled`. */
export async function* scanRoot(root: string, options: ScanOptions = {}): AsyncGenerator<ScannedBundle> {
  const { fs = nodeFileSystem, signal, known, onFound } = options
  const breathe = breather()
  const found: Found[] = []
  for (const { name, kind } of entriesIn(root, fs)) {
    await breathe()
    throwIfCancelled(signal)
    const bundle = kind === 'folder' ? lookAtFolder(root, name, fs) : lookAtArchive(root, name, fs)
    if (bundle !== undefined) found.push(bundle)
  }
  onFound?.(found.length)
  found.sort((a, b) => b.changedAt - a.changedAt)
  for (const bundle of found) {
    await breathe()
    throwIfCancelled(signal)
    const { name, stamp, changedAt } = bundle
    const seen = known?.(name, stamp) ?? (await glanceAt(nodePath.join(root, name), bundle.isArchive, fs))
    yield { name, stamp, changedAt, logBytes: bundle.logBytes ?? seen.logBytes, glance: seen }
  }
}

function entriesIn(root: string, fs: FileSystem): readonly FolderEntry[] {
  try {
    return fs
      .list(root)
      .filter(
        ({ kind, name }) => !name.startsWith('.') && (kind === 'folder' || (kind === 'file' && isArchiveName(name))),
      )
      .slice(0, MOST_ENTRIES)
  } catch (error) {
    throw fromSystemError(error, nodePath.basename(root) || root)
  }
}

/** Undefined if it went meanwhile. */
function lookAtArchive(root: string, name: string, fs: FileSystem): Found | undefined {
  const stats = statsOf(nodePath.join(root, name), fs)
  if (stats === undefined) return undefined
  return { name, isArchive: true, stamp: stampOf(stats), logBytes: undefined, changedAt: stats.mtimeMs }
}

/** Undefined for a folder that is no bundle. One that may not be looked into is shown: a person should know. */
function lookAtFolder(root: string, name: string, fs: FileSystem): Found | undefined {
  const manifest = statsOf(nodePath.join(root, name, manifestFile), fs)
  const log = statsOf(nodePath.join(root, name, logFile), fs)
  if (manifest === undefined && log === undefined) return undefined
  return {
    name,
    isArchive: false,
    stamp: `${stampOf(manifest)} ${stampOf(log)}`,
    logBytes: log?.size ?? 0,
    changedAt: log?.mtimeMs ?? manifest?.mtimeMs ?? 0,
  }
}

function stampOf(stats: Pick<FileStats, 'size' | 'mtimeMs'> | undefined): string {
  return stats === undefined ? '-' : `${String(stats.size)}:${String(stats.mtimeMs)}`
}

function statsOf(path: string, fs: FileSystem): Pick<FileStats, 'size' | 'mtimeMs'> | undefined {
  try {
    return fs.stat(path)
  } catch (error) {
    return isAbsence(error) ? undefined : { size: 0, mtimeMs: 0 }
  }
}

async function glanceAt(path: string, archive: boolean, fs: FileSystem): Promise<BundleGlance> {
  try {
    const source = archive ? await archiveAt(path, fs) : openDirectory(path, fs)
    try {
      return await glance(source)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    return { ...UNKNOWN, problem: error.message }
  }
}

async function archiveAt(path: string, fs: FileSystem): Promise<BundleSource> {
  return openArchive(openFileAccess(path, fs), nodePath.basename(path))
}

const UNKNOWN: BundleGlance = {
  logBytes: 0,
  startedAt: null,
  lastAt: null,
  end: null,
  message: '',
  model: null,
  agents: 0,
  agentsExact: false,
  schema: null,
  problem: null,
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TraceError('cancelled', 'cancelled')
}
