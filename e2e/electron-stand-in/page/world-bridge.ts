/**
 * One end of the context bridge: carries values between the page's world and the preload's isolated world. Runs in both.
 * Functions are proxied, promises follow, everything else is copied: prototypes, symbols and an error's own properties are
 * lost, `File` and `Blob` stay what they are. https://www.electronjs.org/docs/latest/api/context-bridge
 *
 * The worlds share the document but no objects. Synchronous DOM events cross between them, and Chromium clones an event's
 * `detail` for the other world.
 */

type Packed =
  | readonly ['value', unknown]
  | readonly ['array', readonly Packed[]]
  | readonly ['object', readonly (readonly [string, Packed])[]]
  | readonly ['function', number]
  | readonly ['promise', number]
  | readonly ['error', string]

type Message =
  | { readonly type: 'expose'; readonly key: string; readonly api: Packed }
  | { readonly type: 'call'; readonly call: number; readonly target: number; readonly args: Packed }
  | { readonly type: 'return'; readonly call: number; readonly ok: boolean; readonly value: Packed }
  | { readonly type: 'settle'; readonly promise: number; readonly ok: boolean; readonly value: Packed }

type AnyFunction = (...args: readonly unknown[]) => unknown

const MOST_DEPTH = 1000

export interface WorldEnd {
  /** Puts a frozen copy of `api` on the other world's `window`. Throws where something of this name is. */
  expose(key: string, api: unknown): void
}

/** Both ends are made with the same `secret` before any script of the page runs. */
export function createWorldEnd(secret: string, own: 'page' | 'preload'): WorldEnd {
  const other = own === 'page' ? 'preload' : 'page'
  const functions: AnyFunction[] = []
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  const returned = new Map<number, Extract<Message, { type: 'return' }>>()
  let lastCall = 0
  let lastPromise = 0

  // The page may replace these later.
  const dispatch = window.dispatchEvent.bind(window)
  const PageEvent = CustomEvent

  window.addEventListener(`${secret}:${own}`, (event) => {
    if (!(event instanceof PageEvent)) return
    const message: unknown = event.detail
    if (isMessage(message)) receive(message)
  })

  function tell(message: Message): void {
    dispatch(new PageEvent(`${secret}:${other}`, { detail: message }))
  }

  function receive(message: Message): void {
    switch (message.type) {
      case 'expose':
        if (message.key in window)
          throw new Error('Cannot bind an API on top of an existing property on the window object')
        Object.defineProperty(window, message.key, { value: deepFreeze(unpack(message.api)), enumerable: true })
        break
      case 'call':
        tell(carryOut(message))
        break
      case 'return':
        returned.set(message.call, message)
        break
      case 'settle': {
        const waiting = promises.get(message.promise)
        promises.delete(message.promise)
        if (message.ok) waiting?.resolve(unpack(message.value))
        else waiting?.reject(unpack(message.value))
        break
      }
      default:
        throw new Error('not a message of the bridge')
    }
  }

  function carryOut({ call, target, args }: Extract<Message, { type: 'call' }>): Message {
    try {
      const called = functions[target]
      if (called === undefined) throw new Error('no such function')
      return { type: 'return', call, ok: true, value: pack(called(...listOf(unpack(args)))) }
    } catch (error) {
      return { type: 'return', call, ok: false, value: pack(error) }
    }
  }

  function proxyOf(target: number): AnyFunction {
    return (...args) => {
      const call = ++lastCall
      tell({ type: 'call', call, target, args: pack(args) })
      const answer = returned.get(call)
      returned.delete(call)
      // Chromium clones nothing if it cannot clone all: the other end then sees no message.
      if (answer === undefined) throw new Error('not modelled: a value that the context bridge cannot clone')
      if (answer.ok) return unpack(answer.value)
      throw unpack(answer.value)
    }
  }

  function pack(value: unknown, depth = 0): Packed {
    if (depth > MOST_DEPTH)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    if (isFunction(value)) return ['function', functions.push(value) - 1]
    if (typeof value === 'symbol') return ['value', undefined]
    if (typeof value !== 'object' || value === null) return ['value', value]
    if (value instanceof Promise) return packPromise(value)
    if (value instanceof Error) return ['error', value.message]
    if (Array.isArray(value)) return ['array', value.map((item) => pack(item, depth + 1))]
    if (Object.prototype.toString.call(value) === '[object Object]')
      return ['object', Object.entries(value).map(([key, held]) => [key, pack(held, depth + 1)] as const)]
    return ['value', value]
  }

  function packPromise(promise: Promise<unknown>): Packed {
    const id = ++lastPromise
    promise.then(
      (value) => tell({ type: 'settle', promise: id, ok: true, value: pack(value) }),
      (error: unknown) => tell({ type: 'settle', promise: id, ok: false, value: pack(error) }),
    )
    return ['promise', id]
  }

  function unpack(packed: Packed): unknown {
    switch (packed[0]) {
      case 'value':
        return packed[1]
      case 'array':
        return packed[1].map(unpack)
      case 'object':
        return Object.fromEntries(packed[1].map(([key, held]) => [key, unpack(held)]))
      case 'function':
        return proxyOf(packed[1])
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed[1], { resolve, reject }))
      case 'error':
        return new Error(packed[1])
      default:
        throw new Error('not a value of the bridge')
    }
  }

  return {
    expose(key, api) {
      tell({ type: 'expose', key, api: pack(api) })
    },
  }
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const held of Object.values(value)) deepFreeze(held)
  }
  return value
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}

/** Only the other end knows the secret, so the outline tells enough. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'type' in value
}
