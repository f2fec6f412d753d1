/**
 * Carries values between the stand-in's main process and the page's isolated world as text, with the rules of Electron's
 * IPC: structured clone without transfer; what cannot be cloned throws, and so do `File`, `Blob` and shared memory. A view
 * takes its whole buffer along. Runs on both sides. https://www.electronjs.org/docs/latest/api/ipc-renderer
 */

/** The text Electron gives, whatever the value was. */
export class CloneError extends Error {
  constructor() {
    super('An object could not be cloned.')
  }
}

/** A primitive that JSON knows, or a tagged one, or the index of a node. */
type Slot =
  string | number | boolean | null | ['undefined'] | ['number', string] | ['bigint', string] | ['node', number]

type Node =
  | { type: 'array'; length: number; entries: [string, Slot][] }
  | { type: 'object'; entries: [string, Slot][] }
  | { type: 'map'; entries: [Slot, Slot][] }
  | { type: 'set'; values: Slot[] }
  | { type: 'date'; time: Slot }
  | { type: 'error'; name: string; message: string; stack: string | undefined }
  | { type: 'buffer'; base64: string }
  | { type: 'view'; view: ViewName; buffer: Slot; byteOffset: number; length: number }

interface Message {
  root: Slot
  nodes: Node[]
}

const views = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const
type ViewName = keyof typeof views

/** Throws CloneError. */
export function encode(value: unknown): string {
  const nodes: Node[] = []
  const seen = new Map<object, number>()

  function slotOf(item: unknown): Slot {
    switch (typeof item) {
      case 'string':
      case 'boolean':
        return item
      case 'undefined':
        return ['undefined']
      case 'bigint':
        return ['bigint', String(item)]
      case 'number':
        return Number.isFinite(item) && !Object.is(item, -0)
          ? item
          : ['number', Object.is(item, -0) ? '-0' : String(item)]
      case 'object':
        return item === null ? null : nodeOf(item)
      case 'function':
      case 'symbol':
      default:
        throw new CloneError()
    }
  }

  function nodeOf(item: object): Slot {
    const known = seen.get(item)
    if (known !== undefined) return ['node', known]
    const index = nodes.length
    seen.set(item, index)
    // Holds the place, so that a cycle finds its index.
    nodes.push({ type: 'set', values: [] })
    nodes[index] = describe(item)
    return ['node', index]
  }

  function describe(item: object): Node {
    if (Array.isArray(item)) return { type: 'array', length: item.length, entries: entriesOf(item) }
    if (item instanceof Map)
      return { type: 'map', entries: [...item].map(([key, held]) => [slotOf(key), slotOf(held)]) }
    if (item instanceof Set) return { type: 'set', values: [...item].map(slotOf) }
    if (item instanceof Date) return { type: 'date', time: slotOf(item.getTime()) }
    if (item instanceof Error) return { type: 'error', name: item.name, message: item.message, stack: item.stack }
    if (item instanceof ArrayBuffer) return { type: 'buffer', base64: toBase64(new Uint8Array(item)) }
    if (ArrayBuffer.isView(item)) return describeView(item)
    // Class instances lose their prototype, as with structured clone; platform objects cannot be told apart by it.
    const tag = Object.prototype.toString.call(item)
    if (tag !== '[object Object]') throw new CloneError()
    return { type: 'object', entries: entriesOf(item) }
  }

  function describeView(item: ArrayBufferView): Node {
    const name = Object.prototype.toString.call(item).slice('[object '.length, -1)
    if (!isViewName(name) || !(item.buffer instanceof ArrayBuffer)) throw new CloneError()
    const length = item.byteLength / views[name].BYTES_PER_ELEMENT
    return { type: 'view', view: name, buffer: nodeOf(item.buffer), byteOffset: item.byteOffset, length }
  }

  function entriesOf(item: object): [string, Slot][] {
    return Object.entries(item).map(([key, held]) => [key, slotOf(held)])
  }

  const root = slotOf(value)
  const message: Message = { root, nodes }
  return JSON.stringify(message)
}

/** A decoded list of arguments; whatever else it is holds none. */
export function decodeList(text: string): readonly unknown[] {
  const value = decode(text)
  return Array.isArray(value) ? value : []
}

export function decode(text: string): unknown {
  const { root, nodes } = parse(text)
  const made = new Map<number, object>()

  function valueOf(slot: Slot): unknown {
    if (!Array.isArray(slot)) return slot
    switch (slot[0]) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(slot[1])
      case 'bigint':
        return BigInt(slot[1])
      case 'node':
        return made.get(slot[1]) ?? make(slot[1])
      default:
        throw new Error('not a slot')
    }
  }

  /** Registers an object before it is filled: it may hold itself. */
  function make(index: number): object {
    const node = nodes[index]
    if (node === undefined) throw new Error(`no node ${String(index)}`)
    const keep = <T extends object>(item: T): T => {
      made.set(index, item)
      return item
    }
    switch (node.type) {
      case 'array':
        return fill(keep(new Array<unknown>(node.length)), node.entries)
      case 'object':
        return fill(keep({}), node.entries)
      case 'map': {
        const map = keep(new Map())
        for (const [key, held] of node.entries) map.set(valueOf(key), valueOf(held))
        return map
      }
      case 'set': {
        const set = keep(new Set())
        for (const held of node.values) set.add(valueOf(held))
        return set
      }
      case 'date':
        return keep(new Date(Number(valueOf(node.time))))
      case 'error': {
        const error = keep(new Error(node.message))
        error.name = node.name
        if (node.stack !== undefined) error.stack = node.stack
        return error
      }
      case 'buffer':
        return keep(fromBase64(node.base64).buffer)
      case 'view': {
        const buffer = valueOf(node.buffer)
        if (!(buffer instanceof ArrayBuffer)) throw new Error('a view needs a buffer')
        return keep(new views[node.view](buffer, node.byteOffset, node.length))
      }
      default:
        throw new Error('not a node')
    }
  }

  function fill<T extends object>(target: T, entries: [string, Slot][]): T {
    for (const [key, slot] of entries)
      Object.defineProperty(target, key, { value: valueOf(slot), writable: true, enumerable: true, configurable: true })
    return target
  }

  return valueOf(root)
}

function parse(text: string): Message {
  const message: unknown = JSON.parse(text)
  if (!isMessage(message)) throw new Error('not a message of encode')
  return message
}

/** Written by `encode` on the other side of our own channel, so its outline tells enough. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'root' in value && 'nodes' in value
}

function isViewName(name: string): name is ViewName {
  return Object.hasOwn(views, name)
}

function toBase64(bytes: Uint8Array): string {
  const CHUNK = 0x8000
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
