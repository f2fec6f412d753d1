/**
 * One page over one WebSocket: the secret first, then calls and events as frames. Owns patience and pressure: a page that says
 * nothing, floods us, does not read or has gone is dropped. What the calls mean is the window session's.
 */
import type { RawData, WebSocket } from 'ws'
import { encodeServerFrame } from '../../shared/frame-codec.ts'
import { closeCodes, type PageFrame, type ServerFrame } from '../../shared/frames.ts'
import type { Opening, ShellServices } from '../opening/shell-services.ts'
import { WindowSession } from '../opening/window-session.ts'
import { isSameSecret } from './gate.ts'
import { readPageFrame } from './page-frames.ts'
import type { Tabs } from './tabs.ts'

export interface ConnectionLimits {
  /** From the connection to the secret. */
  readonly helloMs: number
  /** Between two signs of life. */
  readonly silenceMs: number
  /** Unread bytes above which we listen no more until the page has caught up, and progress is not reported. */
  readonly pausedBytes: number
  /** Unread bytes above which the page is given up. */
  readonly lostBytes: number
}

const MiB = 1024 * 1024
export const defaultLimits: ConnectionLimits = {
  helloMs: 10_000,
  silenceMs: 60_000,
  pausedBytes: 8 * MiB,
  lostBytes: 256 * MiB,
}

/** A secret is short. What comes before it is read by anybody's leave. */
const LONGEST_HELLO = 2048

export interface ConnectionParts {
  readonly socket: WebSocket
  readonly secret: string
  readonly services: ShellServices
  readonly opening: Opening
  readonly tabs: Tabs
  readonly limits: ConnectionLimits
}

/** Settles when the page is gone and its host has ended. */
export async function serveConnection({
  socket,
  secret,
  services,
  opening,
  tabs,
  limits,
}: ConnectionParts): Promise<void> {
  let session: WindowSession | undefined
  const patience = setTimeout(() => {
    socket.close(closeCodes.secretRefused, 'no secret in time')
  }, limits.helloMs)

  function send(frame: ServerFrame<unknown>): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > limits.pausedBytes && isProgress(frame)) return
    for (const message of encodeServerFrame(frame)) socket.send(message, resumeWhenRead)
    if (socket.bufferedAmount > limits.lostBytes) {
      socket.close(closeCodes.tooSlow, 'the page does not read')
      socket.resume() // to see it close
    } else if (socket.bufferedAmount > limits.pausedBytes) socket.pause()
  }

  function resumeWhenRead(): void {
    if (socket.isPaused && socket.bufferedAmount <= limits.pausedBytes) socket.resume()
  }

  function greet(frame: PageFrame, bytes: number): void {
    if (frame.type !== 'hello' || bytes > LONGEST_HELLO || !isSameSecret(frame.secret, secret)) {
      socket.close(closeCodes.secretRefused, 'the secret is wrong')
      return
    }
    clearTimeout(patience)
    const { tab } = frame
    const showing = (shown: Opening): void => {
      if (tab !== undefined) tabs.keep(tab, shown)
    }
    session = new WindowSession(
      { ...services, showing },
      (event) => {
        send({ type: 'event', ...event })
      },
      (tab === undefined ? undefined : tabs.shown(tab)) ?? opening,
    )
    send({ type: 'welcome' })
  }

  function receive(frame: PageFrame, page: WindowSession): void {
    switch (frame.type) {
      case 'hello':
        socket.close(closeCodes.badFrame, 'a second hello')
        break
      case 'call':
        void page.call(frame.id, frame.name, frame.request).then((reply) => {
          send({ type: 'reply', id: frame.id, reply })
        })
        break
      case 'cancel':
        page.cancel(frame.id)
    }
  }

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return // what was sent before our refusal arrived
    const bytes = bytesOf(data)
    const frame = isBinary ? readPageFrame(bytes) : undefined
    if (frame === undefined) socket.close(closeCodes.badFrame, 'not a frame')
    else if (session === undefined) greet(frame, bytes.length)
    else receive(frame, session)
  })
  // Broken frames, messages that are too long: `close` follows.
  socket.on('error', () => undefined)
  const heartbeat = keepAlive(socket, limits.silenceMs)
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(heartbeat)
  clearTimeout(patience)
  await session?.close()
}

/** A page whose machine has gone (a dropped tunnel) never says goodbye. */
function keepAlive(socket: WebSocket, silenceMs: number): NodeJS.Timeout {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  return setInterval(() => {
    if (!alive) socket.terminate()
    alive = false
    socket.ping()
  }, silenceMs)
}

function isProgress(frame: ServerFrame<unknown>): boolean {
  return frame.type === 'event' && frame.name === 'trace/progress'
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
