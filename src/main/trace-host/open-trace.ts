/** Opens what a shell's ticket stood for: a path of this machine or files of the page; a bundle, an archive or a lone graph. */
import { looksLikeArchive, openArchive } from '../../trace/archive/archive-source.ts'
import type { RandomAccess } from '../../trace/archive/random-access.ts'
import { unreachable } from '../../trace/base/assert.ts'
import { stateFile } from '../../trace/bundle/layout.ts'
import { openBundle } from '../../trace/bundle/open-bundle.ts'
import { openState } from '../../trace/bundle/open-state.ts'
import type { ListedSource } from '../../trace/bundle/source.ts'
import { openPath } from '../../trace/node/open-path.ts'
import { watchFolder } from '../../trace/node/watch-folder.ts'
import type { PageReads } from './page-reads.ts'
import { filesBelow, PageSource } from './page-source.ts'
import type { OfferedFile, TraceDescriptor } from './protocol.ts'
import { recognizeFiles } from './recognize-files.ts'
import type { Growth, Trace } from './trace-session.ts'

/** What `openBundle` can read, or what `openState` can: then `source` has the one file `state.json`. */
interface OpenedSource {
  readonly kind: 'bundle' | 'state'
  readonly source: ListedSource
  /** The bundle's folder on this machine, where nothing may be written. */
  readonly folder?: string | undefined
  readonly growth: Growth
}

/**
 * The trace as far as its manifest or graph is understood. Throws TraceError if there is nothing, nothing we know, nothing that
 * may be read, or once `signal` is aborted; then no source is left open.
 */
export async function openTrace(descriptor: TraceDescriptor, reads: PageReads, signal: AbortSignal): Promise<Trace> {
  const { kind, source, growth } = await openSource(descriptor, reads, signal)
  try {
    return kind === 'bundle'
      ? { kind, bundle: await openBundle(source), growth }
      : { kind, source, reduction: await openState(source) }
  } catch (error) {
    await source.close()
    throw error
  }
}

/** What a ticket stands for, before anything of it is read. Throws TraceError. The caller closes the source. */
export async function openSource(
  descriptor: TraceDescriptor,
  reads: PageReads,
  signal: AbortSignal,
): Promise<OpenedSource> {
  return descriptor.type === 'path' ? openFromDisk(descriptor.path) : openPageFiles(descriptor, reads, signal)
}

async function openFromDisk(path: string): Promise<OpenedSource> {
  const opened = await openPath(path)
  const { folder } = opened
  if (folder === undefined) return { ...opened, growth: { kind: 'impossible', why: 'archive' } }
  return { ...opened, growth: { kind: 'possible', watch: (onHint) => watchFolder(folder, onHint) } }
}

async function openPageFiles(
  { source, name, files }: Extract<TraceDescriptor, { type: 'page' }>,
  reads: PageReads,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const open = (entries: ReadonlyMap<string, OfferedFile>) =>
    new PageSource({ name, source, files: entries, reads, signal })
  const [only] = files.length === 1 ? files : []
  const recognized =
    only !== undefined && (await isArchive(open(alone(only))))
      ? ({ kind: 'archive', file: only } as const)
      : recognizeFiles(name, files)
  switch (recognized.kind) {
    case 'bundle':
      return { kind: 'bundle', source: open(filesBelow(recognized.folder, files)), growth: SNAPSHOT }
    case 'archive': {
      const archive = open(alone(recognized.file))
      const source = await openArchive(accessTo(archive, recognized.file), name)
      return { kind: 'bundle', source, growth: SNAPSHOT }
    }
    case 'state':
      return { kind: 'state', source: open(new Map([[stateFile, recognized.file]])), growth: SNAPSHOT }
    default:
      return unreachable(recognized)
  }
}

/** A browser gives the files as they were when they were dropped. */
const SNAPSHOT: Growth = { kind: 'impossible', why: 'page_files' }

/** Whatever its name is, hostile or not, a lone file is read under this one. */
const ALONE = 'file'

function alone(file: OfferedFile): ReadonlyMap<string, OfferedFile> {
  return new Map([[ALONE, file]])
}

async function isArchive(source: PageSource): Promise<boolean> {
  return looksLikeArchive(await source.read(ALONE, 0, 4))
}

function accessTo(source: PageSource, { size }: OfferedFile): RandomAccess {
  return {
    size,
    read: (offset, length) => source.read(ALONE, offset, length),
    close: () => source.close(),
  }
}
