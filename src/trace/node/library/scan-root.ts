/**
 * Looks over a folder of bundles: which there are, and at a glance what each is about. Newest first, one at a time, so that a
 * list can show what was found and be given up. Bundles that did not change since they were last looked at are not read again.
 */
import nodePath from 'node:path'
import { TraceError } from '../../base/errors.ts'
import { glance, type BundleGlance } from '../../bundle/glance.ts'
import { logFile, manifestFile } from '../../bundle/layout.ts'
import { openDirectory } from '../directory-source.ts'
import { breather, nodeFileSystem, type FileStats, type FileSystem } from '../file-system.ts'
import { fromSystemError, isAbsence } from '../system-errors.ts'

export interface ScannedBundle {
  /** Of its folder, directly below the root. */
  readonly name: string
  /** Same stamp, same bundle: sizes and times of manifest and log. */
  readonly stamp: string
  readonly logBytes: number
  /** When the log, or else the manifest, was last written to. Unix milliseconds. */
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
  readonly stamp: string
  readonly logBytes: number
  readonly changedAt: number
}

/** Folders that are looked at; a root with more is no trace root. */
const MOST_FOLDERS = 200_000

/** Throws TraceError `not_found`, `not_a_folder`, `permission_denied`, `read_failed` for the root itself, and `cancelled`. */
export async function* scanRoot(root: string, options: ScanOptions = {}): AsyncGenerator<ScannedBundle> {
  const { fs = nodeFileSystem, signal, known, onFound } = options
  const breathe = breather()
  const found: Found[] = []
  for (const name of foldersIn(root, fs)) {
    await breathe()
    throwIfCancelled(signal)
    const bundle = look(root, name, fs)
    if (bundle !== undefined) found.push(bundle)
  }
  onFound?.(found.length)
  found.sort((a, b) => b.changedAt - a.changedAt)
  for (const bundle of found) {
    await breathe()
    throwIfCancelled(signal)
    const before = known?.(bundle.name, bundle.stamp)
    yield { ...bundle, glance: before ?? (await glanceAt(nodePath.join(root, bundle.name), fs)) }
  }
}

function foldersIn(root: string, fs: FileSystem): readonly string[] {
  try {
    const folders = fs.list(root).filter(({ kind, name }) => kind === 'folder' && !name.startsWith('.'))
    return folders.slice(0, MOST_FOLDERS).map(({ name }) => name)
  } catch (error) {
    throw fromSystemError(error, nodePath.basename(root) || root)
  }
}

/** Undefined for a folder that is no bundle. One that may not be looked into is shown: a person should know. */
function look(root: string, name: string, fs: FileSystem): Found | undefined {
  const manifest = statsOf(nodePath.join(root, name, manifestFile), fs)
  const log = statsOf(nodePath.join(root, name, logFile), fs)
  if (manifest === undefined && log === undefined) return undefined
  return {
    name,
    stamp: [manifest, log].map((stats) => (stats === undefined ? '-' : `${stats.size}:${stats.mtimeMs}`)).join(' '),
    logBytes: log?.size ?? 0,
    changedAt: log?.mtimeMs ?? manifest?.mtimeMs ?? 0,
  }
}

function statsOf(path: string, fs: FileSystem): Pick<FileStats, 'size' | 'mtimeMs'> | undefined {
  try {
    return fs.stat(path)
  } catch (error) {
    return isAbsence(error) ? undefined : { size: 0, mtimeMs: 0 }
  }
}

async function glanceAt(folder: string, fs: FileSystem): Promise<BundleGlance> {
  try {
    const source = openDirectory(folder, fs)
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

const UNKNOWN: BundleGlance = {
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
