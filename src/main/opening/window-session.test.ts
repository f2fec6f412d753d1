import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EventMessage } from '../../shared/bridge.ts'
import { ScriptedHost } from '../testkit/scripted-host.ts'
import { createCrashLog } from './crash-log.ts'
import { createRecents, type Recents } from './recents.ts'
import { createSettingsStore } from './settings-store.ts'
import type { ShellServices } from './shell-services.ts'
import { WindowSession } from './window-session.ts'

const about = { version: '1.2.3', shell: 'web', platform: 'linux' } as const
let hosts: ScriptedHost[]
let sent: EventMessage[]
let services: ShellServices
let bugs: unknown[]
let folder: string
let recents: Recents

beforeEach(() => {
  hosts = []
  sent = []
  bugs = []
  folder = mkdtempSync(nodePath.join(os.tmpdir(), 'rolloutlens-session-'))
  recents = createRecents(nodePath.join(folder, 'recents.json'))
  services = {
    about,
    samples: ['/app/samples/showcase'],
    libraries: [],
    recents,
    settings: createSettingsStore(nodePath.join(folder, 'settings.json')),
    recognize: (path) => Promise.resolve({ path, name: nodePath.basename(path), kind: kindOf(path) }),
    archiveTarget: () => Promise.resolve(undefined),
    crashes: createCrashLog(undefined),
    reportBug: (bug) => bugs.push(bug),
    startHost() {
      const host = new ScriptedHost()
      hosts.push(host)
      return host
    },
  }
})

afterEach(async () => {
  // What was opened is remembered in its own time; written later, the folder would be back.
  await new Promise(setImmediate)
  await recents.list()
  rmSync(folder, { recursive: true, force: true })
})

function newWindow(paths: readonly string[] = [], compare = false): WindowSession {
  return new WindowSession(services, (event) => sent.push(event), { paths, compare })
}

function host(index = 0): ScriptedHost {
  const found = hosts[index]
  if (found === undefined) throw new Error(`no host ${String(index)} was started`)
  return found
}

/** Opens `path` in `window` and lets the host accept it. */
async function opened(window: WindowSession, path = '/runs/a', hostIndex = 0): Promise<string> {
  const [ticketed] = window.offer([path])
  const reply = window.call(1000, 'trace/open', { ticket: ticketed?.ticket })
  await Promise.resolve()
  const asked = host(hostIndex).told.findLast((message) => message.type === 'open')
  if (asked === undefined) throw new Error('the host was not asked to open')
  host(hostIndex).answer({ session: asked.session, name: 'a' })
  await reply
  return asked.session
}

describe('a window', () => {
  it('is idle until something is to be opened or is open in it', async () => {
    const fresh = newWindow()
    const asked = newWindow(['/runs/a'])
    expect([fresh.idle, asked.idle]).toEqual([true, false])
    const session = await opened(fresh)
    expect(fresh.idle).toBe(false)
    expect(fresh.paths).toEqual(['/runs/a'])
    await fresh.call(1, 'trace/close', { session })
    expect([fresh.idle, fresh.paths]).toEqual([true, []])
  })
})

describe('a window whose trace was closed', () => {
  it('can be used for something else, and shows nothing when it is loaded again', async () => {
    const window = newWindow(['/runs/a'])
    await window.call(1, 'app/info', {})
    const session = await opened(window)
    window.reset()
    expect(await window.call(2, 'app/info', {})).toMatchObject({ value: { opening: [{ name: 'a' }] } })
    const again = await opened(window)
    await window.call(3, 'trace/close', { session: again })
    expect(window.idle).toBe(true)
    expect(await window.call(4, 'app/info', {})).toMatchObject({ value: { opening: [] } })
    expect(session).not.toBe(again)
  })

  it('keeps what it is told to open while the page closes what it shows', async () => {
    const window = newWindow(['/runs/a'])
    await window.call(1, 'app/info', {})
    const session = await opened(window)
    window.open({ paths: ['/runs/b'], compare: false })
    await window.call(2, 'trace/close', { session })
    expect(window.idle).toBe(false)
    expect(await window.call(3, 'app/info', {})).toMatchObject({ value: { opening: [{ name: 'b' }] } })
  })
})

describe('a page that is loaded again', () => {
  async function shownAgain(window: WindowSession): Promise<unknown> {
    window.reset()
    const reply = await window.call(900, 'app/info', {})
    return reply.ok ? reply.value : reply
  }

  it('shows what was opened in it last, not what was asked for at first', async () => {
    const window = newWindow(['/runs/a'])
    await window.call(1, 'app/info', {})
    await window.call(2, 'trace/close', { session: await opened(window) })
    await opened(window, '/runs/b')
    expect(await shownAgain(window)).toMatchObject({ opening: [{ name: 'b' }], compare: false, notes: [] })
  })

  it('shows both that were compared, and one once the other is closed', async () => {
    const window = newWindow()
    await opened(window, '/runs/a')
    const session = await opened(window, '/runs/b')
    expect(await shownAgain(window)).toMatchObject({ opening: [{ name: 'a' }, { name: 'b' }], compare: true })
    await opened(window, '/runs/a')
    await window.call(2, 'trace/close', { session: await opened(window, '/runs/b') })
    expect(await shownAgain(window)).toMatchObject({ opening: [{ name: 'a' }], compare: false })
    expect(session).not.toBe('')
  })

  it('says of files that went with it that they are to be dropped again', async () => {
    const window = newWindow(['/runs/a'])
    const files = [{ path: 'manifest.json', size: 10, mtimeMs: 5 }]
    const offered = await window.call(1, 'source/offer', { name: 'dropped', files })
    const [ticket] = ticketsOf({ ok: true, value: { entries: [offered.ok ? offered.value : undefined] } })
    const opening = window.call(2, 'trace/open', { ticket })
    await Promise.resolve()
    host().answer({ session: 's', name: 'dropped' })
    await opening
    expect(await shownAgain(window)).toMatchObject({ opening: [], notes: [expect.stringContaining('drop them again')] })
  })
})

describe('what the page may ask', () => {
  it('tells what to open as tickets, without a path anywhere', async () => {
    const reply = await newWindow(['/secret/folder/run-a', '/secret/folder/run-b'], true).call(1, 'app/info', {})
    expect(reply).toMatchObject({
      ok: true,
      value: {
        ...about,
        compare: true,
        dialogs: false,
        browse: false,
        opening: [{ name: 'run-a' }, { name: 'run-b' }],
        samples: [{ name: 'showcase' }],
      },
    })
    expect(new Set(ticketsOf(reply)).size).toBe(3)
    expect(JSON.stringify(reply)).not.toContain('secret')
  })

  it.each([
    ['no/such/call', {}],
    ['constructor', {}],
    ['app/info', { extra: 1 }],
    ['app/info', undefined],
    ['trace/open', { ticket: '' }],
    ['trace/open', { ticket: '/etc/passwd', path: '/etc/passwd' }],
    ['trace/events', { session: 's', from: -1, limit: 10, filter: '' }],
    ['trace/events', { session: 's', from: 0, limit: 1e9, filter: '' }],
    ['document/read', { session: 's', document: { kind: 'payload', id: 'p' }, offset: 0, limit: 1e9 }],
    ['trace/object', { session: 's', ref: { kind: '__proto__', id: 'x' } }],
    ['source/bytes', { answers: [{ read: 1, bytes: [1, 2] }] }],
    ['app/choose', { what: 'folder' }],
    ['app/browse', {}],
    ['app/paste', {}],
  ])('refuses %s %j as bad_request', async (name, request) => {
    const reply = await newWindow().call(1, name, request)
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request' } })
    expect(hosts).toEqual([])
  })

  it('opens no ticket that was not issued to this window', async () => {
    const other = newWindow()
    const [ticketed] = other.offer(['/runs/a'])
    const window = newWindow()
    for (const ticket of ['/runs/a', 'guess', ticketed?.ticket])
      expect(await window.call(1, 'trace/open', { ticket })).toMatchObject({ error: { code: 'unknown_ticket' } })
    expect(hosts).toEqual([])
  })

  it('reaches no session of another window', async () => {
    const other = newWindow()
    const session = await opened(other)
    const window = newWindow()
    await opened(window, '/runs/b', 1)
    expect(await window.call(1, 'trace/overview', { session })).toMatchObject({ error: { code: 'unknown_session' } })
  })

  it('refuses an id that is still under way, and too many calls at once', async () => {
    const window = newWindow()
    const session = await opened(window)
    const first = window.call(1, 'trace/overview', { session })
    expect(await window.call(1, 'trace/overview', { session })).toMatchObject({ error: { code: 'bad_request' } })
    for (let id = 2; id <= 256; id++) void window.call(id, 'trace/overview', { session })
    expect(await window.call(257, 'trace/overview', { session })).toMatchObject({ error: { code: 'refused' } })
    await window.close()
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  it('answers our own bug with a message and reports its stack to the shell', async () => {
    const bug = new TypeError('x is not a function')
    services = { ...services, choose: () => Promise.reject(bug) }
    expect(await newWindow().call(1, 'app/choose', { what: 'file' })).toEqual({
      ok: false,
      error: { code: 'internal', message: 'TypeError: x is not a function' },
    })
    expect(bugs).toEqual([bug])
  })

  it('gives tickets for what a dialog chose and for what a folder holds', async () => {
    const listed: (string | undefined)[] = []
    services = {
      ...services,
      choose: (what) => Promise.resolve(what === 'folder' ? ['/runs/chosen'] : []),
      browse(folder) {
        listed.push(folder)
        const entries = [
          { name: 'more', kind: 'folder', path: '/runs/more' },
          { name: 'a', kind: 'bundle', path: '/runs/a' },
        ] as const
        return Promise.resolve({ trail: ['runs'], entries })
      },
    }
    const window = newWindow()
    expect(await window.call(1, 'app/choose', { what: 'folder' })).toMatchObject({
      value: { opening: [{ name: 'chosen' }] },
    })
    expect(await window.call(1, 'app/choose', { what: 'file' })).toMatchObject({ value: { opening: [] } })
    const listing = await window.call(2, 'app/browse', {})
    expect(JSON.stringify(listing)).not.toContain('/runs')
    const tickets = ticketsOf(listing)
    await window.call(3, 'app/browse', { folder: tickets[0] })
    expect(listed).toEqual([undefined, '/runs/more'])
    // A ticket for a folder opens nothing, and a bundle's lists nothing.
    expect(await window.call(4, 'trace/open', { ticket: tickets[0] })).toMatchObject({
      error: { code: 'unknown_ticket' },
    })
    expect(await window.call(5, 'app/browse', { folder: tickets[1] })).toMatchObject({
      error: { code: 'unknown_ticket' },
    })
  })
})

describe('calls to the host', () => {
  it('forwards a checked request and gives the answer', async () => {
    const window = newWindow()
    const session = await opened(window)
    const reply = window.call(7, 'trace/event', { session, seq: 3 })
    await Promise.resolve()
    expect(host().told.at(-1)).toEqual({
      type: 'call',
      id: host().lastId(),
      session,
      name: 'trace/event',
      request: { session, seq: 3 },
    })
    host().answer('the event')
    expect(await reply).toEqual({ ok: true, value: 'the event' })
  })

  it('answers a cancelled call at once, tells the host, and drops the late answer', async () => {
    const window = newWindow()
    const session = await opened(window)
    const reply = window.call(7, 'trace/lanes', { session })
    await Promise.resolve()
    const id = host().lastId()
    window.cancel(7)
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(host().told.at(-1)).toEqual({ type: 'cancel', id })
    // The same page id is free again; the late answer must not settle the new call.
    const again = window.call(7, 'trace/lanes', { session })
    await Promise.resolve()
    host().say({ type: 'reply', id, reply: { ok: true, value: 'late' } })
    host().answer('new')
    expect(await again).toEqual({ ok: true, value: 'new' })
  })

  it('leaves no session behind when an open is cancelled', async () => {
    const window = newWindow()
    const [ticketed] = window.offer(['/runs/a'])
    const reply = window.call(1, 'trace/open', { ticket: ticketed?.ticket })
    await Promise.resolve()
    window.cancel(1)
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(host().told.map((message) => message.type)).toEqual(['open', 'cancel', 'close'])
  })

  it('passes on events of open sessions only', async () => {
    const window = newWindow()
    const session = await opened(window)
    const changed = { type: 'event', name: 'trace/changed', payload: { session, revision: 1, complete: true } } as const
    host().say(changed)
    host().say({ ...changed, payload: { ...changed.payload, session: 'stranger' } })
    await window.call(1, 'trace/close', { session })
    host().say(changed)
    expect(sent).toEqual([changed])
    expect(host().told.at(-1)).toEqual({ type: 'close', session })
  })

  it('ends calls and sessions when the page reloads, and keeps its tickets', async () => {
    const window = newWindow(['/runs/a'])
    await window.call(1, 'app/info', {})
    const session = await opened(window)
    const reply = window.call(2, 'trace/lanes', { session })
    await Promise.resolve()
    window.reset()
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(await window.call(3, 'trace/overview', { session })).toMatchObject({ error: { code: 'unknown_session' } })
    expect(host().told.map((message) => message.type)).toEqual(['open', 'call', 'cancel', 'close'])
    await opened(window)
    expect(hosts.length).toBe(1)
  })
})

describe('the death of the host', () => {
  it('fails what was under way, tells the page once, and starts a new host for the next open', async () => {
    const window = newWindow()
    const session = await opened(window)
    const reply = window.call(2, 'trace/lanes', { session })
    await Promise.resolve()
    await host().die('out of memory')
    expect(await reply).toMatchObject({ ok: false, error: { code: 'host_gone' } })
    expect(sent).toEqual([{ name: 'host/gone', payload: { sessions: [session], reason: 'out of memory' } }])
    expect(await window.call(3, 'trace/overview', { session })).toMatchObject({ error: { code: 'host_gone' } })
    const again = await opened(window, '/runs/a', 1)
    expect(again).not.toBe(session)
  })

  it('is not reported when the window closes', async () => {
    const window = newWindow()
    await opened(window)
    await window.close()
    expect([host().stopped, sent]).toEqual([true, []])
    expect(await window.call(1, 'app/info', {})).toMatchObject({ error: { code: 'connection_lost' } })
  })
})

describe('files that only the page can read', () => {
  const files = [{ path: 'manifest.json', size: 10, mtimeMs: 5 }]
  const wanted = { path: 'manifest.json', offset: 0, length: 10 }

  async function offered(window: WindowSession): Promise<string> {
    const reply = await window.call(1, 'source/offer', { name: 'dropped', files })
    const [ticket] = ticketsOf({ ok: true, value: { entries: [reply.ok ? reply.value : undefined] } })
    return ticket ?? ''
  }

  it('are planned for together: two are compared, what holds no bundle is told', async () => {
    const window = newWindow()
    const [a, b] = [await offered(window), await offered(window)]
    const other = await window.call(2, 'source/offer', { name: 'notes.md', files: [{ ...files[0], path: 'notes.md' }] })
    expect(other).toMatchObject({ value: { kind: 'nothing' } })
    const [c] = ticketsOf({ ok: true, value: { entries: [other.ok ? other.value : undefined] } })
    const zipped = { name: 'run.bin', files: [{ ...files[0], path: 'run.bin' }], start: new Uint8Array([80, 75, 3, 4]) }
    expect(await window.call(7, 'source/offer', zipped)).toMatchObject({ value: { kind: 'archive' } })
    expect(await window.call(3, 'source/give', { tickets: [a, c, b] })).toEqual({
      ok: true,
      value: {
        opening: [
          { ticket: a, name: 'dropped', kind: 'bundle' },
          { ticket: b, name: 'dropped', kind: 'bundle' },
        ],
        compare: true,
        choices: [],
        notes: ['"notes.md" holds no bundle.'],
      },
    })
    expect(await window.call(4, 'source/give', { tickets: [c] })).toMatchObject({ value: { opening: [{ ticket: c }] } })
    await opened(window)
    expect(await window.call(5, 'source/give', { tickets: [c] })).toMatchObject({ value: { opening: [] } })
    const [path] = window.offer(['/etc/passwd'])
    expect(await window.call(6, 'source/give', { tickets: [path?.ticket] })).toMatchObject({
      error: { code: 'bad_request' },
    })
  })

  it('are opened by the ticket, which names them in reads', async () => {
    const window = newWindow()
    const ticket = await offered(window)
    void window.call(2, 'trace/open', { ticket })
    await Promise.resolve()
    expect(host().told).toMatchObject([
      { type: 'open', source: { type: 'page', source: ticket, name: 'dropped', files } },
    ])
    await window.close()
  })

  it('are read through the page, answers going back to the read they are for', async () => {
    const window = newWindow()
    const source = await offered(window)
    await opened(window)
    const bytes = new Uint8Array([1, 2])
    host().say({ type: 'event', name: 'source/read', payload: { windows: [{ read: 40, source, ...wanted }] } })
    expect(sent).toMatchObject([{ name: 'source/read', payload: { windows: [{ read: 1, source, ...wanted }] } }])
    await window.call(3, 'source/bytes', { answers: [{ read: 1, bytes }] })
    await window.call(3, 'source/bytes', { answers: [{ read: 1, bytes }] }) // answered twice
    await window.call(3, 'source/bytes', { answers: [{ read: 40, bytes }] }) // never asked
    expect(host().told.filter((message) => message.type === 'bytes')).toEqual([
      { type: 'bytes', answers: [{ read: 40, bytes }] },
    ])
  })

  it('never answer a read of a host that is gone to its successor', async () => {
    const window = newWindow()
    const source = await offered(window)
    await opened(window)
    host().say({ type: 'event', name: 'source/read', payload: { windows: [{ read: 1, source, ...wanted }] } })
    await host().die('signal SIGKILL')
    await opened(window, '/runs/a', 1)
    host(1).say({ type: 'event', name: 'source/read', payload: { windows: [{ read: 1, source, ...wanted }] } })
    await window.call(3, 'source/bytes', { answers: [{ read: 1, bytes: new Uint8Array([6]) }] })
    await window.call(3, 'source/bytes', { answers: [{ read: 2, message: 'gone' }] })
    expect(host(1).told.filter((message) => message.type === 'bytes')).toEqual([
      { type: 'bytes', answers: [{ read: 1, message: 'gone' }] },
    ])
  })
})

describe('what a person gave', () => {
  it('is told as tickets with their kinds, and what became of the rest', async () => {
    const reply = await newWindow(['/runs/a', '/runs/gone']).call(1, 'app/info', {})
    expect(reply).toMatchObject({
      value: { opening: [{ name: 'a', kind: 'bundle' }], choices: [], notes: ['"gone" is not there.'] },
    })
  })

  it('is compared when two came in one movement', async () => {
    expect(await newWindow().give(['/runs/a', '/runs/b'])).toMatchObject({
      compare: true,
      opening: [{ name: 'a' }, { name: 'b' }],
    })
  })

  it('is offered to choose from where there is one page, and opened in windows where there are', async () => {
    const three = ['/runs/a', '/runs/b', '/runs/c']
    expect(await newWindow().give(three)).toMatchObject({
      opening: [],
      choices: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    })
    const elsewhere: string[] = []
    services = { ...services, openElsewhere: (paths) => elsewhere.push(...paths) }
    expect(await newWindow().give(three)).toMatchObject({ opening: [{ name: 'a' }], choices: [] })
    expect(elsewhere).toEqual(['/runs/b', '/runs/c'])
  })

  it('may be in the clipboard, if the shell says so', async () => {
    const texts: (string | undefined)[] = []
    services = {
      ...services,
      pasted(text) {
        texts.push(text)
        return Promise.resolve(['/runs/a'])
      },
    }
    expect(await newWindow().call(1, 'app/paste', {})).toMatchObject({ value: { opening: [{ name: 'a' }] } })
    expect(await newWindow().call(1, 'app/paste', { text: 'x' })).toMatchObject({ ok: true })
    expect(texts).toEqual([undefined, 'x'])
  })
})

describe('a library', () => {
  const root = '/runs'

  async function openLibrary(window: WindowSession): Promise<string> {
    const [ticketed] = window.offer([root])
    const reply = window.call(1, 'library/open', { ticket: ticketed?.ticket })
    await Promise.resolve()
    expect(host().told).toMatchObject([
      { type: 'open', source: { type: 'library', path: root, cacheFolder: '/cache' } },
    ])
    host().answer({ session: 's', name: 'runs' })
    expect(await reply).toMatchObject({ ok: true, value: { name: 'runs' } })
    return ticketed?.ticket ?? ''
  }

  beforeEach(() => {
    services = { ...services, cacheFolder: '/cache' }
  })

  it('is opened by the host, and its bundles by tickets of the same window', async () => {
    const window = newWindow()
    const ticket = await openLibrary(window)
    expect(await window.call(2, 'library/choose', { ticket, names: ['a'], compare: false, here: false })).toMatchObject(
      {
        value: { opening: [{ name: 'a', kind: 'bundle' }], compare: false },
      },
    )
    expect(
      await window.call(2, 'library/choose', { ticket, names: ['a', 'b'], compare: true, here: false }),
    ).toMatchObject({
      value: { opening: [{ name: 'a' }, { name: 'b' }], compare: true },
    })
  })

  it('stays where it is while what is chosen gets windows, where there are windows', async () => {
    const elsewhere: unknown[] = []
    services = { ...services, openElsewhere: (...given) => elsewhere.push(given) }
    const window = newWindow()
    const ticket = await openLibrary(window)
    expect(
      await window.call(2, 'library/choose', { ticket, names: ['a', 'b'], compare: true, here: false }),
    ).toMatchObject({
      value: { opening: [], choices: [] },
    })
    expect(elsewhere).toEqual([[['/runs/a', '/runs/b'], true]])
    expect(await window.call(3, 'library/choose', { ticket, names: ['a'], compare: false, here: true })).toMatchObject({
      value: { opening: [{ name: 'a' }] },
    })
    expect(elsewhere).toHaveLength(1)
  })

  it('is not taken for what the window shows while it is looked into beside a trace', async () => {
    const looked: string[] = []
    const { recognize } = services
    services = { ...services, recognize: (path) => (looked.push(path), recognize(path)) }
    const window = newWindow()
    await opened(window, '/runs/a')
    const [ticketed] = window.offer([root])
    const reply = window.call(60, 'library/open', { ticket: ticketed?.ticket })
    await Promise.resolve()
    host().answer({ session: 'looked-into', name: 'runs' })
    expect(await reply).toMatchObject({ ok: true })
    expect(looked).toEqual(['/runs/a'])
  })

  it.each(['../secret', '..', '.', 'a/b', 'a\\b', 'C:', 'a\0'])('gives nothing for %j', async (name) => {
    const window = newWindow()
    const ticket = await openLibrary(window)
    const reply = await window.call(2, 'library/choose', { ticket, names: [name], compare: false, here: false })
    expect(reply).toMatchObject({ error: { code: 'bad_request' } })
  })
})

describe('what was opened lately', () => {
  async function listed(window: WindowSession): Promise<string> {
    const reply = await window.call(50, 'recents/list', {})
    return JSON.stringify(reply).replaceAll(/"ticket":"[^"]*",/g, '')
  }

  it('is listed by every window once it is open, with tickets, without paths', async () => {
    await opened(newWindow(), '/runs/a')
    await vi.waitFor(async () => {
      expect(await recents.list()).toHaveLength(1)
    })
    const window = newWindow()
    const reply = await window.call(1, 'recents/list', {})
    expect(reply).toMatchObject({
      value: [{ name: 'a', folder: 'runs', kind: 'bundle', pinned: false, missing: false }],
    })
    expect(JSON.stringify(reply)).not.toContain('/runs')
    const [ticket] = ticketsOf(reply)
    const reopened = window.call(2, 'trace/open', { ticket })
    await vi.waitFor(() => {
      expect(host(1).told).toMatchObject([{ source: { path: '/runs/a' } }])
    })
    await window.close()
    await reopened
  })

  it('is not the sample, nor what could not be opened', async () => {
    const window = newWindow()
    await opened(window, '/app/samples/showcase')
    const [ticketed] = window.offer(['/runs/b'])
    const failing = window.call(2, 'trace/open', { ticket: ticketed?.ticket })
    await Promise.resolve()
    host().say({ type: 'reply', id: host().lastId(), reply: { ok: false, error: { code: 'not_found', message: 'x' } } })
    await failing
    expect(await listed(window)).toContain('"value":[]')
  })

  it('is marked when it is gone, and can be pinned and removed', async () => {
    await recents.remember('/runs/gone', 'bundle')
    await recents.remember('/runs/a', 'bundle')
    const window = newWindow()
    const reply = await window.call(1, 'recents/list', {})
    expect(reply).toMatchObject({
      value: [
        { name: 'a', missing: false },
        { name: 'gone', missing: true },
      ],
    })
    const [, gone = ''] = ticketsOf(reply)
    const pinned = await window.call(2, 'recents/change', { ticket: gone, change: 'pin' })
    expect(pinned).toMatchObject({ value: [{ name: 'gone', pinned: true }, { name: 'a' }] })
    await window.call(3, 'recents/clear', {})
    expect(await listed(window)).toContain('"name":"gone"')
    const removed = await window.call(4, 'recents/change', { ticket: gone, change: 'remove' })
    expect(removed).toMatchObject({ value: [] })
    expect(await window.call(5, 'recents/change', { ticket: gone, change: 'pin' })).toMatchObject({
      error: { code: 'unknown_object' },
    })
  })
})

describe('settings', () => {
  it('changed in one window are told to all, with folders as tickets', async () => {
    const window = newWindow()
    const [ticketed] = window.offer(['/secret/runs'])
    const kept = await window.call(1, 'settings/keep-library', { ticket: ticketed?.ticket, keep: true })
    expect(kept).toMatchObject({ value: { libraries: [{ name: 'runs', kind: 'library' }], problems: [] } })
    expect(JSON.stringify(kept)).not.toContain('secret')
    expect(await window.call(2, 'settings/change', { theme: 'dark' })).toMatchObject({
      value: { settings: { theme: 'dark', density: 'compact' } },
    })
    expect(sent.map(({ name }) => name)).toEqual(['settings/changed', 'settings/changed'])
    const other = newWindow()
    expect(await other.call(1, 'settings/get', {})).toMatchObject({
      value: { settings: { theme: 'dark' }, libraries: [{ name: 'runs' }] },
    })
    await window.close()
    await other.close()
    sent.length = 0
    await services.settings.change({ theme: 'light' })
    expect(sent).toEqual([])
  })

  it.each([{ theme: 'pink' }, { libraries: ['/etc'] }, { other: 1 }])('takes no %j from a page', async (change) => {
    expect(await newWindow().call(1, 'settings/change', change)).toMatchObject({ error: { code: 'bad_request' } })
  })

  it('delete what is kept of libraries when asked', async () => {
    const cacheFolder = nodePath.join(folder, 'cache')
    mkdirSync(cacheFolder)
    writeFileSync(nodePath.join(cacheFolder, 'a.json'), 'x'.repeat(50))
    services = { ...services, cacheFolder }
    const window = newWindow()
    expect(await window.call(1, 'settings/get', {})).toMatchObject({ value: { cacheBytes: 50 } })
    expect(await window.call(2, 'settings/purge', {})).toMatchObject({ value: { cacheBytes: 0 } })
  })
})

describe('wishes from outside', () => {
  it('wait in app/info for a page that has not started, and are told to one that has', async () => {
    const window = newWindow(['/runs/a'])
    window.open({ paths: ['/runs/b', '/runs/c'], compare: true })
    expect(sent).toEqual([])
    expect(await window.call(1, 'app/info', {})).toMatchObject({
      value: { compare: true, opening: [{ name: 'b' }, { name: 'c' }] },
    })
    window.open({ paths: ['/runs/d'], compare: false })
    await vi.waitFor(() => {
      expect(sent).toMatchObject([{ name: 'app/open', payload: { opening: [{ name: 'd' }], compare: false } }])
    })
    window.reset()
    expect(await window.call(1, 'app/info', {})).toMatchObject({ value: { compare: false, opening: [{ name: 'd' }] } })
  })
})

function kindOf(path: string): 'bundle' | 'missing' {
  return path.endsWith('gone') ? 'missing' : 'bundle'
}

/** Tickets of a `BrowseListing` reply, in order. */
function ticketsOf(reply: unknown): readonly string[] {
  return [...JSON.stringify(reply).matchAll(/"ticket":"([^"]+)"/g)].map(([, ticket]) => ticket ?? '')
}

describe('a text to be saved', () => {
  it('is written where the person says, never into what is open here', async () => {
    const bundle = nodePath.join(folder, 'bundle')
    mkdirSync(bundle)
    let target: string | undefined = nodePath.join(folder, 'report.html')
    services = { ...services, saveAs: () => Promise.resolve(target) }
    const window = newWindow()
    await opened(window, bundle)
    const save = () => window.call(1, 'app/save', { name: 'report.html', text: '<p>' })
    expect(await save()).toEqual({ ok: true, value: 'report.html' })
    expect(readFileSync(target, 'utf8')).toBe('<p>')
    target = nodePath.join(bundle, 'report.html')
    expect(await save()).toMatchObject({ ok: false, error: { code: 'refused' } })
    expect(existsSync(target)).toBe(false)
    target = undefined
    expect(await save()).toEqual({ ok: true, value: null })
  })

  it('is refused where there is no dialog', async () => {
    const reply = await newWindow().call(1, 'app/save', { name: 'a', text: 'b' })
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request' } })
  })
})

describe('saving', () => {
  const outcome = { leftOut: ['notes.txt'], leftOutTotal: 1 }
  let ended: string[]

  beforeEach(() => {
    ended = []
    services = {
      ...services,
      archiveTarget: (name) =>
        Promise.resolve({
          path: `/saved/${name}`,
          keep: () => ({ kind: 'file', path: `/saved/${name}` }),
          discard: () => void ended.push('discarded'),
        }),
    }
  })

  /** Asks for it and waits until the host was asked. */
  async function saving(window: WindowSession, path = '/runs/a'): Promise<{ readonly reply: Promise<unknown> }> {
    const [ticketed] = window.offer([path])
    const reply = window.call(1, 'trace/save', { ticket: ticketed?.ticket })
    await expect.poll(() => hosts[0]?.told.at(-1)?.type).toBe('save')
    return { reply }
  }

  it('goes where the shell says and gives a ticket for what lies there, no path', async () => {
    const revealed: string[] = []
    services = { ...services, reveal: (path) => revealed.push(path) }
    const window = newWindow()
    const { reply } = await saving(window)
    expect(host().told.at(-1)).toMatchObject({ source: { type: 'path', path: '/runs/a' }, path: '/saved/a.rollout' })
    host().answer(outcome)
    const answer = await reply
    expect(answer).toMatchObject({ ok: true, value: { name: 'a.rollout', ...outcome, place: { kind: 'file' } } })
    expect(JSON.stringify(answer)).not.toContain('/saved')
    const ticket = /"ticket":"([^"]+)"/.exec(JSON.stringify(answer))?.[1]
    expect(await window.call(2, 'app/reveal', { ticket })).toEqual({ ok: true, value: undefined })
    expect(revealed).toEqual(['/saved/a.rollout'])
  })

  it('gives the place up when it fails', async () => {
    const { reply } = await saving(newWindow())
    const error = { code: 'write_failed', message: 'the disk is full' } as const
    host().say({ type: 'reply', id: host().lastId(), reply: { ok: false, error } })
    expect(await reply).toEqual({ ok: false, error })
    expect(ended).toEqual(['discarded'])
  })

  it('is cancelled in the host too', async () => {
    const window = newWindow()
    const { reply } = await saving(window)
    window.cancel(1)
    expect(await reply).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect([host().told.at(-1)?.type, ended]).toEqual(['cancel', ['discarded']])
  })

  it('does nothing when no place is chosen', async () => {
    services = { ...services, archiveTarget: () => Promise.resolve(undefined) }
    const window = newWindow()
    const [ticketed] = window.offer(['/runs/a'])
    expect(await window.call(1, 'trace/save', { ticket: ticketed?.ticket })).toEqual({ ok: true, value: null })
    expect(hosts).toEqual([])
  })

  it('shows nothing in a file manager where there is none', async () => {
    const window = newWindow()
    const [ticketed] = window.offer(['/runs/a'])
    const reply = await window.call(1, 'app/reveal', { ticket: ticketed?.ticket })
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request' } })
  })
})
