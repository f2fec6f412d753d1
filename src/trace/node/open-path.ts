/**
 * Finds out what a path that a person gave is: a bundle folder, one of a bundle's files, a lone graph, or none of these.
 * Looks at names and kinds only; whether a bundle's contents can be read is said by `openBundle`. An archive is one by its
 * name or its first bytes.
 */
import nodePath from 'node:path'
import { looksLikeArchive, openArchive } from '../archive/archive-source.ts'
import { TraceError } from '../base/errors.ts'
import { logFile, manifestFile, stateFile } from '../bundle/layout.ts'
import type { FileFacts, ListedSource } from '../bundle/source.ts'
import { openDirectory } from './directory-source.ts'
import { openFileAccess } from './file-access.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { bundleFolderOf, bundleMarks, isArchiveName, isGraphName } from './path-rules.ts'
import { fromSystemError, isAbsence } from './system-errors.ts'

/** What `openBundle` can read, or what `openState` can: then `source` has the one file `state.json`. */
export interface OpenedPath {
  readonly kind: 'bundle' | 'state'
  readonly source: ListedSource
  /** The bundle's folder, where nothing may be written; undefined for an archive and a lone graph. */
  readonly folder: string | undefined
}

/** Bundles in a folder that is none itself are named in the message, up to this many. */
const NAMED_BUNDLES = 3
const SEARCHED_FOLDERS = 1000

/**
 * Throws TraceError `not_found`, `not_a_bundle`, `not_a_file` (a device, pipe or socket), `permission_denied`, `read_failed`,
 * and what `openArchive` throws.
 * The caller closes the source.
 */
export async function openPath(path: string, fs: FileSystem = nodeFileSystem): Promise<OpenedPath> {
  const full = nodePath.resolve(path)
  const name = nodePath.basename(full) || full
  const stats = fromSystem(name, () => fs.stat(full))
  switch (stats.kind) {
    case 'folder':
      return openFolder(full, name, fs)
    case 'file':
      return await openFile(full, name, fs)
    case 'other':
      throw new TraceError('not_a_file', `${JSON.stringify(name)} is a device, pipe or socket`)
  }
}

function openFolder(folder: string, name: string, fs: FileSystem): OpenedPath {
  if (isBundle(folder, fs)) return { kind: 'bundle', source: openDirectory(folder, fs), folder }
  const state = nodePath.join(folder, stateFile)
  if (exists(state, fs)) return loneState(state, fs)
  const hint = bundlesIn(folder, name, fs)
  throw new TraceError('not_a_bundle', `${JSON.stringify(name)} holds neither ${manifestFile} nor ${logFile}${hint}`)
}

async function openFile(file: string, name: string, fs: FileSystem): Promise<OpenedPath> {
  if (isArchiveName(name) || (await isArchive(file, fs))) {
    return { kind: 'bundle', source: await openArchive(openFileAccess(file, fs), name), folder: undefined }
  }
  const bundle = bundleFolderOf(file)
  if (isBundle(bundle, fs)) return { kind: 'bundle', source: openDirectory(bundle, fs), folder: bundle }
  if (isGraphName(name)) return loneState(file, fs)
  throw new TraceError('not_a_bundle', `${JSON.stringify(name)} is no part of a bundle, no archive of one and no graph`)
}

async function isArchive(file: string, fs: FileSystem): Promise<boolean> {
  const access = openFileAccess(file, fs)
  try {
    return looksLikeArchive(await access.read(0, 4))
  } finally {
    await access.close()
  }
}

function loneState(file: string, fs: FileSystem): OpenedPath {
  const name = nodePath.basename(file)
  const real = fromSystem(name, () => fs.realpath(file))
  const folder = openDirectory(nodePath.dirname(real), fs)
  return { kind: 'state', source: new LoneFile(name, folder, nodePath.basename(real)), folder: undefined }
}

function isBundle(folder: string, fs: FileSystem): boolean {
  return bundleMarks.some((mark) => exists(nodePath.join(folder, mark), fs))
}

function exists(path: string, fs: FileSystem): boolean {
  try {
    fs.stat(path)
    return true
  } catch (error) {
    if (isAbsence(error)) return false
    throw fromSystemError(error, nodePath.basename(path))
  }
}

/** A trace root holds bundles without being one: their names help more than a bare refusal. */
function bundlesIn(folder: string, name: string, fs: FileSystem): string {
  const folders = fromSystem(name, () => fs.list(folder)).filter((entry) => entry.kind === 'folder')
  const bundles: string[] = []
  for (const child of folders.slice(0, SEARCHED_FOLDERS)) {
    try {
      if (isBundle(nodePath.join(folder, child.name), fs)) bundles.push(JSON.stringify(child.name))
    } catch (error) {
      if (!(error instanceof TraceError)) throw error // a folder that may not be read is no hint
    }
  }
  if (bundles.length === 0) return ''
  const more = bundles.length > NAMED_BUNDLES ? ` and ${String(bundles.length - NAMED_BUNDLES)} more` : ''
  return `; bundles in it: ${bundles.sort().slice(0, NAMED_BUNDLES).join(', ')}${more}`
}

function fromSystem<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fromSystemError(error, name)
  }
}

/** One file of a folder, shown as the `state.json` of a bundle that has nothing else. */
class LoneFile implements ListedSource {
  readonly name: string
  readonly #folder: ListedSource
  readonly #file: string

  constructor(name: string, folder: ListedSource, file: string) {
    this.name = name
    this.#folder = folder
    this.#file = file
  }

  async stat(path: string): Promise<FileFacts | undefined> {
    return path === stateFile ? await this.#folder.stat(this.#file) : undefined
  }

  async read(path: string, offset: number, length: number): Promise<Uint8Array> {
    if (path !== stateFile) throw new TraceError('not_found', `${JSON.stringify(path)} is not there`, { file: path })
    return await this.#folder.read(this.#file, offset, length)
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([stateFile])
  }

  close(): Promise<void> {
    return this.#folder.close()
  }
}
