/**
 * The web shell: the page and its socket over HTTP on the loopback interface. The bare page is anybody's who can reach this
 * machine's loopback; data goes to pages that know the secret of this run, each with a trace host of its own.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { closeCodes, socketPath } from '../../shared/frames.ts'
import type { Opening, ShellServices } from '../opening/shell-services.ts'
import { pageHeaders } from '../page-files/headers.ts'
import { locatePageFile } from '../page-files/locate.ts'
import { Downloads, downloadPath } from './downloads.ts'
import { defaultLimits, serveConnection, type ConnectionLimits } from './connection.ts'
import { isLoopbackHost, isOwnOrigin } from './gate.ts'
import { Tabs } from './tabs.ts'

export interface WebServerOptions {
  /** The built page. */
  readonly pageFolder: string
  readonly services: Omit<ShellServices, 'archiveTarget'>
  /** What each page opens at first. */
  readonly opening: Opening
  /** 0 or absent: any free one. */
  readonly port?: number
  readonly limits?: Partial<ConnectionLimits & ServerLimits>
}

export interface ServerLimits {
  /** Pages at a time: each has a process of its own. */
  readonly connections: number
  /** Longest message of a page: the list of a dropped folder's files. */
  readonly messageBytes: number
}

export interface WebServer {
  /** The page's address with the secret in its fragment, which no request ever carries. */
  readonly url: string
  readonly port: number
  /** Ends connections, their hosts and the server. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const SECRET_BYTES = 32
const DEFAULT_LIMITS: ServerLimits = { connections: 16, messageBytes: 32 * 1024 * 1024 }
/** Time a page gets to take leave when the server stops. */
const FAREWELL_MS = 500

/** Rejects with Node's system error if the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const limits = { ...defaultLimits, ...DEFAULT_LIMITS, ...options.limits }
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const connections = new Set<Promise<void>>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, perMessageDeflate: false })

  const downloads = new Downloads()
  const tabs = new Tabs()
  const services: ShellServices = { ...options.services, archiveTarget: (name) => downloads.target(name) }

  function serve(socket: WebSocket): void {
    const { opening } = options
    const served = serveConnection({ socket, secret, services, opening, tabs, limits }).finally(() => {
      connections.delete(served)
    })
    connections.add(served)
  }

  const server = http.createServer((request, response) => {
    void serveRequest(options.pageFolder, downloads, request, response)
  })
  server.on('upgrade', (request, stream, head) => {
    const refusal = refusalOf(request, connections.size < limits.connections)
    if (refusal === undefined) sockets.handleUpgrade(request, stream, head, serve)
    else refuse(stream, refusal)
  })
  const port = await listen(server, options.port ?? 0)

  return {
    url: `http://${LOOPBACK}:${String(port)}/#${secret}`,
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets.clients) socket.close(closeCodes.stopping, 'the server stops')
      const farewell = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, FAREWELL_MS)
      await Promise.all(connections)
      clearTimeout(farewell)
      server.closeAllConnections()
      await downloads.close()
      await closed
    },
  }
}

async function serveRequest(
  folder: string,
  downloads: Downloads,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '' } = request
  const asked = method === 'GET' && isOwn(request) && url.startsWith(downloadPath)
  if (!asked || !(await downloads.serve(url, response))) await servePage(folder, request, response)
}

/** Asked of this machine by its own name, and by a page of ours if by a page. */
function isOwn({ headers }: IncomingMessage): boolean {
  if (!isLoopbackHost(headers.host)) return false
  return headers.origin === undefined || isOwnOrigin(headers.origin, headers.host)
}

async function servePage(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await pageFor(folder, request)
  if (typeof page === 'number') {
    response.writeHead(page, pageHeaders('text/plain; charset=utf-8'))
    response.end(http.STATUS_CODES[page])
  } else {
    response.writeHead(200, { ...pageHeaders(page.contentType), 'content-length': page.content.length })
    response.end(request.method === 'HEAD' ? undefined : page.content)
  }
}

/** The file that is asked for, or the status to refuse with. */
async function pageFor(
  folder: string,
  request: IncomingMessage,
): Promise<{ readonly contentType: string; readonly content: Buffer } | number> {
  const { method, url = '' } = request
  if (!isOwn(request)) return 403
  if (method !== 'GET' && method !== 'HEAD') return 405
  const [path = ''] = url.split('?')
  const found = locatePageFile(folder, path)
  if (found === undefined) return 404
  try {
    return { contentType: found.contentType, content: await readFile(found.file) }
  } catch {
    return 404 // not there, or not a file
  }
}

/** What a request for the socket is refused with. */
function refusalOf({ url, headers }: IncomingMessage, hasRoom: boolean): number | undefined {
  if (!isLoopbackHost(headers.host) || !isOwnOrigin(headers.origin, headers.host)) return 403
  if (url !== socketPath) return 404
  return hasRoom ? undefined : 503
}

function refuse(stream: Duplex, status: number): void {
  const reason = http.STATUS_CODES[status] ?? ''
  stream.on('error', () => stream.destroy()) // the other side did not wait for our answer
  stream.end(`HTTP/1.1 ${String(status)} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.removeListener('error', reject)
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('the server listens on no port'))
    })
  })
}
