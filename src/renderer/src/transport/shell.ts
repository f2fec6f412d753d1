/** Which shell carries the page, and how it turns dropped or picked files into tickets. The rest of the page does not know. */
import type { Bridge } from '../../../shared/bridge.ts'
import type { Reply } from '../../../shared/events.ts'
import type { Wish } from '../../../shared/view-models/app.ts'
import { socketPath } from '../../../shared/frames.ts'
import { formatNoun } from '../format/numbers.ts'
import { load, save, type Store } from '../state/storage.ts'
import { CallError, createClient, type Client } from './client.ts'
import { separateBundles, thingsPicked, walkDropped, type DroppedThing, type WalkOptions } from './dropped-files.ts'
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
  wishForDrop(transfer: DataTransfer, options?: WalkOptions): Promise<Wish>
  wishForPicked(files: readonly File[]): Promise<Wish>
  /** Hands a file of our own origin to the browser, to be kept as `name`. */
  download(path: string, name: string): void
  /** Calls `handler` if the connection to the main side is lost for good. */
  onLost(handler: (reason: string) => void): void
}

export function createShell(page: Window): Shell {
  return page.rolloutlens === undefined ? webShell(page) : desktopShell(page.rolloutlens)
}

function desktopShell(bridge: Bridge<File>): Shell {
  return {
    client: createClient(bridge),
    wishForDrop: ({ files }) => bridge.giveFiles(Array.from(files)).then(valueOf),
    wishForPicked: (files) => bridge.giveFiles(files).then(valueOf),
    // Saved with a dialog instead.
    download: () => undefined,
    onLost: () => undefined,
  }
}

function valueOf(reply: Reply<Wish>): Wish {
  if (!reply.ok) throw new CallError(reply.error)
  return reply.value
}

function webShell({ location: { protocol, host, hash }, document, sessionStorage, crypto }: Window): Shell {
  const url = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${socketPath}`
  const link = createSocketLink(new WebSocket(url), hash.slice(1), tabOf(sessionStorage, crypto.randomUUID()))
  const client = createClient(link)
  const sources = createPageSources(client)
  const offerAll = async (given: readonly DroppedThing[]): Promise<Wish> => {
    const tickets: string[] = []
    for (const thing of given.flatMap(separateBundles)) tickets.push((await sources.offer(thing)).ticket)
    const wish = await client.call('source/give', { tickets })
    const skipped = given.reduce((sum, thing) => sum + thing.skipped, 0)
    if (skipped === 0) return wish
    return {
      ...wish,
      notes: [...wish.notes, `${formatNoun(skipped, 'file')} could not be looked at or went past a limit.`],
    }
  }
  return {
    client,
    wishForDrop({ items }, options) {
      const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
      return walkDropped(entries, options).then(offerAll)
    },
    wishForPicked: (files) => offerAll(thingsPicked(files)),
    download(path, name) {
      const link = document.createElement('a')
      link.href = path
      link.download = name
      link.click()
    },
    onLost: link.onLost,
  }
}

/** The name under which the server knows this tab of the browser, kept as long as the tab. */
function tabOf(store: Store, fresh: string): string {
  const tab = load(store, 'tab') ?? fresh
  save(store, 'tab', tab)
  return tab
}
