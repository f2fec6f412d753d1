/** Opens what a word of the command line names, for commands that need a bundle. */
import { TraceError } from '../trace/base/errors.ts'
import { openPath, type OpenedPath } from '../trace/node/open-path.ts'

/** Runs `work` with the bundle and closes it whatever happens. Throws TraceError; a lone graph is no bundle. */
export async function withBundle<T>(path: string, work: (opened: OpenedPath) => Promise<T>): Promise<T> {
  return await withOpened(path, async (opened) => {
    if (opened.kind === 'bundle') return await work(opened)
    throw new TraceError('not_a_bundle', `${JSON.stringify(opened.source.name)} is a graph without its bundle`)
  })
}

/** The same for commands that a lone graph is enough for. */
export async function withOpened<T>(path: string, work: (opened: OpenedPath) => Promise<T>): Promise<T> {
  const opened = await openPath(path)
  try {
    return await work(opened)
  } finally {
    await opened.source.close()
  }
}
