/**
 * What keeps the stand-in honest: whatever is not modelled throws `not modelled: NAME`, at the first touch. A model that
 * silently had no effect would let a test pass for a program that fails in Electron.
 */
import { EventEmitter } from 'node:events'

export function notModelled(name: string): never {
  throw new Error(`not modelled: ${name}`)
}

/** Keys that the language and the console look for on any object. */
const ASKED_OF_EVERYTHING = new Set(['then', 'toJSON', 'constructor', 'inspect'])

/**
 * The object, except that unknown properties can be neither read nor written. Methods run on the object itself, so that it
 * never meets its own proxy; one that gives the object gives the proxy.
 */
export function strict<T extends object>(name: string, model: T): T {
  const check = (target: T, key: string | symbol): void => {
    if (typeof key === 'string' && !(key in target) && !ASKED_OF_EVERYTHING.has(key)) notModelled(`${name}.${key}`)
  }
  const proxy = new Proxy(model, {
    get(target, key): unknown {
      check(target, key)
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function' || key === 'prototype' || key === 'constructor') return value
      return (...args: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, args)
        return result === target ? proxy : result
      }
    },
    set(target, key, value) {
      check(target, key)
      return Reflect.set(target, key, value, target)
    },
  })
  return proxy
}

/** Throws for every key of `given` that is not among `known`. */
export function checkKeys(name: string, given: object, known: readonly string[]): void {
  for (const [key, value] of Object.entries(given))
    if (value !== undefined && !known.includes(key)) notModelled(`${name} with ${key}`)
}

type Listener = Parameters<EventEmitter['on']>[1]

/** An event emitter that refuses listeners for events it never emits. */
export class ModelledEmitter extends EventEmitter {
  protected readonly modelName: string
  protected readonly modelledEvents: readonly string[]

  constructor(name: string, events: readonly string[]) {
    super()
    this.modelName = name
    this.modelledEvents = events
  }

  override on(event: string | symbol, listener: Listener): this {
    this.checkEvent(event)
    return super.on(event, listener)
  }

  override once(event: string | symbol, listener: Listener): this {
    this.checkEvent(event)
    return super.once(event, listener)
  }

  override addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener)
  }

  protected checkEvent(event: string | symbol): void {
    if (typeof event !== 'string' || !this.modelledEvents.includes(event))
      notModelled(`${this.modelName} event '${String(event)}'`)
  }
}

/** A cancelable event, as Electron hands it to listeners. https://www.electronjs.org/docs/latest/api/structures/event */
export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventable<Details extends object>(name: string, details: Details): Details & PreventableEvent {
  let defaultPrevented = false
  return strict(name, {
    ...details,
    get defaultPrevented() {
      return defaultPrevented
    },
    preventDefault() {
      defaultPrevented = true
    },
  })
}
