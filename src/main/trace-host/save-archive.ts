/**
 * Writes what a ticket stands for as a `.rollout` archive: whole or not at all, and never into a bundle. The source is opened
 * anew, so that saving depends on no session, and a bundle that is not there any more says so.
 */
import nodePath from 'node:path'
import { archiveBytes, archiveContents, type PackProgress } from '../../trace/archive/write-archive.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { liesIn, writeWholeFile } from '../../trace/node/whole-output.ts'
import { openSource } from './open-trace.ts'
import type { PageReads } from './page-reads.ts'
import type { TraceDescriptor } from './protocol.ts'

export interface SaveOrder {
  readonly source: TraceDescriptor
  /** Absolute. */
  readonly path: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: PackProgress) => void
}

export interface SaveOutcome {
  /** The first hundred. */
  readonly leftOut: readonly string[]
  readonly leftOutTotal: number
}

const MOST_LEFT_OUT = 100

/** Throws TraceError: what opening and reading throw, `write_failed`, `cancelled`. Messages name the archive, not its place. */
export async function saveArchive(order: SaveOrder, reads: PageReads): Promise<SaveOutcome> {
  const { path, signal, onProgress } = order
  const shown = nodePath.basename(path)
  const { kind, source, folder } = await openSource(order.source, reads, signal)
  try {
    if (kind === 'state') {
      throw new TraceError('not_a_bundle', `${JSON.stringify(source.name)} is a graph without its bundle`)
    }
    if (folder !== undefined && (await liesIn(folder, path, shown))) {
      throw new TraceError('write_failed', `${JSON.stringify(shown)} would lie in the bundle itself`)
    }
    const { packed, leftOut } = await archiveContents(source)
    await writeWholeFile(path, archiveBytes(source, packed, onProgress), signal, shown)
    return { leftOut: leftOut.slice(0, MOST_LEFT_OUT), leftOutTotal: leftOut.length }
  } finally {
    await source.close()
  }
}
