/**
 * Everything between one page and the rest of the program, the same in both shells: checks each request against the contract,
 * issues and redeems the window's tickets, answers the shell's calls, forwards the host's, cancels what nobody waits for.
 * The page is never given a path. Transport, windows and sender checks belong to the shell.
 */
import { randomUUID } from 'node:crypto'
import nodePath from 'node:path'
import { z } from 'zod'
import type { EventMessage } from '../../shared/bridge.ts'
import { hostCallNames } from '../../shared/call-names.ts'
import type { Call } from '../../shared/calls/call.ts'
import { hostCalls, shellCalls } from '../../shared/calls/index.ts'
import type { CallFailure, Reply } from '../../shared/events.ts'
import type { AppInfo, BrowseListing, Ticketed } from '../../shared/view-models/app.ts'
import type { HostProcess } from '../host-process/host-process.ts'
import { CallRefusal, failureOf } from '../trace-host/call-failure.ts'
import type { SourceDescriptor } from '../trace-host/protocol.ts'
import { HostLink } from './host-link.ts'
import { TicketBook } from './tickets.ts'

/** What a person asked to open, in this order. */
export interface Opening {
  readonly paths: readonly string[]
  readonly compare: boolean
}

/** A folder's content with the paths that tickets will stand for. */
export interface FolderListing {
  readonly trail: readonly string[]
  readonly entries: readonly {
    readonly name: string
    readonly kind: BrowseListing['entries'][number]['kind']
    readonly path: string
  }[]
}

/** What a shell brings in. */
export interface ShellServices {
  readonly about: Pick<AppInfo, 'version' | 'shell' | 'platform'>
  /** Paths of the bundled sample runs. */
  readonly samples: readonly string[]
  startHost(): HostProcess
  /** A call failed by our own fault: the page gets a message, the shell's log the stack. */
  reportBug(bug: unknown): void
  /** Asks with a native dialog; no paths when cancelled. Absent where there is none. */
  readonly choose?: (what: 'folder' | 'file') => Promise<readonly string[]>
  /** Lists a folder, or the roots without one. Throws TraceError. Absent where nothing may be browsed. */
  readonly browse?: (folder: string | undefined) => Promise<FolderListing>
}

export type SendToPage = (event: EventMessage) => void

/** Carries out one call that passed the contract, or throws what `failureOf` understands. */
type Handler = (request: unknown, signal: AbortSignal) => unknown

/** More than any page of ours has under way. */
const MOST_CALLS = 256

export class WindowSession {
  readonly #services: ShellServices
  readonly #send: SendToPage
  readonly #host: HostLink
  readonly #handlers: ReadonlyMap<string, Handler>
  readonly #openable = new TicketBook<SourceDescriptor>()
  readonly #folders = new TicketBook<string>()
  readonly #underWay = new Map<number, AbortController>()
  readonly #samples: readonly Ticketed[]
  #opening: Pick<AppInfo, 'opening' | 'compare'>
  /** The page has asked what to open, so it must be told of later wishes. */
  #pageStarted = false
  #closed = false

  constructor(services: ShellServices, send: SendToPage, opening: Opening) {
    this.#services = services
    this.#send = send
    this.#host = new HostLink(() => services.startHost(), {
      onEvent: send,
      onGone: (sessions, reason) => {
        send({ name: 'host/gone', payload: { sessions, reason } })
      },
    })
    this.#samples = this.offer(services.samples)
    this.#opening = { opening: this.offer(opening.paths), compare: opening.compare }
    this.#handlers = new Map(Object.entries({ ...this.#shellHandlers(), ...this.#hostHandlers() }))
  }

  /** Nothing was asked to be opened here, and nothing is: the window may be used for something else. */
  get idle(): boolean {
    return this.#opening.opening.length === 0 && this.#host.idle
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
      if (failure.code === 'internal') this.#services.reportBug(error)
      return { ok: false, error: failure }
    } finally {
      if (this.#underWay.get(id) === controller) this.#underWay.delete(id)
    }
  }

  /** The call is answered with `cancelled` as soon as it can be. Unknown ids are ignored. */
  cancel(id: number): void {
    this.#underWay.get(id)?.abort()
  }

  /** Tickets for paths that came past the page: dropped or picked files. */
  offer(paths: readonly string[]): readonly Ticketed[] {
    return paths.map((path) => ({
      ticket: this.#openable.issue({ type: 'path', path }),
      name: nodePath.basename(path),
    }))
  }

  /** Has the page open something else. A page that has not started yet finds it in `app/info`, and so does a reloaded one. */
  open({ paths, compare }: Opening): void {
    this.#opening = { opening: this.offer(paths), compare }
    if (this.#pageStarted) this.#send({ name: 'app/open', payload: { tickets: this.#opening.opening, compare } })
  }

  /** The page is gone or starts anew: its calls and sessions end. Tickets and what is to be opened stay. */
  reset(): void {
    for (const controller of this.#underWay.values()) controller.abort()
    this.#underWay.clear()
    this.#host.closeAll()
    this.#pageStarted = false
  }

  /** Ends the window's host too. Every later call is refused. */
  async close(): Promise<void> {
    this.#closed = true
    this.reset()
    await this.#host.stop()
  }

  #shellHandlers(): Readonly<Record<keyof typeof shellCalls, Handler>> {
    const { about, choose, browse } = this.#services
    return {
      'app/info': checked(shellCalls['app/info'], () => {
        this.#pageStarted = true
        const can = { dialogs: choose !== undefined, browse: browse !== undefined }
        return { ...about, ...this.#opening, ...can, samples: this.#samples }
      }),
      'app/choose': checked(shellCalls['app/choose'], async ({ what }) => {
        if (choose === undefined) throw new CallRefusal({ code: 'bad_request', message: 'this shell has no dialogs' })
        return this.offer(await choose(what))
      }),
      'app/browse': checked(shellCalls['app/browse'], async ({ folder }) => {
        if (browse === undefined) throw new CallRefusal({ code: 'bad_request', message: 'there is nothing to browse' })
        return this.#ticketed(await browse(folder === undefined ? undefined : redeem(this.#folders, folder)))
      }),
      'source/offer': checked(shellCalls['source/offer'], ({ name, files }) => {
        const ticket = randomUUID()
        // The page knows its files by the ticket: it is the `source` of the reads that follow.
        return { ticket: this.#openable.issue({ type: 'page', source: ticket, name, files }, ticket), name }
      }),
      'source/bytes': checked(shellCalls['source/bytes'], ({ answers }) => {
        this.#host.answerReads(answers)
        return undefined
      }),
      'trace/open': parsed(shellCalls['trace/open'].request, ({ ticket }, signal) =>
        this.#host.open(redeem(this.#openable, ticket), signal),
      ),
      'trace/close': checked(shellCalls['trace/close'], ({ session }) => {
        this.#host.close(session)
        return undefined
      }),
    }
  }

  #hostHandlers(): Readonly<Record<string, Handler>> {
    const forward = (name: keyof typeof hostCalls): Handler =>
      parsed<z.ZodType<{ session: string }>>(hostCalls[name].request, (request, signal) =>
        this.#host.call(name, request.session, request, signal),
      )
    return Object.fromEntries(hostCallNames.map((name) => [name, forward(name)]))
  }

  #ticketed({ trail, entries }: FolderListing): BrowseListing {
    return {
      trail,
      entries: entries.map(({ name, kind, path }) => ({
        name,
        kind,
        ticket: kind === 'folder' ? this.#folders.issue(path) : this.#openable.issue({ type: 'path', path }),
      })),
    }
  }
}

/** A handler for requests of the schema's form only. */
function parsed<Schema extends z.ZodType>(
  schema: Schema,
  handle: (request: z.infer<Schema>, signal: AbortSignal) => unknown,
): Handler {
  return (raw, signal) => {
    const request = schema.safeParse(raw)
    if (!request.success) throw new CallRefusal({ code: 'bad_request', message: z.prettifyError(request.error) })
    return handle(request.data, signal)
  }
}

/** As `parsed`, for calls that are answered here: the compiler checks the answer against the contract. */
function checked<Schema extends z.ZodType, Response>(
  { request }: Call<Schema, Response>,
  handle: (request: z.infer<Schema>) => Response | Promise<Response>,
): Handler {
  return parsed(request, handle)
}

function redeem<Target>(book: TicketBook<Target>, ticket: string): Target {
  const target = book.redeem(ticket)
  if (target === undefined)
    throw new CallRefusal({ code: 'unknown_ticket', message: 'the ticket was not issued to this window, or is spent' })
  return target
}

function failed(code: CallFailure['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } }
}
