/**
 * The link of the web shell: one WebSocket to the server that served the page, opened with the secret of the URL's
 * fragment. A lost connection fails every open call with `connection_lost` and stays lost: sessions live as long as it.
 */
import type { EventMessage } from '../../../shared/bridge.ts'
import type { CallName } from '../../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../../shared/calls/index.ts'
import type { Reply } from '../../../shared/events.ts'
import { createServerFrameReader, encodeFrame } from '../../../shared/frame-codec.ts'
import { closeCodes, type PageFrame, type ServerFrame } from '../../../shared/frames.ts'
import type { Link } from './client.ts'

/** What is used of a WebSocket. */
export type Socket = Pick<WebSocket, 'send' | 'binaryType' | 'addEventListener'>

export interface SocketLink extends Link {
  /** Calls `handler` once the connection is lost, with the reason as a fact. */
  onLost(handler: (reason: string) => void): void
}

/** `tab`: see the hello frame. */
export function createSocketLink(socket: Socket, secret: string, tab: string): SocketLink {
  const pending = new Map<number, (reply: Reply<never>) => void>()
  const listeners = new Set<(message: EventMessage) => void>()
  const lostHandlers = new Set<(reason: string) => void>()
  /** Frames that wait for the server's welcome; undefined after it. */
  let early: PageFrame[] | undefined = []
  let lost: string | undefined
  const read = createServerFrameReader()

  function send(frame: PageFrame): void {
    if (early === undefined) socket.send(encodeFrame(frame))
    else early.push(frame)
  }

  function receive(frame: ServerFrame<never>): void {
    if (frame.type === 'welcome') {
      const waiting = early ?? []
      early = undefined
      waiting.forEach(send)
    } else if (frame.type === 'reply') {
      pending.get(frame.id)?.(frame.reply)
      pending.delete(frame.id)
    } else {
      for (const listener of listeners) listener(frame)
    }
  }

  function lose(reason: string): void {
    if (lost !== undefined) return
    lost = reason
    for (const settle of pending.values()) settle(lostReply(reason))
    pending.clear()
    for (const handler of lostHandlers) handler(reason)
  }

  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => {
    socket.send(encodeFrame({ type: 'hello', secret, tab }))
  })
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const frame = data instanceof ArrayBuffer ? read(new Uint8Array(data)) : undefined
    if (frame !== undefined) receive(frame)
  })
  socket.addEventListener('close', ({ code }) => {
    lose(closeReason(code))
  })

  return {
    invoke<K extends CallName>(name: K, id: number, request: RequestOf<K>): Promise<Reply<ResponseOf<K>>> {
      if (lost !== undefined) return Promise.resolve(lostReply(lost))
      return new Promise((resolve) => {
        pending.set(id, resolve)
        send({ type: 'call', id, name, request })
      })
    },
    cancel(id) {
      if (lost === undefined) send({ type: 'cancel', id })
    },
    on(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onLost(handler) {
      if (lost === undefined) lostHandlers.add(handler)
      else handler(lost)
    },
  }
}

function lostReply(reason: string): Reply<never> {
  return { ok: false, error: { code: 'connection_lost', message: reason } }
}

function closeReason(code: number): string {
  if (code === closeCodes.secretRefused)
    return 'The server refused the secret of this address. It belongs to an earlier run.'
  if (code === closeCodes.badFrame) return 'The server refused a message of this page.'
  if (code === closeCodes.tooSlow) return 'The server closed the connection: this page read too slowly.'
  if (code === closeCodes.stopping) return 'The server was stopped.'
  return `The connection to the server was lost (code ${String(code)}).`
}
