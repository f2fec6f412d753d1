/**
 * Runs in the preload's isolated world before the page's scripts: what `require('electron')` gives a sandboxed preload, and
 * the run of the preload itself. https://www.electronjs.org/docs/latest/tutorial/sandbox
 */
import { decode, decodeList, encode } from '../structured-clone.ts'
import type { FromMain, ToMain } from './options.ts'
import { createWorldEnd } from './world-bridge.ts'

type Listener = (event: object, ...args: readonly unknown[]) => void

function notModelled(name: string): never {
  throw new Error(`not modelled: ${name}`)
}

function strict<T extends object>(name: string, model: T): T {
  return new Proxy(model, {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && !(key in target)) notModelled(`${name}.${key}`)
      return Reflect.get(target, key, receiver)
    },
  })
}

function tellMain(message: ToMain): void {
  standInTell(JSON.stringify(message))
}

/** https://www.electronjs.org/docs/latest/api/ipc-renderer */
function createIpcRenderer() {
  const waiting = new Map<number, { channel: string; resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Listener[]>()
  let lastId = 0

  globalThis.standInHear = (text) => {
    const message: unknown = JSON.parse(text)
    if (!isFromMain(message)) throw new Error('not a message of the main process')
    switch (message.type) {
      case 'result':
      case 'error': {
        const invocation = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.type === 'result') invocation?.resolve(decode(message.value))
        else invocation?.reject(new Error(`Error invoking remote method '${invocation.channel}': ${message.message}`))
        break
      }
      case 'message': {
        const args = decodeList(message.args)
        const event = strict('IpcRendererEvent', { ports: [] })
        for (const listener of listeners.get(message.channel) ?? []) listener(event, ...args)
        break
      }
      default:
        throw new Error('not a message of the main process')
    }
  }

  const ipcRenderer = strict('ipcRenderer', {
    async invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      const id = ++lastId
      const encoded = encode(args)
      return new Promise((resolve, reject) => {
        waiting.set(id, { channel, resolve, reject })
        tellMain({ type: 'invoke', id, channel, args: encoded })
      })
    },
    send(channel: string, ...args: readonly unknown[]): void {
      tellMain({ type: 'send', channel, args: encode(args) })
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      const remaining = [...(listeners.get(channel) ?? [])]
      const index = remaining.lastIndexOf(listener)
      if (index >= 0) remaining.splice(index, 1)
      listeners.set(channel, remaining)
      return ipcRenderer
    },
  })
  return ipcRenderer
}

function runPreload(preload: (...scope: readonly unknown[]) => void): void {
  const end = createWorldEnd(standInOptions.secret, 'preload')
  const electron = strict('electron', {
    ipcRenderer: createIpcRenderer(),
    /** https://www.electronjs.org/docs/latest/api/context-bridge */
    contextBridge: strict('contextBridge', {
      exposeInMainWorld(key: string, api: unknown): void {
        end.expose(key, api)
      },
    }),
    /** https://www.electronjs.org/docs/latest/api/web-utils */
    webUtils: strict('webUtils', {
      getPathForFile(file: unknown): string {
        if (!(file instanceof File))
          throw new TypeError('getPathForFile expected to receive a File object but did not.')
        return standInAskPath({ file, path: '' })
      },
    }),
  })
  const modules = new Map<string, unknown>([
    ['electron', electron],
    ['electron/renderer', electron],
  ])
  const allowed = ['electron/common', 'events', 'timers', 'url', 'node:events', 'node:timers', 'node:url']
  const require = (name: string): unknown => {
    if (allowed.includes(name)) notModelled(`require('${name}') in a preload`)
    if (!modules.has(name)) throw new Error(`module not found: ${name}`)
    return modules.get(name)
  }
  const process = strict('process in a preload', {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: standInOptions.platform,
  })
  const exports = {}
  const absent = (name: string): object => strict(`${name} in a preload`, {})
  try {
    preload(
      require,
      process,
      exports,
      { exports },
      absent('Buffer'),
      globalThis,
      absent('setImmediate'),
      absent('clearImmediate'),
    )
  } catch (error) {
    tellMain({
      type: 'preload-error',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

function isFromMain(value: unknown): value is FromMain {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** The page's world has no way of its own to the main process. */
function passOnWantedWindows(): void {
  window.addEventListener(`${standInOptions.secret}:window-wanted`, (event) => {
    const url: unknown = event instanceof CustomEvent ? event.detail : undefined
    if (typeof url === 'string') tellMain({ type: 'window-wanted', url })
  })
}

// Frames inside the page have no preload. https://www.electronjs.org/docs/latest/api/structures/web-preferences
if (window.top === window) passOnWantedWindows()
if (window.top === window && globalThis.standInPreload !== undefined) runPreload(globalThis.standInPreload)
