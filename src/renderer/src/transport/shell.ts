/** Which shell carries the page, and how it turns dropped or picked files into tickets. The rest of the page does not know. */
import type { Bridge } from '../../../shared/bridge.ts'
import type { Ticketed } from '../../../shared/view-models/app.ts'
import { socketPath } from '../../../shared/frames.ts'
import { createClient, type Client } from './client.ts'
import { thingsPicked, walkDropped, type DroppedThing, type WalkOptions } from './dropped-files.ts'
import { createPageSources } from './page-sources.ts'
import { createSocketLink } from './socket-link.ts'

declare global {
  interface Window {
    /** Put there by the preload; absent in the web shell. */
    readonly rolloutlens?: Bridge<File>
  }
}

export interface Shell {
  readonly client: Client
  /** Must be called in the drop handler itself: the browser empties `transfer` afterwards. */
  ticketsForDrop(transfer: DataTransfer, options?: WalkOptions): Promise<readonly Ticketed[]>
  ticketsForPicked(files: readonly File[]): Promise<readonly Ticketed[]>
  /** Calls `handler` if the connection to the main side is lost for good. */
  onLost(handler: (reason: string) => void): void
}

export function createShell(page: Window): Shell {
  return page.rolloutlens === undefined ? webShell(page.location) : desktopShell(page.rolloutlens)
}

function desktopShell(bridge: Bridge<File>): Shell {
  return {
    client: createClient(bridge),
    ticketsForDrop: ({ files }) => bridge.ticketsForFiles(Array.from(files)),
    ticketsForPicked: (files) => bridge.ticketsForFiles(files),
    onLost: () => undefined,
  }
}

function webShell({ protocol, host, hash }: Location): Shell {
  const url = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${socketPath}`
  const link = createSocketLink(new WebSocket(url), hash.slice(1))
  const client = createClient(link)
  const sources = createPageSources(client)
  const offerAll = async (things: readonly DroppedThing[]): Promise<readonly Ticketed[]> => {
    const tickets: Ticketed[] = []
    for (const thing of things) if (thing.files.length > 0) tickets.push(await sources.offer(thing))
    return tickets
  }
  return {
    client,
    ticketsForDrop({ items }, options) {
      const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
      return walkDropped(entries, options).then(offerAll)
    },
    ticketsForPicked: (files) => offerAll(thingsPicked(files)),
    onLost: link.onLost,
  }
}
