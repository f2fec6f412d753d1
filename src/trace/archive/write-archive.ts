/**
 * Writes a bundle as a `.rollout` archive: a zip with the bundle at its top, names sorted, one fixed time and mode. The same
 * bundle gives the same bytes, whoever packs it and wherever it lay (for one version of zlib).
 */
import { PassThrough, Readable } from 'node:stream'
import yazl from 'yazl'
import { TraceError } from '../base/errors.ts'
import { belongsToBundle } from '../bundle/layout.ts'
import type { ListedSource } from '../bundle/source.ts'

const WINDOW = 256 * 1024
/** The first moment a zip can tell, as local time, because that is what zip stores. */
const MTIME = new Date(1980, 0, 1)
const MODE = 0o100644

/** Of what is packed, before it is compressed. */
export interface PackProgress {
  readonly bytes: number
  readonly bytesTotal: number
  readonly filesTotal: number
}

/** What an archive of this bundle holds, and what lies beside it and is left out. Both sorted. */
export async function archiveContents(
  source: ListedSource,
): Promise<{ readonly packed: readonly string[]; readonly leftOut: readonly string[] }> {
  const files = await source.list()
  return { packed: files.filter(belongsToBundle), leftOut: files.filter((file) => !belongsToBundle(file)) }
}

/**
 * The bytes of the archive as they are made. `files` are those to pack, sorted. Throws what the source throws, also for a
 * link that leads out: an archive is whole or not at all.
 */
export async function* archiveBytes(
  source: ListedSource,
  files: readonly string[],
  onProgress?: (progress: PackProgress) => void,
): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile()
  const out = new PassThrough()
  const fail = (error: Error): void => {
    out.destroy(error)
  }
  zip.on('error', fail)
  zip.outputStream.pipe(out)
  let bytes = 0
  const bytesTotal = onProgress === undefined ? 0 : await sizeOf(source, files)
  function packed(length: number): void {
    bytes += length
    // A log that grew meanwhile is not more than all.
    onProgress?.({ bytes: Math.min(bytes, bytesTotal), bytesTotal, filesTotal: files.length })
  }
  packed(0)
  for (const file of files) {
    zip.addReadStreamLazy(file, { mtime: MTIME, mode: MODE, forceDosTimestamp: true }, (give) => {
      give(null, Readable.from(windows(source, file, packed)).on('error', fail))
    })
  }
  zip.end()
  const chunks: AsyncIterable<Uint8Array> = out
  yield* chunks
}

/** What is not there counts nothing here; packing it says so. */
async function sizeOf(source: ListedSource, files: readonly string[]): Promise<number> {
  let sum = 0
  for (const file of files) sum += (await source.stat(file))?.size ?? 0
  return sum
}

/** The file as long as it is now; what a recorder appends meanwhile stays out. */
async function* windows(
  source: ListedSource,
  file: string,
  onRead: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  const facts = await source.stat(file)
  if (facts === undefined) throw new TraceError('not_found', `${JSON.stringify(file)} is not there any more`, { file })
  for (let at = 0; at < facts.size; at += WINDOW) {
    const bytes = await source.read(file, at, Math.min(WINDOW, facts.size - at))
    yield bytes
    onRead(bytes.length)
  }
}
