/** A bundle held in memory, for tests. */
import { TraceError } from '../base/errors.ts'
import { entryPath } from '../bundle/entry-path.ts'
import type { FileFacts, ListedSource } from '../bundle/source.ts'

/** `files`: text or bytes by path. */
export function memorySource(name: string, files: ReadonlyMap<string, string | Uint8Array>): ListedSource {
  const encoder = new TextEncoder()
  const bytesOf = (path: string): Uint8Array | undefined => {
    const content = files.get(entryPath(path))
    return typeof content === 'string' ? encoder.encode(content) : content
  }
  return {
    name,
    stat(path): Promise<FileFacts | undefined> {
      return attempt(() => {
        const bytes = bytesOf(path)
        return bytes === undefined ? undefined : { size: bytes.length, mtimeMs: undefined }
      })
    },
    read(path, offset, length): Promise<Uint8Array> {
      return attempt(() => {
        const bytes = bytesOf(path)
        if (bytes === undefined)
          throw new TraceError('not_found', `${JSON.stringify(path)} is not there`, { file: path })
        return bytes.slice(offset, offset + length)
      })
    },
    list: () => Promise.resolve([...files.keys()].sort()),
    close: () => Promise.resolve(),
  }
}

// A port rejects; it never throws while it is called.
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}
