/**
 * Writes files and folders that are whole or not there: everything goes to a neighbour of the target first, which takes its
 * name at the end. Whatever interrupts it, nothing half-written stays under the target's name.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import nodePath from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TraceError } from '../base/errors.ts'
import { entryPath } from '../bundle/entry-path.ts'
import type { BundleSource } from '../bundle/source.ts'
import { isInside } from './directory-source.ts'
import { systemCode } from './system-errors.ts'

const WINDOW = 1024 * 1024

/**
 * Writes `chunks` to `path`, replacing a file that is there; a device or pipe (`/dev/null`) is written to as it is. Messages
 * call it `shown`. Throws TraceError `write_failed`, `cancelled`, and what `chunks` throw.
 */
export async function writeWholeFile(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
  shown = path,
): Promise<void> {
  const target = await realTarget(path, shown)
  if (target.kind === 'other') {
    await write(target.path, 'w', shown, chunks, signal)
    return
  }
  const partial = partialName(target.path)
  try {
    await write(partial, 'wx', shown, chunks, signal)
    await attempt(shown, () => fsPromises.rename(partial, target.path))
  } finally {
    await fsPromises.rm(partial, { force: true })
  }
}

/**
 * Writes `files` of a source to the folder `path`, which must be empty or not there. Throws TraceError `write_failed`,
 * `cancelled`, and what the source throws.
 */
export async function writeWholeFolder(
  path: string,
  source: BundleSource,
  files: readonly string[],
  signal: AbortSignal,
  onFile?: (index: number) => void,
): Promise<void> {
  if (!(await isFree(path)))
    throw new TraceError('write_failed', `${JSON.stringify(path)} exists and is not an empty folder`)
  const partial = partialName(nodePath.resolve(path))
  try {
    await attempt(path, () => fsPromises.mkdir(partial, { recursive: true }))
    for (const [index, file] of files.entries()) {
      onFile?.(index)
      const target = nodePath.join(partial, placeOnDisk(file))
      await attempt(file, () => fsPromises.mkdir(nodePath.dirname(target), { recursive: true }))
      await write(target, 'wx', file, windowsOf(source, file), signal)
    }
    await attempt(path, async () => {
      if (fs.existsSync(path)) await fsPromises.rmdir(path) // a folder may not take the place of another on every system
      await fsPromises.rename(partial, path)
    })
  } finally {
    await fsPromises.rm(partial, { recursive: true, force: true })
  }
}

/** Whether `path`, which need not exist, lies in the folder `folder`. Messages call it `shown`. Throws TraceError `write_failed`. */
export async function liesIn(folder: string, path: string, shown = path): Promise<boolean> {
  const [root, target] = await Promise.all([
    attempt(folder, () => fsPromises.realpath(folder)),
    realTarget(path, shown),
  ])
  return isInside(root, target.path)
}

/** Where `path` leads once symlinks are followed, as far as it exists. */
async function realTarget(path: string, shown = path): Promise<{ path: string; kind: 'file' | 'other' }> {
  const full = nodePath.resolve(path)
  try {
    const real = await fsPromises.realpath(full)
    const stats = await fsPromises.stat(real)
    if (stats.isDirectory()) throw new TraceError('write_failed', `${JSON.stringify(shown)} is a folder`)
    return { path: real, kind: stats.isFile() ? 'file' : 'other' }
  } catch (error) {
    if (error instanceof TraceError) throw error
    if (systemCode(error) !== 'ENOENT') throw writeError(shown, error)
    const parent = await attempt(shown, () => fsPromises.realpath(nodePath.dirname(full)))
    return { path: nodePath.join(parent, nodePath.basename(full)), kind: 'file' }
  }
}

async function isFree(path: string): Promise<boolean> {
  try {
    return (await fsPromises.readdir(path)).length === 0
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    if (systemCode(error) === 'ENOTDIR') return false
    throw writeError(path, error)
  }
}

async function write(
  target: string,
  flags: 'w' | 'wx',
  shown: string,
  chunks: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (flags === 'wx') await writeFile(target, chunks, signal)
    else await pipeline(Readable.from(chunks), fs.createWriteStream(target, { flags }), { signal })
  } catch (error) {
    if (signal.aborted) throw new TraceError('cancelled', 'interrupted', {}, error)
    throw writeError(shown, error)
  }
}

/** A regular file never makes anybody wait, so it is written without a stream. */
async function writeFile(
  target: string,
  chunks: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const handle = fs.openSync(target, 'wx')
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted()
      fs.writeFileSync(handle, chunk)
    }
  } finally {
    fs.closeSync(handle)
  }
}

async function* windowsOf(source: BundleSource, file: string): AsyncGenerator<Uint8Array> {
  const facts = await source.stat(file)
  for (let at = 0; at < (facts?.size ?? 0); at += WINDOW) yield await source.read(file, at, WINDOW)
}

/** The name on this system; Windows takes some characters for something else than a name. */
function placeOnDisk(file: string): string {
  const place = entryPath(file)
  if (process.platform === 'win32' && /[<>:"|?*]/.test(place)) {
    throw new TraceError('write_failed', `${JSON.stringify(file)} cannot be the name of a file on this system`, {
      file,
    })
  }
  return place
}

function partialName(path: string): string {
  return nodePath.join(nodePath.dirname(path), `.${nodePath.basename(path)}.${randomUUID().slice(0, 8)}.partial`)
}

async function attempt<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw writeError(shown, error)
  }
}

/** What the data threw stays as it is. */
function writeError(shown: string, error: unknown): unknown {
  if (error instanceof TraceError || systemCode(error) === 'unknown') return error
  const code = systemCode(error)
  return new TraceError(
    'write_failed',
    `${JSON.stringify(shown)} could not be written${reasons.get(code) ?? ''} (${code})`,
    {},
    error,
  )
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', ': the disk is full'],
  ['EDQUOT', ': the quota of this user is used up'],
  ['EACCES', ': this user may not write there'],
  ['EPERM', ': this user may not write there'],
  ['EROFS', ': the disk is read-only'],
  ['ENOENT', ': its folder is not there'],
  ['EFBIG', ': this disk takes no file that large'],
])
