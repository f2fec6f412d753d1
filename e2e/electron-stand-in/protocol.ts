/**
 * Custom schemes. Chromium knows them only when they are compiled in, so `app://host/` is served from the intercepted
 * origin `https://host.app.stand-in/`, and every URL the program sees is mapped back.
 * https://www.electronjs.org/docs/latest/api/protocol
 */
import type { CustomScheme } from 'electron'
import { checkKeys, notModelled, strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const SUFFIX = 'stand-in'
/** What the mapped https origin grants: a scheme without these could do less than its stand-in. */
const needed = ['standard', 'secure', 'supportFetchAPI'] as const

export class SchemeTable {
  /** URLs that were asked for and belong to none of the program's schemes. They are refused, and no test expects any. */
  readonly foreignRequests: string[] = []
  readonly #privileged = new Set<string>()
  readonly #handlers = new Map<string, Handler>()
  readonly #isReady: () => boolean
  #registered = false

  constructor(isReady: () => boolean) {
    this.#isReady = isReady
  }

  /** The `protocol` module. */
  readonly module = strict('protocol', {
    registerSchemesAsPrivileged: (schemes: readonly CustomScheme[]): void => {
      if (this.#isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      if (this.#registered) notModelled('protocol.registerSchemesAsPrivileged called twice')
      this.#registered = true
      for (const { scheme, privileges = {} } of schemes) {
        checkKeys(`scheme ${scheme}`, privileges, [...needed, 'codeCache'])
        if (!needed.every((privilege) => privileges[privilege] === true))
          notModelled(`scheme ${scheme} without ${needed.join(', ')}`)
        this.#privileged.add(scheme)
      }
    },
    handle: (scheme: string, handler: Handler): void => {
      if (!this.#isReady()) throw new Error('protocol.handle cannot be used before app is ready')
      if (!this.#privileged.has(scheme)) notModelled(`protocol.handle for the unregistered scheme ${scheme}`)
      if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      this.#handlers.set(scheme, handler)
    },
  })

  toIntercepted(url: string): string {
    const { protocol, host, pathname, search, hash } = new URL(url)
    const scheme = protocol.slice(0, -1)
    if (!this.#privileged.has(scheme)) notModelled(`loading ${protocol} URLs`)
    return `https://${host}.${scheme}.${SUFFIX}${pathname}${search}${hash}`
  }

  fromIntercepted(url: string): string {
    if (!URL.canParse(url)) return url
    const { protocol, hostname, pathname, search, hash } = new URL(url)
    const [suffix, scheme, ...host] = hostname.split('.').reverse()
    if (protocol !== 'https:' || suffix !== SUFFIX || scheme === undefined) return url
    return `${scheme}://${host.reverse().join('.')}${pathname}${search}${hash}`
  }

  /** Undefined is a network error for the page: no handler, a handler that threw, or a URL that is nobody's. */
  async answer(url: string, method: string, headers: Readonly<Record<string, string>>): Promise<Answer | undefined> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) {
      this.foreignRequests.push(url)
      return undefined
    }
    try {
      const response = await handler(new Request(url, { method, headers: { ...headers } }))
      if (response.type === 'error') return undefined
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: new Uint8Array(await response.arrayBuffer()),
      }
    } catch (error) {
      // Electron logs it and tells the page nothing.
      process.stderr.write(`${String(error)}\n`)
      return undefined
    }
  }
}
