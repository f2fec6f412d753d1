/**
 * Everything between one page and the rest of the program, the same in both shells: checks each request against the contract,
 * issues and redeems the window's tickets, answers the shell's calls, forwards the host's, cancels what nobody waits for.
 * The page is never given a path. Transport, windows and sender checks belong to the shell.
 */
import nodePath from 'node:path'
import type { z } from 'zod'
import type { EventMessage } from '../../shared/bridge.ts'
import { hostCallNames } from '../../shared/call-names.ts'
import { hostCalls, shellCalls } from '../../shared/calls/index.ts'
import type { CallFailure, Reply } from '../../shared/events.ts'
import type { GivenKind, SavedArchive, Ticketed, Wish } from '../../shared/view-models/app.ts'
import { TraceError } from '../../trace/base/errors.ts'
import { liesIn, writeWholeFile } from '../../trace/node/whole-output.ts'
import { CallRefusal, failureOf } from '../trace-host/call-failure.ts'
import { archiveNameFor } from './archive-target.ts'
import { checked, parsed, type Handler } from './handlers.ts'
import { HostLink } from './host-link.ts'
import { planOpening } from './opening-plan.ts'
import { changeRecent, listRecents, type RecentParts } from './recent-calls.ts'
import type { RecentKind } from './recents.ts'
import type { Recognized } from './recognize.ts'
import { changeSettings, keepLibrary, purgeCache, settingsState, type SettingParts } from './setting-calls.ts'
import type { Opening, ShellServices } from './shell-services.ts'
import { WindowTickets } from './window-tickets.ts'

export type SendToPage = (event: EventMessage) => void

const LOST_FILES = 'Files that were dropped or picked are gone with the page that had them: drop them again.'
/** More than any page of ours has under way. */
const MOST_CALLS = 256

export class WindowSession {
  readonly #services: ShellServices
  readonly #send: SendToPage
  readonly #host: HostLink
  readonly #handlers: ReadonlyMap<string, Handler>
  readonly #tickets = new WindowTickets()
  readonly #underWay = new Map<number, AbortController>()
  readonly #samples: readonly Ticketed[]
  readonly #libraries: readonly Ticketed[]
  /** What was opened here: nothing is ever written there. */
  readonly #openedPaths = new Set<string>()
  readonly #endSettings: () => void
  #opening: Opening
  /** Undefined: of `#opening`, looked at when it is asked for. */
  #wish: Promise<Wish> | undefined
  /** A wish that the page has not begun to carry out. */
  #pending: boolean
  /** The page has asked what to open, so it must be told of later wishes. */
  #pageStarted = false
  #closed = false
  /** What the next page is told of the end of the last. */
  #why: string | undefined

  constructor(services: ShellServices, send: SendToPage, opening: Opening) {
    this.#services = services
    this.#send = send
    this.#host = new HostLink(() => services.startHost(), {
      onEvent: send,
      onGone: (sessions, reason) => {
        services.crashes.note('host', reason)
        send({ name: 'host/gone', payload: { sessions, reason } })
      },
    })
    this.#samples = this.offer(services.samples)
    this.#libraries = services.libraries.map((path) =>
      this.#tickets.forThing({ path, name: nodePath.basename(path), kind: 'library' }),
    )
    this.#opening = opening
    this.#pending = opening.paths.length > 0
    this.#wish = this.#wishFor(opening)
    this.#endSettings = services.settings.subscribe(() => {
      send({ name: 'settings/changed', payload: {} })
    })
    this.#handlers = new Map(Object.entries({ ...this.#shellHandlers(), ...this.#hostHandlers() }))
  }

  /** Nothing was asked to be opened here, and nothing is: the window may be used for something else. */
  get idle(): boolean {
    return this.#opening.paths.length === 0 && this.#host.idle
  }

  /** Paths of what is open in the window: one, two that are compared, or none. */
  get paths(): readonly string[] {
    const paths = this.#host.sources.flatMap((source) => (source.type === 'page' ? [] : [source.path]))
    return [...new Set(paths)]
  }

  /** Never rejects. `id` is the page's own, unique among its calls under way. */
  async call(id: number, name: string, request: unknown): Promise<Reply<unknown>> {
    if (this.#closed) return failed('connection_lost', 'the window is closed')
    const handler = this.#handlers.get(name)
    if (handler === undefined) return failed('bad_request', `there is no call ${JSON.stringify(name.slice(0, 100))}`)
    if (this.#underWay.has(id)) return failed('bad_request', `call ${String(id)} is still under way`)
    if (this.#underWay.size >= MOST_CALLS) return failed('refused', `${String(MOST_CALLS)} calls are under way`)
    const controller = new AbortController()
    this.#underWay.set(id, controller)
    try {
      return { ok: true, value: await handler(request, controller.signal) }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === 'internal') {
        this.#services.reportBug(error)
        this.#services.crashes.noteBug(error)
      }
      return { ok: false, error: failure }
    } finally {
      if (this.#underWay.get(id) === controller) this.#underWay.delete(id)
    }
  }

  /** The call is answered with `cancelled` as soon as it can be. Unknown ids are ignored. */
  cancel(id: number): void {
    this.#underWay.get(id)?.abort()
  }

  /** What is to be done in this window about paths that came past the page: dropped, picked or pasted together. */
  give(paths: readonly string[]): Promise<Wish> {
    return this.#wishFor({ paths, compare: false, together: true }, !this.#host.idle)
  }

  /** Tickets for paths that nobody needs to look at first. */
  offer(paths: readonly string[]): readonly Ticketed[] {
    return this.#tickets.forPaths(paths)
  }

  /** Has the page open something else. A page that has not started yet finds it in `app/info`, and so does a reloaded one. */
  open(opening: Opening): void {
    this.#opening = opening
    this.#pending = true
    const wish = this.#wishFor(opening)
    this.#wish = wish
    void wish.then((payload) => {
      if (this.#pageStarted && wish === this.#wish) this.#send({ name: 'app/open', payload })
    })
  }

  /** The page is gone or starts anew: its calls and sessions end. Tickets and what is to be opened stay; the new page is told `why`. */
  reset(why?: string): void {
    if (why !== undefined) this.#why = why
    for (const controller of this.#underWay.values()) controller.abort()
    this.#underWay.clear()
    this.#host.closeAll()
    this.#pageStarted = false
  }

  /** Ends the window's host too. Every later call is refused. */
  async close(): Promise<void> {
    this.#closed = true
    this.#endSettings()
    this.reset()
    await this.#host.stop()
  }

  #shellHandlers(): Readonly<Record<keyof typeof shellCalls, Handler>> {
    const { about, choose, browse, pasted, saveAs, reveal, crashes } = this.#services
    return {
      'app/info': checked(shellCalls['app/info'], async () => {
        const wish = await this.#newestWish()
        this.#pageStarted = true
        const can = {
          dialogs: choose !== undefined,
          browse: browse !== undefined,
          paste: pasted !== undefined,
          reveal: reveal !== undefined,
        }
        const notes = this.#why === undefined ? wish.notes : [this.#why, ...wish.notes]
        this.#why = undefined
        return { ...about, ...wish, ...can, notes, samples: this.#samples, libraries: this.#libraries }
      }),
      'app/choose': checked(shellCalls['app/choose'], async ({ what }) => {
        if (choose === undefined) throw new CallRefusal({ code: 'bad_request', message: 'this shell has no dialogs' })
        return this.give(await choose(what))
      }),
      'app/save': checked(shellCalls['app/save'], async ({ name, text }, signal) => {
        if (saveAs === undefined) throw new CallRefusal({ code: 'bad_request', message: 'this shell has no dialogs' })
        const path = await saveAs(name)
        if (path === undefined) return null
        await this.#write(path, text, signal)
        return nodePath.basename(path)
      }),
      'app/paste': checked(shellCalls['app/paste'], async ({ text }) => {
        if (pasted === undefined) throw new CallRefusal({ code: 'bad_request', message: 'nothing can be pasted here' })
        return this.give(await pasted(text))
      }),
      'app/browse': checked(shellCalls['app/browse'], async ({ folder }) => {
        if (browse === undefined) throw new CallRefusal({ code: 'bad_request', message: 'there is nothing to browse' })
        return this.#tickets.forListing(await browse(folder === undefined ? undefined : this.#tickets.folderOf(folder)))
      }),
      'source/offer': checked(shellCalls['source/offer'], ({ name, files, start }) =>
        this.#tickets.forFiles(name, files, start),
      ),
      'source/give': checked(shellCalls['source/give'], ({ tickets }) => {
        const given = tickets.map((ticket) => this.#tickets.offered(ticket))
        const how = { compare: false, together: true, windows: false, occupied: !this.#host.idle }
        const { here, compare, choices, notes } = planOpening(given, how)
        const ticketed = (things: readonly Recognized[]) =>
          things.map(({ path, ...thing }) => ({ ticket: path, ...thing }))
        return { opening: ticketed(here), compare, choices: ticketed(choices), notes }
      }),
      'source/bytes': checked(shellCalls['source/bytes'], ({ answers }) => {
        this.#host.answerReads(answers)
        return undefined
      }),
      'trace/open': parsed(shellCalls['trace/open'].request, async ({ ticket }, signal) => {
        const source = this.#tickets.sourceOf(ticket)
        this.#pending = false
        if (source.type === 'path') this.#openedPaths.add(source.path)
        const opened = await this.#host.open(source, signal)
        if (source.type === 'path') void this.#remember(source.path)
        this.#keepShown()
        return opened
      }),
      'library/open': parsed(shellCalls['library/open'].request, async ({ ticket }, signal) => {
        const path = this.#tickets.pathOf(ticket)
        this.#pending = false
        // One that is looked into beside a trace is not what the window shows.
        if (this.#host.idle) void this.#remember(path)
        const opened = await this.#host.open({ type: 'library', path, cacheFolder: this.#services.cacheFolder }, signal)
        this.#keepShown()
        return opened
      }),
      'settings/get': checked(shellCalls['settings/get'], () => settingsState(this.#settingParts)),
      'settings/change': checked(shellCalls['settings/change'], (change) => changeSettings(this.#settingParts, change)),
      'settings/keep-library': checked(shellCalls['settings/keep-library'], ({ ticket, keep }) =>
        keepLibrary(this.#settingParts, this.#tickets.pathOf(ticket), keep),
      ),
      'settings/purge': checked(shellCalls['settings/purge'], () => purgeCache(this.#settingParts)),
      'recents/list': checked(shellCalls['recents/list'], () => listRecents(this.#recentParts)),
      'recents/change': checked(shellCalls['recents/change'], (request) => changeRecent(this.#recentParts, request)),
      'recents/clear': checked(shellCalls['recents/clear'], async () => {
        await this.#services.recents.clear()
        return listRecents(this.#recentParts)
      }),
      'library/choose': checked(shellCalls['library/choose'], ({ ticket, names, compare, here }) => {
        const root = this.#tickets.pathOf(ticket)
        const paths = names.map((name) => bundleBelow(root, name))
        const { openElsewhere } = this.#services
        // The library stays where it is; what is chosen gets windows of its own, where there are windows.
        if (here || openElsewhere === undefined) return this.#wishFor({ paths, compare })
        openElsewhere(paths, compare)
        return { opening: [], compare: false, choices: [], notes: [] }
      }),
      'trace/close': checked(shellCalls['trace/close'], ({ session }) => {
        this.#host.close(session)
        this.#keepShown()
        return undefined
      }),
      'trace/save': checked(shellCalls['trace/save'], ({ ticket }, signal) => this.#save(ticket, signal)),
      'app/crashes': checked(shellCalls['app/crashes'], () => crashes.read()),
      'app/forget-crashes': checked(shellCalls['app/forget-crashes'], () => {
        crashes.clear()
        return undefined
      }),
      'app/reveal': checked(shellCalls['app/reveal'], ({ ticket }) => {
        const source = this.#tickets.sourceOf(ticket)
        if (reveal === undefined || source.type !== 'path')
          throw new CallRefusal({ code: 'bad_request', message: 'there is no file manager that could show this' })
        reveal(source.path)
        return undefined
      }),
    }
  }

  async #save(ticket: string, signal: AbortSignal): Promise<SavedArchive | null> {
    const source = this.#tickets.sourceOf(ticket)
    const suggested = archiveNameFor(source.type === 'path' ? nodePath.basename(source.path) : source.name)
    const target = await this.#services.archiveTarget(suggested)
    if (target === undefined) return null
    try {
      const { leftOut, leftOutTotal } = await this.#host.save(ticket, source, target.path, signal)
      const place = await target.keep()
      if (place.kind === 'download') return { name: suggested, leftOut, leftOutTotal, place }
      const kept = this.#tickets.forPath(place.path)
      const name = nodePath.basename(place.path)
      return { name, leftOut, leftOutTotal, place: { kind: 'file', ticket: kept } }
    } catch (error) {
      await target.discard()
      throw error
    }
  }

  async #write(path: string, text: string, signal: AbortSignal): Promise<void> {
    for (const opened of this.#openedPaths) {
      if (await isWithin(opened, path))
        throw new CallRefusal({
          code: 'refused',
          message: `${JSON.stringify(path)} lies in a bundle that is open here`,
        })
    }
    await writeWholeFile(path, oneChunk(text), signal)
  }

  #hostHandlers(): Readonly<Record<string, Handler>> {
    const forward = (name: keyof typeof hostCalls): Handler =>
      parsed<z.ZodType<{ session: string }>>(hostCalls[name].request, (request, signal) =>
        this.#host.call(name, request.session, request, signal),
      )
    return Object.fromEntries(hostCallNames.map((name) => [name, forward(name)]))
  }

  /** Never rejects. `occupied`: the window shows something that is kept if nothing of this can be opened. */
  async #wishFor({ paths, compare, together = false, notes = [] }: Opening, occupied = false): Promise<Wish> {
    const { openElsewhere } = this.#services
    const given = await Promise.all(paths.map((path) => this.#services.recognize(path)))
    const plan = planOpening(given, { compare, together, windows: openElsewhere !== undefined, occupied })
    if (plan.elsewhere.length > 0)
      openElsewhere?.(
        plan.elsewhere.map(({ path }) => path),
        false,
      )
    return {
      opening: this.#tickets.forThings(plan.here),
      compare: plan.compare,
      choices: this.#tickets.forThings(plan.choices),
      notes: [...notes, ...plan.notes],
    }
  }

  /** A page that is loaded again shows what this one shows, unless it is to show something else. */
  #keepShown(): void {
    if (this.#pending) return
    const { sources } = this.#host
    const traces = sources.filter(({ type }) => type !== 'library')
    const shown = traces.length > 0 ? traces : sources
    const paths = [...new Set(shown.flatMap((source) => (source.type === 'page' ? [] : [source.path])))]
    const notes = shown.some(({ type }) => type === 'page') ? [LOST_FILES] : []
    this.#opening = { paths, compare: paths.length === 2, notes }
    this.#wish = undefined
    this.#services.showing?.(this.#opening)
  }

  get #settingParts(): SettingParts {
    const { settings, cacheFolder } = this.#services
    return { settings, cacheFolder, ticketFor: (thing) => this.#tickets.forThing(thing) }
  }

  get #recentParts(): RecentParts {
    const { recents } = this.#services
    return {
      recents,
      recognize: (path) => this.#services.recognize(path),
      ticketFor: (thing) => this.#tickets.forThing(thing),
      pathOf: (ticket) => this.#tickets.pathOf(ticket),
    }
  }

  /** What can be opened is; the samples need no remembering. Never rejects. */
  async #remember(given: string): Promise<void> {
    const { path, kind } = await this.#services.recognize(given)
    this.#services.shown?.(path)
    if (isRecentKind(kind) && !this.#services.samples.includes(path)) await this.#services.recents.remember(path, kind)
  }

  /** Another one may be wished for while the first is looked at. */
  async #newestWish(): Promise<Wish> {
    for (;;) {
      const wish = (this.#wish ??= this.#wishFor(this.#opening))
      const looked = await wish
      if (wish === this.#wish) return looked
    }
  }
}

function isRecentKind(kind: GivenKind): kind is RecentKind {
  return kind === 'bundle' || kind === 'archive' || kind === 'graph' || kind === 'library'
}

/** A folder directly below a library's root. Throws CallRefusal for names that could lead elsewhere. */
function bundleBelow(root: string, name: string): string {
  if (/[/\\\0:]/.test(name) || name === '.' || name === '..')
    throw new CallRefusal({ code: 'bad_request', message: `${JSON.stringify(name)} is no name of a bundle` })
  return nodePath.join(root, name)
}

function failed(code: CallFailure['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } }
}

/** The opened thing itself, or a place in it; a folder that is gone holds nothing. */
async function isWithin(opened: string, path: string): Promise<boolean> {
  try {
    return nodePath.resolve(opened) === nodePath.resolve(path) || (await liesIn(opened, path))
  } catch (error) {
    if (error instanceof TraceError) return false
    throw error
  }
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text)
}
