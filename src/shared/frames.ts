/**
 * What crosses the WebSocket of the web shell, one frame per message. Electron carries the same calls, replies and events over
 * IPC without frames. A frame from the page is checked by the server; one from the server is ours and is not.
 */
import type { EventMessage } from './bridge.ts'
import type { Reply } from './events.ts'

/** First frame of a connection, and the only one accepted before `welcome`: the secret from the URL's fragment. */
export interface HelloFrame {
  readonly type: 'hello'
  readonly secret: string
  /** Chosen by the page and the same after it is loaded again: what this tab of the browser showed is shown again. */
  readonly tab?: string
}

export interface CallFrame {
  readonly type: 'call'
  /** Chosen by the page, unique among its open calls. */
  readonly id: number
  readonly name: string
  readonly request: unknown
}

/** The page no longer waits for call `id`: it is answered with `cancelled`, at once. Unknown ids are ignored. */
export interface CancelFrame {
  readonly type: 'cancel'
  readonly id: number
}

export type PageFrame = HelloFrame | CallFrame | CancelFrame

export type EventFrame = { readonly type: 'event' } & EventMessage

/**
 * The next bytes of a frame too long for one message, which has `of` bytes in all. Pieces come in order with nothing between them.
 * A browser hands a message over at once, and one of many megabytes keeps the page from everything else.
 */
export interface FramePiece {
  readonly type: 'piece'
  readonly of: number
  readonly bytes: Uint8Array
}

/** `Value` is `unknown` to the server that sends it, and `never`, assignable to what the call promised, to the page. */
export type ServerFrame<Value> =
  | { readonly type: 'welcome' }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<Value> }
  | EventFrame

/** Path of the WebSocket below the page's origin. */
export const socketPath = '/socket'

/** Why the server closed the socket; in the range that applications may use. */
export const closeCodes = { secretRefused: 4401, badFrame: 4400, tooSlow: 4408, stopping: 4410 } as const
