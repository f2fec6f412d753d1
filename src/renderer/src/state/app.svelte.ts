/**
 * The window: what the shell can do, what is open in it, and notices. Opening something ends what was open before; two things
 * are opened side by side only where a view for two exists.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { AppInfo, Ticketed } from '../../../shared/view-models/app.ts'
import { failureOf } from '../transport/client.ts'
import type { Shell } from '../transport/shell.ts'
import { createSession, type Session } from './session.svelte.ts'

export interface App {
  readonly shell: Shell
  /** Undefined until the shell answered. */
  readonly info: AppInfo | undefined
  readonly session: Session | undefined
  /** The newest thing to say in passing; also for the live region. */
  readonly notice: string | undefined
  /** The shell itself cannot be reached any more, and why. */
  readonly lost: CallFailure | undefined
  open(tickets: readonly Ticketed[]): void
  /** Opens the same thing anew. */
  reopen(): void
  closeSession(): void
  /** Asks with the native dialog. */
  choose(what: 'folder' | 'file'): Promise<void>
  say(notice: string): void
  dismissNotice(): void
}

export function createApp(shell: Shell): App {
  let info = $state.raw<AppInfo | undefined>(undefined)
  let session = $state.raw<Session | undefined>(undefined)
  let notice = $state<string | undefined>(undefined)
  let lost = $state.raw<CallFailure | undefined>(undefined)

  function open(tickets: readonly Ticketed[]): void {
    const [first, ...others] = tickets
    if (first === undefined) return
    session?.close()
    session = createSession(shell.client, first)
    notice = others.length === 0 ? undefined : `Opened ${first.name}; ${String(others.length)} more left out.`
  }

  shell.client.on('app/open', ({ tickets }) => {
    open(tickets)
  })
  shell.onLost((reason) => {
    lost = { code: 'connection_lost', message: reason }
  })
  shell.client.call('app/info', {}).then(
    (answer) => {
      info = answer
      open(answer.opening)
    },
    (problem: unknown) => {
      lost ??= failureOf(problem)
    },
  )

  return {
    shell,
    get info() {
      return info
    },
    get session() {
      return session
    },
    get notice() {
      return notice
    },
    get lost() {
      return lost
    },
    open,
    reopen() {
      if (session !== undefined) open([session.ticket])
    },
    closeSession() {
      session?.close()
      session = undefined
    },
    async choose(what) {
      try {
        open(await shell.client.call('app/choose', { what }))
      } catch (problem) {
        notice = failureOf(problem).message
      }
    },
    say(text) {
      notice = text
    },
    dismissNotice() {
      notice = undefined
    },
  }
}
