/**
 * Finds the files below dropped folders (web shell). Reads names and sizes only, never contents. Bounded in number, depth and path
 * length, because a person may drop a home folder by mistake; what goes past a bound is counted, not hidden.
 */

/** The part of `FileSystemEntry` and its two kinds that is used. */
export interface DroppedEntry {
  readonly name: string
  readonly isDirectory: boolean
  file?(success: (file: File) => void, failure: (problem: DOMException) => void): void
  createReader?(): {
    readEntries(success: (entries: DroppedEntry[]) => void, failure: (problem: DOMException) => void): void
  }
}

export interface PageFile {
  /** Relative to what was dropped, with `/`. */
  readonly path: string
  readonly file: File
}

/** One bundle-to-be: a folder, a single file, or the loose files of a bundle dropped together. */
export interface DroppedThing {
  readonly name: string
  readonly files: readonly PageFile[]
  /** Files and folders left out, by a bound or because they could not be read. */
  readonly skipped: number
}

export interface WalkLimits {
  readonly files: number
  readonly depth: number
  readonly path: number
}

/** The first two are those of `source/offer`. */
export const walkLimits: WalkLimits = { files: 200_000, path: 4000, depth: 64 }

export interface WalkOptions {
  readonly limits?: WalkLimits
  readonly signal?: AbortSignal
  /** Told now and then how many files were found. */
  readonly onFound?: (files: number) => void
}

/** Files that mark a group of loose files as the inside of a bundle. */
const bundleFiles = new Set(['manifest.json', 'trace.jsonl'])

/** In the order dropped. Rejects with the signal's reason once it is aborted. */
export async function walkDropped(
  entries: readonly DroppedEntry[],
  options: WalkOptions = {},
): Promise<DroppedThing[]> {
  const inside = entries.length > 1 && entries.some((entry) => !entry.isDirectory && bundleFiles.has(entry.name))
  if (inside) return [await walkThing('dropped files', entries, '', options)]
  const things: DroppedThing[] = []
  for (const entry of entries) {
    const children = entry.isDirectory ? await childrenOf(entry) : [entry]
    things.push(await walkThing(entry.name, children ?? [], '', options))
  }
  return things
}

async function walkThing(
  name: string,
  roots: readonly DroppedEntry[],
  prefix: string,
  { limits = walkLimits, signal, onFound }: WalkOptions,
): Promise<DroppedThing> {
  const files: PageFile[] = []
  let skipped = 0
  const waiting: { readonly entry: DroppedEntry; readonly path: string; readonly depth: number }[] = roots.map(
    (entry) => ({ entry, path: prefix + entry.name, depth: 1 }),
  )
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal?.throwIfAborted()
    const { entry, path, depth } = next
    if (path.length > limits.path || depth > limits.depth || files.length >= limits.files) {
      skipped++
    } else if (entry.isDirectory) {
      const children = await childrenOf(entry)
      if (children === undefined) skipped++
      for (const child of children ?? [])
        waiting.push({ entry: child, path: `${path}/${child.name}`, depth: depth + 1 })
    } else {
      const file = await fileOf(entry)
      if (file === undefined) skipped++
      else files.push({ path, file })
      if (files.length % 256 === 0) onFound?.(files.length)
    }
  }
  return { name, files, skipped }
}

/** Undefined if the folder cannot be read. A reader gives its entries in portions; an empty one is the last. */
async function childrenOf(folder: DroppedEntry): Promise<DroppedEntry[] | undefined> {
  const reader = folder.createReader?.()
  if (reader === undefined) return undefined
  const all: DroppedEntry[] = []
  for (;;) {
    const portion = await new Promise<DroppedEntry[] | undefined>((resolve) => {
      reader.readEntries(resolve, () => {
        resolve(undefined)
      })
    })
    if (portion === undefined) return undefined
    if (portion.length === 0) return all
    all.push(...portion)
  }
}

function fileOf(entry: DroppedEntry): Promise<File | undefined> {
  return new Promise((resolve) => {
    if (entry.file === undefined) resolve(undefined)
    else
      entry.file(resolve, () => {
        resolve(undefined)
      })
  })
}

/** Files chosen with `<input type="file">`, with or without `webkitdirectory`, as one thing each top folder or file. */
export function thingsPicked(picked: readonly File[]): DroppedThing[] {
  const things = new Map<string, PageFile[]>()
  const loose = picked.length > 1 && picked.some((file) => file.webkitRelativePath === '' && bundleFiles.has(file.name))
  for (const file of picked) {
    const path = file.webkitRelativePath
    const slash = path.indexOf('/')
    const name = slash > 0 ? path.slice(0, slash) : loose ? 'picked files' : file.name
    const group = things.get(name) ?? []
    group.push({ path: slash > 0 ? path.slice(slash + 1) : file.name, file })
    things.set(name, group)
  }
  return Array.from(things, ([name, files]) => ({ name, files, skipped: 0 }))
}

/** So many bundles of one folder are told apart; a trace root with more is better served from its folder. */
const MOST_BUNDLES = 200
const archiveName = /\.rollout$/i

/** A folder that holds several bundles or archives, as one thing each; anything else as it is. What lies in none of them is left out. */
export function separateBundles(thing: DroppedThing): readonly DroppedThing[] {
  const folders = new Set<string>()
  for (const { path } of thing.files) {
    const slash = path.lastIndexOf('/')
    if (bundleFiles.has(path.slice(slash + 1))) folders.add(path.slice(0, slash + 1))
  }
  const depth = Math.min(...Array.from(folders, depthOf))
  const outermost = Array.from(folders).filter((folder) => depthOf(folder) === depth)
  // What lies in a bundle is the bundle's.
  const archives = thing.files.filter(({ path }) => archiveName.test(path) && depthOf(path) < depth)
  if (outermost.length + archives.length < 2) return [thing]
  const bundles = outermost.map((folder) => ({
    name: folder.slice(0, -1).split('/').at(-1) ?? thing.name,
    files: () =>
      thing.files
        .filter(({ path }) => path.startsWith(folder))
        .map(({ path, file }) => ({ path: path.slice(folder.length), file })),
  }))
  const packed = archives.map(({ path, file }) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return { name, files: () => [{ path: name, file }] }
  })
  return [...bundles, ...packed]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, MOST_BUNDLES)
    .map(({ name, files }) => ({ name, files: files(), skipped: 0 }))
}

function depthOf(folder: string): number {
  return folder.split('/').length
}
