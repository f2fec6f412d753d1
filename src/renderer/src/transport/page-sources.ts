/**
 * Files that only the page can read (web shell): offered to the main side as a source, then read in the byte windows it asks
 * for. Nothing is copied or uploaded beyond those windows.
 */
import type { Ticketed } from '../../../shared/view-models/app.ts'
import type { EventPayloads } from '../../../shared/events.ts'
import { failureOf, type Client } from './client.ts'
import type { DroppedThing } from './dropped-files.ts'

export interface PageSources {
  /** The ticket opens it; its files stay readable as long as the page lives. */
  offer(thing: DroppedThing): Promise<Ticketed>
}

export function createPageSources(client: Client): PageSources {
  const sources = new Map<string, ReadonlyMap<string, File>>()

  async function readWindow({
    source,
    path,
    offset,
    length,
  }: EventPayloads['source/read']): Promise<Uint8Array<ArrayBuffer>> {
    const file = sources.get(source)?.get(path)
    if (file === undefined) throw new Error(`The page has no file ${path}.`)
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
  }

  client.on('source/read', (wanted) => {
    readWindow(wanted)
      .then((bytes) => client.call('source/bytes', { read: wanted.read, bytes }))
      .catch((problem: unknown) =>
        client.call('source/bytes', { read: wanted.read, message: failureOf(problem).message.slice(0, 2000) }),
      )
      // The connection is gone: nobody waits for these bytes any more.
      .catch(() => undefined)
  })

  return {
    async offer({ name, files }) {
      const facts = files.map(({ path, file }) => ({ path, size: file.size, mtimeMs: file.lastModified }))
      const ticketed = await client.call('source/offer', { name: name.slice(0, 1000), files: facts })
      sources.set(ticketed.ticket, new Map(files.map(({ path, file }) => [path, file])))
      return ticketed
    },
  }
}
