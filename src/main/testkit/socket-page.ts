/** A page at the end of a WebSocket, as far as the web server can tell: for tests. */
import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import { z } from 'zod'
import type { EventMessage } from '../../shared/bridge.ts'
import type { EventName } from '../../shared/call-names.ts'
import type { Reply } from '../../shared/events.ts'
import { createServerFrameReader, encodeFrame } from '../../shared/frame-codec.ts'
import { socketPath, type PageFrame, type ServerFrame } from '../../shared/frames.ts'

export class SocketPage {
  readonly socket: WebSocket
  /** Everything the server told unasked. */
  readonly events: EventMessage[] = []
  readonly #frames: ServerFrame<never>[] = []
  readonly #waiting: (() => void)[] = []
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    const read = createServerFrameReader()
    socket.on('message', (data) => {
      if (!Buffer.isBuffer(data)) throw new Error('frames arrive whole')
      const frame = read(data)
      if (frame === undefined) return
      if (frame.type === 'event') this.events.push(frame)
      else this.#frames.push(frame)
      this.#wake()
    })
    socket.on('close', () => {
      this.#wake()
    })
  }

  /** Connects to the server behind `url` and shows it the secret of the fragment; `options` replace our headers. `tab`: see the hello frame. */
  static async connect(url: string, options: ClientOptions = {}, tab?: string): Promise<SocketPage> {
    const page = await SocketPage.reach(url, options)
    page.send({ type: 'hello', secret: new URL(url).hash.slice(1), ...(tab === undefined ? {} : { tab }) })
    await page.#until(() => page.#frames.find((frame) => frame.type === 'welcome'))
    return page
  }

  /** Connects without a word. */
  static async reach(url: string, options: ClientOptions = {}): Promise<SocketPage> {
    const { origin, host } = new URL(url)
    const socket = new WebSocket(`ws://${host}${socketPath}`, { origin, ...options })
    const page = new SocketPage(socket)
    await once(socket, 'open')
    return page
  }

  send(frame: PageFrame): void {
    this.socket.send(encodeFrame(frame))
  }

  call(name: string, request: unknown): Promise<Reply<unknown>> {
    return this.ask(++this.#lastId, name, request)
  }

  /** As `call`, with an id of the test's own. */
  async ask(id: number, name: string, request: unknown): Promise<Reply<unknown>> {
    this.send({ type: 'call', id, name, request })
    const frame = await this.#until(() => this.#frames.find((frame) => frame.type === 'reply' && frame.id === id))
    if (frame.type !== 'reply') throw new Error('found something else')
    this.#frames.splice(this.#frames.indexOf(frame), 1)
    return frame.reply
  }

  /** The first event of that name, which may have come already. */
  event(name: EventName): Promise<EventMessage> {
    return this.#until(() => this.events.find((event) => event.name === name))
  }

  /** The code the server closed with. */
  async closed(): Promise<number> {
    const [code] = z
      .tuple([z.number()])
      .rest(z.unknown())
      .parse(await once(this.socket, 'close'))
    return code
  }

  async leave(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return
    const closed = once(this.socket, 'close')
    this.socket.close()
    await closed
  }

  async #until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the server closed the connection')
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
