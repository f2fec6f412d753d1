/**
 * Where a bundle is written to: a folder (`trace/node`), memory in tests. Paths are relative to the bundle with `/`. A sink does
 * what it is told in the order it is told; the writer waits for one call before it makes the next.
 */
export interface BundleSink {
  /**
   * Makes a new file with these bytes. When this settles the file is whole; when it rejects there is none, or nothing that
   * will ever be named. Throws TraceError `write_failed`, also if the file exists.
   */
  create(path: string, bytes: Uint8Array): Promise<void>
  /**
   * Adds bytes to the end of a file, which it makes if needed: all of them, or on rejection none. Throws TraceError
   * `write_failed`.
   */
  append(path: string, bytes: Uint8Array): Promise<void>
  /** Releases handles. Idempotent. */
  close(): Promise<void>
}
