/**
 * One window's tie to its trace host: starts it when something is opened, pairs answers with calls, passes on events of open
 * sessions only, and tells once when the host died. Never restarts a host by itself: the next open does.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { HostCallName } from '../../shared/call-names.ts'
import type { CallFailure, Reply } from '../../shared/events.ts'
import type { HostProcess } from '../host-process/host-process.ts'
import { CallRefusal } from '../trace-host/call-failure.ts'
import type {
  FromHost,
  HostEvent,
  SourceDescriptor,
  ToHost,
  TraceDescriptor,
  WindowAnswer,
} from '../trace-host/protocol.ts'
import type { SaveOutcome } from '../trace-host/save-archive.ts'

/** Read here, not passed on: the rest of what a host answers is for the page. */
const saveOutcome = z.object({ leftOut: z.array(z.string()), leftOutTotal: z.number() })

export interface HostLinkEvents {
  /** An event of the host for the page, its `read` numbers made unique over all hosts of the window. */
  onEvent(event: HostEvent): void
  /** The host ended by itself, and `sessions` with it. */
  onGone(sessions: readonly string[], reason: string): void
}

export class HostLink {
  readonly #start: () => HostProcess
  readonly #events: HostLinkEvents
  #host: HostProcess | undefined
  #lastId = 0
  #lastRead = 0
  readonly #pending = new Map<number, (reply: Reply<unknown>) => void>()
  /** Open or being opened, with what they were opened from. */
  readonly #sessions = new Map<string, SourceDescriptor>()
  /** Sessions whose host died: who asks for one is told why. */
  readonly #lost = new Set<string>()
  /** Reads the page has not answered yet: its number to the host's. */
  readonly #reads = new Map<number, number>()

  constructor(start: () => HostProcess, events: HostLinkEvents) {
    this.#start = start
    this.#events = events
  }

  /** No session is open or being opened. */
  get idle(): boolean {
    return this.#sessions.size === 0
  }

  /** What is open or being opened, in that order. */
  get sources(): readonly SourceDescriptor[] {
    return [...this.#sessions.values()]
  }

  /** Gives the host's `OpenedTrace`. An open that fails or is given up leaves no session behind. Throws CallRefusal. */
  async open(source: SourceDescriptor, signal: AbortSignal): Promise<unknown> {
    const session = randomUUID()
    this.#sessions.set(session, source)
    try {
      return await this.#ask((id) => ({ type: 'open', id, session, source }), signal)
    } catch (error) {
      this.close(session)
      throw error
    }
  }

  /** Writes what `source` is to `path`; `ticket` names it in the events. Needs no session. Throws CallRefusal. */
  async save(ticket: string, source: TraceDescriptor, path: string, signal: AbortSignal): Promise<SaveOutcome> {
    return saveOutcome.parse(await this.#ask((id) => ({ type: 'save', id, ticket, source, path }), signal))
  }

  /** Throws CallRefusal, also for sessions that are not open in this window. */
  async call(name: HostCallName, session: string, request: unknown, signal: AbortSignal): Promise<unknown> {
    if (this.#lost.has(session)) throw refusal('host_gone', 'the trace host of this session has ended')
    if (!this.#sessions.has(session)) throw refusal('unknown_session', 'no such session is open in this window')
    return this.#ask((id) => ({ type: 'call', id, session, name, request }), signal)
  }

  /** Unknown sessions are ignored: a close may cross the host's death. */
  close(session: string): void {
    this.#lost.delete(session)
    if (this.#sessions.delete(session)) this.#host?.post({ type: 'close', session })
  }

  closeAll(): void {
    for (const session of [...this.#sessions.keys()]) this.close(session)
    this.#lost.clear()
    this.#reads.clear()
  }

  /** The page's answers to `source/read` events. Those that nobody waits for any more are dropped. */
  answerReads(answers: readonly WindowAnswer[]): void {
    const awaited = answers.flatMap((answer) => {
      const read = this.#reads.get(answer.read)
      this.#reads.delete(answer.read)
      return read === undefined ? [] : [{ ...answer, read }]
    })
    if (awaited.length > 0) this.#host?.post({ type: 'bytes', answers: awaited })
  }

  /** Ends the host. Calls under way fail with `host_gone`; nobody is told, since the window wanted it. */
  async stop(): Promise<void> {
    const host = this.#host
    this.#forget('the window is closing')
    await host?.stop()
  }

  async #ask(messageFor: (id: number) => ToHost<unknown>, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted) throw CANCELLED
    const host = this.#running()
    const id = ++this.#lastId
    const settled = new Promise<Reply<unknown>>((resolve) => this.#pending.set(id, resolve))
    const giveUp = () => {
      host.post({ type: 'cancel', id })
      this.#settle(id, { ok: false, error: CANCELLED.failure })
    }
    signal.addEventListener('abort', giveUp, { once: true })
    host.post(messageFor(id))
    const reply = await settled
    signal.removeEventListener('abort', giveUp)
    if (!reply.ok) throw new CallRefusal(reply.error)
    return reply.value
  }

  #running(): HostProcess {
    if (this.#host !== undefined) return this.#host
    const host = this.#start()
    this.#host = host
    host.onMessage((message) => {
      if (host === this.#host) this.#receive(message)
    })
    void host.exited.then(({ reason }) => {
      if (host !== this.#host) return
      const sessions = [...this.#sessions.keys()]
      this.#forget(`the trace host ended: ${reason}`)
      for (const session of sessions) this.#lost.add(session)
      this.#events.onGone(sessions, reason)
    })
    return host
  }

  #receive(message: FromHost): void {
    if (message.type === 'reply') this.#settle(message.id, message.reply)
    else if (message.name === 'source/read') {
      const windows = message.payload.windows.map((window) => {
        const read = ++this.#lastRead
        this.#reads.set(read, window.read)
        return { ...window, read }
      })
      this.#events.onEvent({ ...message, payload: { windows } })
    } else if (message.name === 'trace/saving') this.#events.onEvent(message)
    else if (this.#sessions.has(message.payload.session)) this.#events.onEvent(message)
  }

  /** The host is no longer ours: nothing under way can be answered. */
  #forget(why: string): void {
    this.#host = undefined
    this.#sessions.clear()
    this.#reads.clear()
    for (const id of this.#pending.keys()) this.#settle(id, { ok: false, error: { code: 'host_gone', message: why } })
  }

  /** A reply to a call that nobody waits for any more is dropped here. */
  #settle(id: number, reply: Reply<unknown>): void {
    const settle = this.#pending.get(id)
    this.#pending.delete(id)
    settle?.(reply)
  }
}

function refusal(code: CallFailure['code'], message: string): CallRefusal {
  return new CallRefusal({ code, message })
}

const CANCELLED = refusal('cancelled', 'cancelled')
