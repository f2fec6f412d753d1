/**
 * The main side of IPC: handlers by channel, one each; what they give back or throw crosses as Electron lets it cross.
 * https://www.electronjs.org/docs/latest/api/ipc-main
 */
import { CloneError, decodeList, encode } from './structured-clone.ts'
import { ModelledEmitter, strict } from './strict.ts'
import type { FromMain, ToMain } from './page/options.ts'

/** What arrives with a message. `senderFrame` is null once the frame has left. */
export interface IpcEvent {
  readonly sender: object
  readonly senderFrame: object | null
}

type InvokeHandler = (event: IpcEvent, ...args: readonly unknown[]) => unknown

/** Listeners may be added for any channel: the names are the program's. */
class Channels extends ModelledEmitter {
  constructor() {
    super('ipcMain', [])
  }

  protected override checkEvent(): void {
    // Every name is a channel.
  }
}

export class IpcMain {
  readonly #handlers = new Map<string, InvokeHandler>()
  readonly #channels = new Channels()

  /** The `ipcMain` module. */
  readonly module = strict('ipcMain', {
    handle: (channel: string, handler: InvokeHandler): void => {
      if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      this.#handlers.set(channel, handler)
    },
    on: (channel: string, listener: Parameters<ModelledEmitter['on']>[1]): void => {
      this.#channels.on(channel, listener)
    },
  })

  /** Carries out one message of a preload; `reply` is how an answer gets back to it. */
  async receive(
    message: Extract<ToMain, { type: 'invoke' | 'send' }>,
    event: IpcEvent,
    reply: (message: FromMain) => void,
  ): Promise<void> {
    const args = decodeList(message.args)
    if (message.type === 'send') {
      this.#channels.emit(message.channel, event, ...args)
      return
    }
    const { id, channel } = message
    try {
      const handler = this.#handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      const value = await handler(event, ...args)
      // A value that cannot be cloned is logged, and the page waits for ever.
      const encoded = encodeForPage(value)
      if (encoded !== undefined) reply({ type: 'result', id, value: encoded })
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`)
      reply({ type: 'error', id, message: String(error) })
    }
  }
}

/** Structured clone makes plain bytes of a Buffer and refuses what Electron refuses. */
export function encodeForPage(value: unknown): string | undefined {
  try {
    return encode(structuredClone(value))
  } catch {
    process.stderr.write(`Error: ${new CloneError().message}\n`)
    return undefined
  }
}
