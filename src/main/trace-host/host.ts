/**
 * The trace host behind its port: opens traces and libraries, answers calls over them, tells what changed, and drops what nobody waits for.
 * Everything it is asked was checked by the shell. Knows no transport and no process.
 */
import { unreachable } from '../../trace/base/assert.ts'
import type { HostCallName } from '../../shared/call-names.ts'
import type { OpenedTrace } from '../../shared/view-models/app.ts'
import type { PackProgress } from '../../trace/archive/write-archive.ts'
import { answers } from './answers.ts'
import type { CompareCallName, LibraryCallName } from './answer.ts'
import { CallRefusal, failureOf } from './call-failure.ts'
import { compareAnswers } from './compare-answers.ts'
import { LibrarySession } from './library/library-session.ts'
import { libraryAnswers } from './library-answers.ts'
import { PageReads } from './page-reads.ts'
import type { HostPort } from './port.ts'
import { Paced } from './paced.ts'
import type { HostEvent, SourceDescriptor, ToHost, TraceDescriptor } from './protocol.ts'
import type { SaveOrder, SaveOutcome } from './save-archive.ts'
import { TraceSession, type Trace } from './trace-session.ts'

export interface HostParts {
  readonly port: HostPort
  readonly openTrace: (source: TraceDescriptor, reads: PageReads, signal: AbortSignal) => Promise<Trace>
  readonly saveArchive: (order: SaveOrder, reads: PageReads) => Promise<SaveOutcome>
  /** Our own fault, with its stack: for the log, the page gets a message. */
  reportBug(bug: unknown): void
  /** Everything is closed and nothing more will be answered. */
  onStopped(): void
}

type SaveMessage = Extract<ToHost<never>, { type: 'save' }>

const PROGRESS_EVERY_MS = 100

export function runHost({ port, openTrace, saveArchive, reportBug, onStopped }: HostParts): void {
  const sessions = new Map<string, TraceSession>()
  const libraries = new Map<string, LibrarySession>()
  const underWay = new Map<number, AbortController>()
  const reads = new PageReads((windows) => {
    port.post({ type: 'event', name: 'source/read', payload: { windows } })
  })

  function tell(event: HostEvent): void {
    port.post(event)
  }

  /** Does what the host can do nothing else beside, for a session that may still be reading. */
  function charged<Result>(session: string | undefined, work: () => Result): Result {
    const started = performance.now()
    try {
      return work()
    } finally {
      if (session !== undefined) sessions.get(session)?.charge(performance.now() - started)
    }
  }

  /** Answers `id` unless it is cancelled before. `session`: the one that is asked. */
  async function answer(id: number, work: (signal: AbortSignal) => unknown, session?: string): Promise<void> {
    const controller = new AbortController()
    const isCancelled = (): boolean => controller.signal.aborted
    underWay.set(id, controller)
    try {
      // A cancellation that is already waiting behind the call is read first.
      await new Promise(setImmediate)
      if (isCancelled()) return
      const value = await charged(session, () => work(controller.signal))
      if (isCancelled()) return
      charged(session, () => {
        port.post({ type: 'reply', id, reply: { ok: true, value } })
      })
    } catch (error) {
      if (isCancelled()) return
      const failure = failureOf(error)
      if (failure.code === 'internal') reportBug(error)
      port.post({ type: 'reply', id, reply: { ok: false, error: failure } })
    } finally {
      underWay.delete(id)
    }
  }

  function openLibrary(
    session: string,
    { path, cacheFolder }: Exclude<SourceDescriptor, TraceDescriptor>,
  ): OpenedTrace {
    const library = new LibrarySession({
      root: path,
      cacheFolder,
      reportBug,
      onChanged: (state) => {
        tell({ type: 'event', name: 'library/changed', payload: { session, ...state } })
      },
    })
    libraries.set(session, library)
    library.start()
    return { session, name: library.name }
  }

  async function open(session: string, source: SourceDescriptor, signal: AbortSignal): Promise<OpenedTrace> {
    if (source.type === 'library') return openLibrary(session, source)
    const trace = await openTrace(source, reads, signal)
    const opened = new TraceSession(trace, {
      onProgress: (progress) => {
        tell({ type: 'event', name: 'trace/progress', payload: { session, ...progress } })
      },
      onChanged: (change) => {
        tell({ type: 'event', name: 'trace/changed', payload: { session, ...change } })
      },
      onLive: (live) => {
        tell({ type: 'event', name: 'trace/live', payload: { session, live } })
      },
      onFileChanged: (path) => {
        tell({ type: 'event', name: 'trace/file-changed', payload: { session, path } })
      },
      onFailed: (error) => {
        tell({ type: 'event', name: 'trace/failed', payload: { session, error } })
      },
    })
    if (signal.aborted) await opened.close()
    else sessions.set(session, opened)
    return { session, name: opened.source.name }
  }

  function call(name: HostCallName, session: string, request: never): unknown {
    if (isOverLibrary(name)) return libraryAnswers[name](found(libraries, session), request)
    return isOverTwo(name)
      ? compareAnswers[name](opened(session), opened(otherOf(request)), request)
      : answers[name](opened(session), request)
  }

  function opened(session: string): TraceSession {
    return found(sessions, session)
  }

  async function save({ ticket, source, path }: SaveMessage, signal: AbortSignal): Promise<SaveOutcome> {
    const progress = new Paced<PackProgress>(
      (made) => {
        tell({ type: 'event', name: 'trace/saving', payload: { ticket, ...made } })
      },
      PROGRESS_EVERY_MS,
      () => performance.now(),
    )
    const onProgress = progress.offer.bind(progress)
    return saveArchive({ source, path, signal, onProgress }, reads)
  }

  async function close(session: string): Promise<void> {
    const closing = sessions.get(session) ?? libraries.get(session)
    sessions.delete(session)
    libraries.delete(session)
    await closing?.close()
  }

  async function stop(): Promise<void> {
    for (const controller of underWay.values()) controller.abort()
    await Promise.all([...sessions.keys(), ...libraries.keys()].map(close))
    onStopped()
  }

  function receive(message: ToHost<never>): void {
    switch (message.type) {
      case 'open':
        void answer(message.id, async (signal) => {
          return open(message.session, message.source, signal)
        }).then(() => sessions.get(message.session)?.load())
        break
      case 'call':
        void answer(message.id, () => call(message.name, message.session, message.request), message.session)
        break
      case 'save':
        void answer(message.id, (signal) => save(message, signal))
        break
      case 'cancel':
        underWay.get(message.id)?.abort()
        break
      case 'close':
        void close(message.session)
        break
      case 'bytes':
        message.answers.forEach((answer) => {
          reads.answer(answer)
        })
        break
      case 'stop':
        void stop()
        break
      default:
        unreachable(message)
    }
  }

  port.onMessage(receive)
  port.onClosed(() => void stop())
}

function found<Opened>(sessions: ReadonlyMap<string, Opened>, session: string): Opened {
  const open = sessions.get(session)
  if (open === undefined) throw new CallRefusal({ code: 'unknown_session', message: 'no such session is open' })
  return open
}

function isOverLibrary(name: HostCallName): name is LibraryCallName {
  return name in libraryAnswers
}

function isOverTwo(name: HostCallName): name is CompareCallName {
  return name in compareAnswers
}

/** The second session of a call over two. */
function otherOf({ other }: { readonly other: string }): string {
  return other
}
