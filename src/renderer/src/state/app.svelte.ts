/**
 * The window: what the shell can do, what is open in it, and notices. Opening something ends what was open before; two things
 * are opened side by side only where a view for two exists.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { AppInfo, Ticketed, Wish } from '../../../shared/view-models/app.ts'
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
  /** Several things were given where one can be shown: to choose from. */
  readonly choices: readonly Ticketed[]
  open(tickets: readonly Ticketed[]): void
  /** Does what is to be done about what a person gave, and says what became of the rest. */
  fulfil(wish: Wish): void
  /** Opens the same thing anew. */
  reopen(): void
  closeSession(): void
  /** Opens files that were picked, or copied elsewhere and pasted here. */
  giveFiles(files: readonly File[]): Promise<void>
  /** Opens the paths in the clipboard; `text` where only the page can read it. */
  paste(text?: string): Promise<void>
  /** Asks with the native dialog. */
  choose(what: 'folder' | 'file'): Promise<void>
  say(notice: string): void
  dismissNotice(): void
}

export function createApp(shell: Shell): App {
  let info = $state.raw<AppInfo | undefined>(undefined)
  let session = $state.raw<Session | undefined>(undefined)
  let choices = $state.raw<readonly Ticketed[]>([])
  let notice = $state<string | undefined>(undefined)
  let lost = $state.raw<CallFailure | undefined>(undefined)

  function open(tickets: readonly Ticketed[]): void {
    const [first, ...others] = tickets
    if (first === undefined) return
    session?.close()
    session = createSession(shell.client, first)
    notice = others.length === 0 ? undefined : `Opened ${first.name}; ${String(others.length)} more left out.`
  }

  function fulfil({ opening, choices: offered, notes }: Wish): void {
    if (opening.length + offered.length > 0) choices = offered
    if (offered.length > 0) {
      session?.close()
      session = undefined
    }
    open(opening)
    if (notes.length > 0) notice = notes.join(' ')
  }

  async function fulfilWhenAnswered(answer: Promise<Wish>): Promise<void> {
    try {
      fulfil(await answer)
    } catch (problem) {
      notice = failureOf(problem).message
    }
  }

  shell.client.on('app/open', fulfil)
  shell.onLost((reason) => {
    lost = { code: 'connection_lost', message: reason }
  })
  shell.client.call('app/info', {}).then(
    (answer) => {
      info = answer
      fulfil(answer)
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
    get choices() {
      return choices
    },
    open,
    fulfil,
    reopen() {
      if (session !== undefined) open([session.ticket])
    },
    closeSession() {
      session?.close()
      session = undefined
    },
    choose: (what) => fulfilWhenAnswered(shell.client.call('app/choose', { what })),
    giveFiles: (files) => fulfilWhenAnswered(shell.wishForPicked(files)),
    paste: (text) => fulfilWhenAnswered(shell.client.call('app/paste', text === undefined ? {} : { text })),
    say(text) {
      notice = text
    },
    dismissNotice() {
      notice = undefined
    },
  }
}
