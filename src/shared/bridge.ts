/**
 * What the preload puts on `window.rolloutlens`. Types only. The page's `File` is a type parameter, because this layer
 * knows no DOM: both sides use `Bridge<File>`.
 */
import type { CallName, EventName } from './call-names.ts'
import type { RequestOf, ResponseOf } from './calls/index.ts'
import type { EventPayloads, Reply } from './events.ts'
import type { Wish } from './view-models/app.ts'

/** One event as it crosses; `EventMessage` alone is the union over all names. */
export type EventMessage<E extends EventName = EventName> = {
  [K in E]: { readonly name: K; readonly payload: EventPayloads[K] }
}[E]

export interface Bridge<PageFile> {
  /** Never rejects for a refused or failed call: that is a reply with `ok: false`. `id` is the page's own, for `cancel`. */
  invoke<K extends CallName>(name: K, id: number, request: RequestOf<K>): Promise<Reply<ResponseOf<K>>>
  /** The call still answers, with `cancelled` or with what it had. */
  cancel(id: number): void
  /** Gives the function that ends the subscription. */
  on(listener: (message: EventMessage) => void): () => void
  /** What is to be done here about files and folders dropped or pasted on the page. As `invoke`, it never rejects. */
  giveFiles(files: readonly PageFile[]): Promise<Reply<Wish>>
}
