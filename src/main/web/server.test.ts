import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http, { type IncomingHttpHeaders } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { encode } from '@msgpack/msgpack'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeFrame } from '../../shared/frame-codec.ts'
import { closeCodes, socketPath } from '../../shared/frames.ts'
import { ScriptedHost } from '../testkit/scripted-host.ts'
import { createCrashLog } from '../opening/crash-log.ts'
import { SocketPage } from '../testkit/socket-page.ts'
import type { HostEvent } from '../trace-host/protocol.ts'
import { createRecents } from '../opening/recents.ts'
import { createSettingsStore } from '../opening/settings-store.ts'
import { startWebServer, type WebServer, type WebServerOptions } from './server.ts'

const root = mkdtempSync(path.join(os.tmpdir(), 'rolloutlens-web-'))
const pageFolder = path.join(root, 'renderer')

beforeAll(() => {
  mkdirSync(path.join(pageFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(pageFolder, 'index.html'), '<!doctype html><title>page</title>')
  writeFileSync(path.join(pageFolder, 'assets', 'app.js'), 'export {}')
  writeFileSync(path.join(root, 'private.html'), 'private')
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

let server: WebServer
let hosts: ScriptedHost[]

async function start(limits: WebServerOptions['limits'] = {}): Promise<void> {
  const services: WebServerOptions['services'] = {
    about: { version: '0', shell: 'web', platform: 'linux' },
    samples: [],
    libraries: [],
    settings: createSettingsStore(path.join(pageFolder, 'index.html', 'unwritable')),
    recents: createRecents(path.join(pageFolder, 'index.html', 'unwritable')),
    recognize: (path) => Promise.resolve({ path, name: path, kind: 'bundle' }),
    startHost() {
      const host = new ScriptedHost()
      hosts.push(host)
      return host
    },
    crashes: createCrashLog(undefined),
    reportBug(bug) {
      throw bug
    },
  }
  server = await startWebServer({ pageFolder, services, opening: { paths: ['/runs/a'], compare: false }, limits })
}

beforeEach(async () => {
  hosts = []
  await start()
})
afterEach(async () => {
  await server.close()
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request as raw as can be: no URL parser of ours collapses the path. */
async function request(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const sent = http.request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false }).end()
  const [response] = await new Promise<[http.IncomingMessage]>((resolve, reject) => {
    sent.once('response', (message) => {
      resolve([message])
    })
    sent.once('error', reject)
  })
  let body = ''
  response.setEncoding('utf8').on('data', (text: string) => (body += text))
  await once(response, 'end')
  return { status: response.statusCode, headers: response.headers, body }
}

describe('the bare page', () => {
  it('is served without the secret, under the strict policy', async () => {
    const { status, headers, body } = await request('/')
    expect([status, body]).toEqual([200, '<!doctype html><title>page</title>'])
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  })

  it('comes with its files and their types', async () => {
    const { status, headers } = await request('/assets/app.js?v=1')
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
  })

  it.each([
    '/../private.html',
    '/..%2fprivate.html',
    '/assets/..%2f..%2fprivate.html',
    '/%2e%2e/private.html',
    '//private.html',
  ])('is all there is: %s', async (path) => {
    const { status, body } = await request(path)
    expect([status, body]).toEqual([404, 'Not Found'])
  })

  it.each(['/assets', '/missing.html', '/%', 'http://elsewhere/index.html', socketPath])(
    'is not at %s',
    async (path) => {
      expect((await request(path)).status).toBe(404)
    },
  )

  it('is only read', async () => {
    expect((await request('/', {}, 'POST')).status).toBe(405)
    expect(await request('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it.each(['rebound.example', '127.0.0.1.example', 'localhost.example:80', '10.0.0.7', 'user@127.0.0.1'])(
    'is refused under the foreign name %j',
    async (host) => {
      const { status, body } = await request('/', { host })
      expect([status, body]).toEqual([403, 'Forbidden'])
    },
  )

  it.each(['localhost:9999', '127.0.0.1', '[::1]:80', 'LOCALHOST'])(
    'is served through a forwarded port as %s',
    async (host) => {
      expect((await request('/', { host })).status).toBe(200)
    },
  )

  it('is refused to scripts of foreign pages', async () => {
    expect((await request('/', { origin: 'http://foreign.example' })).status).toBe(403)
    expect((await request('/', { origin: 'null' })).status).toBe(403)
  })
})

describe('the address', () => {
  it('is on loopback and keeps the secret in its fragment', () => {
    const { hostname, hash, port } = new URL(server.url)
    expect([hostname, port]).toEqual(['127.0.0.1', String(server.port)])
    expect(hash).toMatch(/^#[\w-]{43}$/)
  })

  it('has another secret each time', async () => {
    const first = new URL(server.url).hash
    await server.close()
    await start()
    expect(new URL(server.url).hash).not.toBe(first)
  })
})

describe('the socket', () => {
  it.each([
    { origin: 'http://foreign.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { origin: '' },
    { headers: { host: 'rebound.example' } },
    { headers: { host: 'rebound.example' }, origin: 'http://rebound.example' },
  ])('is refused with 403 to %j', async (options) => {
    await expect(SocketPage.reach(server.url, options)).rejects.toThrow('403')
  })

  it('is refused with 403 to a client without an origin', async () => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
    }
    expect((await request(socketPath, headers)).status).toBe(403)
  })

  it('exists at one path', async () => {
    const { port } = server
    const elsewhere = await request('/other', {
      origin: `http://127.0.0.1:${String(port)}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
    })
    expect(elsewhere.status).toBe(404)
  })

  it.each(['', 'guess', 'x'.repeat(43)])('gives nothing for the secret %j', async (secret) => {
    const page = await SocketPage.reach(server.url)
    const closed = page.closed()
    page.send({ type: 'hello', secret })
    page.send({ type: 'call', id: 1, name: 'app/info', request: {} })
    expect(await closed).toBe(closeCodes.secretRefused)
    expect([page.events, hosts]).toEqual([[], []])
  })

  it('gives nothing to a call before the secret', async () => {
    const page = await SocketPage.reach(server.url)
    const closed = page.closed()
    page.send({ type: 'call', id: 1, name: 'app/info', request: {} })
    page.send({ type: 'hello', secret: new URL(server.url).hash.slice(1) })
    expect(await closed).toBe(closeCodes.secretRefused)
  })

  it('waits for the secret only so long', async () => {
    await server.close()
    await start({ helloMs: 1 })
    const page = await SocketPage.reach(server.url)
    expect(await page.closed()).toBe(closeCodes.secretRefused)
  })

  it.each([
    ['text', 'hello'],
    ['half a value', new Uint8Array([0x92, 1])],
    ['no frame', encode({ type: 'shutdown' })],
    ['more than a frame', encode({ type: 'cancel', id: 1, extra: true })],
    ['a negative id', encode({ type: 'cancel', id: -1 })],
    ['a second secret', encodeFrame({ type: 'hello', secret: 'again' })],
  ])('is closed on %s', async (_, message) => {
    const page = await SocketPage.connect(server.url)
    const closed = page.closed()
    page.socket.send(message)
    expect(await closed).toBe(closeCodes.badFrame)
  })

  it('is closed on a message that is too long', async () => {
    await server.close()
    await start({ messageBytes: 1000 })
    const page = await SocketPage.connect(server.url)
    const closed = page.closed()
    page.send({ type: 'call', id: 1, name: 'app/info', request: { filler: 'x'.repeat(2000) } })
    expect(await closed).toBe(1009)
  })

  it('has room for so many pages', async () => {
    await server.close()
    await start({ connections: 1 })
    const first = await SocketPage.connect(server.url)
    await expect(SocketPage.reach(server.url)).rejects.toThrow('503')
    await first.leave()
  })
})

describe('a page', () => {
  it('asks and is answered, with tickets of its own', async () => {
    const [one, two] = [await SocketPage.connect(server.url), await SocketPage.connect(server.url)]
    const ticket = ticketOf(await one.call('app/info', {}))
    expect(await two.call('trace/open', { ticket })).toMatchObject({ ok: false, error: { code: 'unknown_ticket' } })
    expect(await one.call('trace/lanes', {})).toMatchObject({ ok: false, error: { code: 'bad_request' } })
  })

  it('has a host of its own, which ends with the page', async () => {
    const [one, two] = [await SocketPage.connect(server.url), await SocketPage.connect(server.url)]
    for (const page of [one, two])
      page.send({
        type: 'call',
        id: 90,
        name: 'trace/open',
        request: { ticket: ticketOf(await page.call('app/info', {})) },
      })
    // Calls are answered in the order they came, so both opens have reached their hosts.
    await Promise.all([one.call('app/info', {}), two.call('app/info', {})])
    expect(hosts.length).toBe(2)
    await one.leave()
    await hosts[0]?.exited
    expect(hosts.map((host) => host.stopped)).toEqual([true, false])
  })

  it('cancels a call', async () => {
    const page = await SocketPage.connect(server.url)
    const ticket = ticketOf(await page.call('app/info', {}))
    const opening = page.ask(70, 'trace/open', { ticket })
    page.send({ type: 'cancel', id: 70 })
    expect(await opening).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  it('is told when its host died', async () => {
    const page = await SocketPage.connect(server.url)
    const opening = page.call('trace/open', { ticket: ticketOf(await page.call('app/info', {})) })
    await page.call('app/info', {})
    await hosts[0]?.die('out of memory')
    expect(await page.event('host/gone')).toMatchObject({ payload: { reason: 'out of memory' } })
    expect(await opening).toMatchObject({ ok: false, error: { code: 'host_gone' } })
  })

  it('is told when the server stops', async () => {
    const page = await SocketPage.connect(server.url)
    const closed = page.closed()
    await server.close()
    expect(await closed).toBe(closeCodes.stopping)
    await start()
  })

  it('that never says goodbye is dropped when the server stops', async () => {
    const page = await SocketPage.connect(server.url)
    page.socket.pause()
    await server.close()
    page.socket.terminate()
    await start()
  })

  it('that has gone silent is dropped, and its host ends', async () => {
    await server.close()
    await start({ silenceMs: 5 })
    const { page, host } = await pageWithTrace()
    page.socket.pause()
    expect(await host.exited).toMatchObject({ expected: true })
    page.socket.terminate()
  })

  it('that reads slowly is not told of progress it has missed', async () => {
    await server.close()
    await start({ pausedBytes: 1024 * 1024 })
    const { page, host, session } = await pageWithTrace()
    page.socket.pause()
    for (let told = 0; told < 16; told++) host.say(megabyte(session))
    host.say(progress(session))
    page.socket.resume()
    await page.call('app/info', {})
    host.say(progress(session))
    await page.event('trace/progress')
    expect(page.events.map((event) => event.name)).toEqual([
      ...Array<string>(16).fill('trace/failed'),
      'trace/progress',
    ])
  })

  it('that does not read is not listened to until it has caught up', async () => {
    await server.close()
    await start({ pausedBytes: 1024 * 1024 })
    const { page, host, session } = await pageWithTrace()
    const other = await SocketPage.connect(server.url)
    page.socket.pause()
    for (let told = 0; told < 16; told++) host.say(megabyte(session))
    const closing = page.call('trace/close', { session })
    await other.call('app/info', {})
    expect(host.told.at(-1)?.type).toBe('open')
    page.socket.resume()
    await closing
    expect(host.told.at(-1)?.type).toBe('close')
  })

  it('that does not read at all is given up', async () => {
    await server.close()
    await start({ pausedBytes: 1024 * 1024, lostBytes: 8 * 1024 * 1024 })
    const { page, host, session } = await pageWithTrace()
    page.socket.pause()
    for (let told = 0; told < 32; told++) host.say(megabyte(session))
    const closed = page.closed()
    page.socket.resume()
    expect(await closed).toBe(closeCodes.tooSlow)
  })
})

/** A page with one trace open. */
async function pageWithTrace(): Promise<{ page: SocketPage; host: ScriptedHost; session: string }> {
  const page = await SocketPage.connect(server.url)
  const opening = page.call('trace/open', { ticket: ticketOf(await page.call('app/info', {})) })
  await page.call('app/info', {}) // answered in order: the host has been asked to open
  const [host] = hosts
  const asked = host?.told.find((message) => message.type === 'open')
  if (host === undefined || asked === undefined) throw new Error('the host was not asked to open')
  host.answer({ session: asked.session, name: 'a' })
  await opening
  return { page, host, session: asked.session }
}

function megabyte(session: string): HostEvent {
  const error = { code: 'read_failed', message: 'x'.repeat(1024 * 1024) } as const
  return { type: 'event', name: 'trace/failed', payload: { session, error } }
}

function progress(session: string): HostEvent {
  return { type: 'event', name: 'trace/progress', payload: { session, bytesRead: 1, bytesTotal: 2, events: 1 } }
}

function ticketOf(info: unknown): string {
  const [, ticket] = /"ticket":"([^"]+)"/.exec(JSON.stringify(info)) ?? []
  if (ticket === undefined) throw new Error('no ticket')
  return ticket
}

describe('a saved archive', () => {
  /** Has the page save, and the host write `content`; the path that the browser is to fetch. */
  async function savedPath(content: string): Promise<string> {
    const page = await SocketPage.connect(server.url)
    const info = await page.call('app/info', {})
    const ticket = /"ticket":"([^"]+)"/.exec(JSON.stringify(info))?.[1]
    const reply = page.call('trace/save', { ticket })
    await expect.poll(() => hosts[0]?.told.at(-1)?.type).toBe('save')
    const order = hosts[0]?.told.at(-1)
    if (order?.type !== 'save') throw new Error('the host was asked something else')
    writeFileSync(order.path, content)
    hosts[0]?.answer({ leftOut: [], leftOutTotal: 0 })
    const path = /"path":"([^"]+)"/.exec(JSON.stringify(await reply))?.[1]
    await page.leave()
    return path ?? ''
  }

  it('is fetched once, under the name of its trace', async () => {
    const path = await savedPath('the archive')
    const { status, headers, body } = await request(path)
    expect([status, body]).toEqual([200, 'the archive'])
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''a.rollout")
    expect((await request(path)).status).toBe(404)
  })

  it('is nobody else’s: not under a foreign name, not from a foreign page, not under another word', async () => {
    const path = await savedPath('the archive')
    expect((await request(path, { host: 'rebound.example' })).status).toBe(403)
    expect((await request(path, { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await request('/download/guessed')).status).toBe(404)
    expect((await request(path)).status).toBe(200)
  })
})
