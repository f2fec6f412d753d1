/**
 * Files that only the page can read (web shell): offered to the main side as a source, then read in the byte windows it asks
 * for. Nothing is copied or uploaded beyond those windows.
 */
import type { Ticketed } from '../../../shared/view-models/app.ts'
import type { RequestOf } from '../../../shared/calls/index.ts'
import type { FileWindow } from '../../../shared/events.ts'
import { failureOf, type Client } from './client.ts'
import type { DroppedThing } from './dropped-files.ts'

export interface PageSources {
  /** The ticket opens it; its files stay readable as long as the page lives. */
  offer(thing: DroppedThing): Promise<Ticketed>
}

type Answer = RequestOf<'source/bytes'>['answers'][number]

export function createPageSources(client: Client): PageSources {
  const sources = new Map<string, ReadonlyMap<string, File>>()

  async function answerTo({ read, source, path, offset, length }: FileWindow): Promise<Answer> {
    try {
      const file = sources.get(source)?.get(path)
      if (file === undefined) return { read, message: `The page has no file ${path}.`.slice(0, 2000) }
      return { read, bytes: new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()) }
    } catch (problem) {
      return { read, message: failureOf(problem).message.slice(0, 2000) }
    }
  }

  client.on('source/read', ({ windows }) => {
    Promise.all(windows.map(answerTo))
      .then((answers) => client.call('source/bytes', { answers }))
      // The connection is gone: nobody waits for these bytes any more.
      .catch(() => undefined)
  })

  return {
    async offer({ name, files }) {
      const facts = files.map(({ path, file }) => ({ path, size: file.size, mtimeMs: file.lastModified }))
      const [only] = files.length === 1 ? files : []
      const start = only === undefined ? {} : { start: await startOf(only.file) }
      const ticketed = await client.call('source/offer', { name: name.slice(0, 1000), files: facts, ...start })
      sources.set(ticketed.ticket, new Map(files.map(({ path, file }) => [path, file])))
      return ticketed
    },
  }
}

/** Empty for a file that cannot be read: opening it says why. */
async function startOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, 4).arrayBuffer())
  } catch {
    return new Uint8Array(0)
  }
}
