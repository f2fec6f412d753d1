/**
 * The port through which every bundle is read: a folder, an archive, files dropped on a page, memory in tests. Reads are by
 * byte windows, never a whole file as one string. A source keeps every path inside the bundle and never writes.
 */

import type { CommonLength } from '../base/bytes.ts'

/** Facts of one file. `mtimeMs` is undefined where the source cannot know it. */
export interface FileFacts {
  readonly size: number
  readonly mtimeMs: number | undefined
  /** Same value, same file: tells one that was replaced from one that grew. Absent where nothing can be replaced. */
  readonly identity?: string
}

/** Gives memory for so many bytes, whose content is of no account. */
export type Memory = (length: number) => Uint8Array

export interface BundleSource {
  /** What a person calls this bundle: the folder's or file's own name, never a path. */
  readonly name: string
  /**
   * Facts of a file, `path` relative to the bundle with `/`. Undefined if there is none.
   * Throws TraceError `path_outside_bundle`, `not_a_file`, `permission_denied`, `read_failed`.
   */
  stat(path: string): Promise<FileFacts | undefined>
  /**
   * At most `length` bytes from `offset`; shorter only at the end of the file. The array is the caller's own.
   * Throws TraceError `not_found`, `path_outside_bundle`, `not_a_file`, `permission_denied`, `read_failed`.
   */
  read(path: string, offset: number, length: number): Promise<Uint8Array>
  /**
   * The whole file, in what `memory` gives for its size; where that is less, as much of its beginning. Only sources that do this faster than by `stat` and `read` have it,
   * and where it gives undefined these two have to be used. Throws as `read`.
   */
  readWhole?(path: string, memory: Memory): Promise<Uint8Array | undefined>
  /** The platform's own way to compare bytes, where it has a faster one than JavaScript. */
  readonly commonLength?: CommonLength
  /** Releases handles. Idempotent. */
  close(): Promise<void>
}

/** A source that can tell which files there are, whether or not an event names them: what packing needs. */
export interface ListedSource extends BundleSource {
  /** Paths of all files, relative to the bundle with `/`, sorted by UTF-16 units. Symlinks are listed, never followed. */
  list(): Promise<readonly string[]>
}
