/**
 * A connection to Chromium's DevTools protocol: one socket, flattened sessions, typed commands and events. Owns pairing
 * answers with commands; knows nothing of Electron. https://chromedevtools.github.io/devtools-protocol/
 */
import type { CDPSession } from '@playwright/test'
import { WebSocket } from 'ws'

/** The events that are listened to, with what is read of them. */
export interface CdpEvents {
  'Target.targetCreated': { readonly targetInfo: TargetInfo }
  'Inspector.targetCrashed': object
  'Page.loadEventFired': object
  'Page.lifecycleEvent': { readonly frameId: string; readonly name: string }
  'Page.frameNavigated': { readonly frame: { readonly id: string; readonly parentId?: string; readonly url: string } }
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string }
  'Page.frameStartedNavigating': {
    readonly frameId: string
    readonly url: string
    readonly navigationType: string
  }
  'Fetch.requestPaused': {
    readonly requestId: string
    readonly request: {
      readonly url: string
      readonly method: string
      readonly headers: Readonly<Record<string, string>>
    }
    readonly frameId: string
    readonly resourceType: string
  }
  'Runtime.bindingCalled': { readonly name: string; readonly payload: string; readonly executionContextId: number }
  'Runtime.executionContextCreated': {
    readonly context: { readonly id: number; readonly name: string; readonly auxData?: { readonly frameId?: string } }
  }
  'Runtime.executionContextDestroyed': { readonly executionContextId: number }
  'Runtime.executionContextsCleared': object
  'Debugger.paused': { readonly callFrames: readonly { readonly callFrameId: string; readonly functionName: string }[] }
}

export interface TargetInfo {
  readonly targetId: string
  readonly type: string
  readonly title: string
  readonly url: string
  readonly openerId?: string
}

export interface Session {
  send: CDPSession['send']
  on<E extends keyof CdpEvents>(event: E, listener: (params: CdpEvents[E]) => void): void
}

interface Answer {
  readonly id?: number
  readonly result: never
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly params: never
  readonly sessionId?: string
}

interface Pending {
  readonly method: string
  resolve(result: never): void
  reject(error: Error): void
}

export class Connection {
  readonly browser: Session
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #listeners = new Map<string, ((params: never) => void)[]>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.browser = this.session(undefined)
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString('utf8'))
      if (isAnswer(message)) this.#receive(message)
    })
    socket.on('close', () => {
      for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: Chromium is gone`))
      this.#pending.clear()
    })
  }

  static async open(endpoint: string): Promise<Connection> {
    const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 2 ** 30 })
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return new Connection(socket)
  }

  /** The session with this id; without one, the browser's own. */
  session(sessionId: string | undefined): Session {
    return {
      send: (method, params) =>
        new Promise((resolve, reject) => {
          const id = ++this.#lastId
          this.#pending.set(id, { method, resolve, reject })
          this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
        }),
      on: (event, listener) => {
        const key = keyOf(event, sessionId)
        this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), listener])
      },
    }
  }

  close(): void {
    this.#socket.close()
  }

  #receive({ id, result, error, method, params, sessionId }: Answer): void {
    if (method !== undefined) {
      for (const listener of this.#listeners.get(keyOf(method, sessionId)) ?? []) listener(params)
      return
    }
    const pending = id === undefined ? undefined : this.#pending.get(id)
    if (id === undefined || pending === undefined) return
    this.#pending.delete(id)
    if (error === undefined) pending.resolve(result)
    else pending.reject(new Error(`${pending.method}: ${error.message}`))
  }
}

function keyOf(event: string, sessionId: string | undefined): string {
  return `${sessionId ?? ''} ${event}`
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && ('id' in value || 'method' in value)
}
