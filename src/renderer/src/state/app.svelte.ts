/**
 * The window: what the shell can do, what is open in it, and notices. It shows one trace or two side by side; opening
 * something ends what was open before, but for a trace that another is set beside.
 */
import type { CallFailure } from '../../../shared/events.ts'
import type { AppInfo, Ticketed, Wish } from '../../../shared/view-models/app.ts'
import type { Side } from '../../../shared/view-models/compare.ts'
import { failureOf } from '../transport/client.ts'
import { pickFiles } from '../transport/pick-files.ts'
import type { Shell } from '../transport/shell.ts'
import type { ComparedSessions } from './comparison.svelte.ts'
import { createLibrary, type Library } from './library.svelte.ts'
import { createSaving, type Saving } from './saving.svelte.ts'
import { createSession, type Session } from './session.svelte.ts'

export interface App {
  readonly shell: Shell
  /** Undefined until the shell answered. */
  readonly info: AppInfo | undefined
  /** The one trace that is open. */
  readonly session: Session | undefined
  /** The two traces that are open side by side. */
  readonly pair: ComparedSessions | undefined
  readonly saving: Saving
  /** The newest thing to say in passing; also for the live region. */
  readonly notice: string | undefined
  /** The shell itself cannot be reached any more, and why. */
  readonly lost: CallFailure | undefined
  /** The folder of bundles that the window shows while no trace is open. */
  readonly library: Library | undefined
  /** Opens bundles of the library, or compares two. */
  chooseFromLibrary(names: readonly string[], compare: boolean): Promise<void>
  closeLibrary(): void
  /** Several things were given where one can be shown: to choose from. */
  readonly choices: readonly Ticketed[]
  /** Opens one, or compares two. */
  open(tickets: readonly Ticketed[]): void
  /** Does what is to be done about what a person gave, and says what became of the rest; `nothing` if it is empty. */
  fulfil(wish: Wish, nothing?: string): void
  /** Sets another trace beside the one that is open. */
  compareWith(ticket: Ticketed): void
  /** As `compareWith`, asking with the shell's dialog or the browser's. */
  chooseOther(what: 'folder' | 'file'): Promise<void>
  /** As `compareWith`, with a bundle of a library. */
  compareWithBundle(library: Ticketed, name: string): Promise<void>
  /** A becomes B. */
  swapSides(): void
  /** The other one stays open by itself. */
  closeSide(side: Side): void
  /** Opens the same thing anew. */
  reopen(): void
  closeSession(): void
  /** Opens files that were picked, or copied elsewhere and pasted here. */
  giveFiles(files: readonly File[]): Promise<void>
  /** Opens the paths in the clipboard; `text` where only the page can read it. */
  paste(text?: string): Promise<void>
  /** Saves what is open as one file. */
  save(): void
  /** Shows in the system's file manager what the ticket opens. */
  reveal(ticket: string | undefined): Promise<void>
  /** Asks with the native dialog. */
  choose(what: 'folder' | 'file'): Promise<void>
  say(notice: string): void
  dismissNotice(): void
}

export function createApp(shell: Shell): App {
  let info = $state.raw<AppInfo | undefined>(undefined)
  let session = $state.raw<Session | undefined>(undefined)
  let library = $state.raw<Library | undefined>(undefined)
  let choices = $state.raw<readonly Ticketed[]>([])
  let pair = $state.raw<ComparedSessions | undefined>(undefined)
  const saving = createSaving(shell.client, shell.download)
  let notice = $state<string | undefined>(undefined)
  let lost = $state.raw<CallFailure | undefined>(undefined)

  function endAll(): void {
    session?.close()
    pair?.a.close()
    pair?.b.close()
    session = undefined
    pair = undefined
  }

  function open([first, second]: readonly Ticketed[]): void {
    if (first === undefined) return
    endAll()
    notice = undefined
    if (second === undefined && first.kind === 'library') openLibrary(first)
    else if (second === undefined) session = createSession(shell.client, first)
    else pair = { a: createSession(shell.client, first), b: createSession(shell.client, second) }
  }

  function compareWith(ticket: Ticketed): void {
    if (session === undefined) return
    pair = { a: session, b: createSession(shell.client, ticket) }
    session = undefined
    notice = undefined
  }

  function closeLibrary(): void {
    library?.close()
    library = undefined
  }

  function openLibrary(ticket: Ticketed): void {
    closeLibrary()
    library = createLibrary(shell.client, ticket)
  }

  function fulfil({ opening, choices: offered, notes }: Wish, nothing?: string): void {
    if (opening.length + offered.length > 0) choices = offered
    if (offered.length > 0) {
      endAll()
      closeLibrary()
    }
    open(opening)
    if (notes.length > 0) notice = notes.join(' ')
    else if (opening.length + offered.length === 0 && nothing !== undefined) notice = nothing
  }

  async function fulfilWhenAnswered(answer: Promise<Wish>, nothing?: string): Promise<void> {
    try {
      fulfil(await answer, nothing)
    } catch (problem) {
      notice = failureOf(problem).message
    }
  }

  async function besideWhenAnswered(answer: Promise<Wish>): Promise<void> {
    try {
      const { opening, notes } = await answer
      if (opening[0] !== undefined) compareWith(opening[0])
      if (notes.length > 0) notice = notes.join(' ')
    } catch (problem) {
      notice = failureOf(problem).message
    }
  }

  shell.client.on('app/open', (wish) => {
    fulfil(wish)
  })
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
    get pair() {
      return pair
    },
    saving,
    get notice() {
      return notice
    },
    get lost() {
      return lost
    },
    get library() {
      return library
    },
    async chooseFromLibrary(names, compare) {
      if (library === undefined) return
      const { ticket } = library.ticket
      await fulfilWhenAnswered(shell.client.call('library/choose', { ticket, names: [...names], compare, here: false }))
    },
    closeLibrary,
    get choices() {
      return choices
    },
    open,
    fulfil,
    compareWith,
    save() {
      if (session !== undefined) void saving.save(session.ticket)
    },
    async reveal(ticket) {
      if (ticket === undefined) return
      try {
        await shell.client.call('app/reveal', { ticket })
      } catch (problem) {
        notice = failureOf(problem).message
      }
    },
    chooseOther: (what) =>
      besideWhenAnswered(
        info?.dialogs === true
          ? shell.client.call('app/choose', { what })
          : pickFiles(what).then((files) => shell.wishForPicked(files)),
      ),
    compareWithBundle: ({ ticket }, name) =>
      besideWhenAnswered(shell.client.call('library/choose', { ticket, names: [name], compare: false, here: true })),
    swapSides() {
      if (pair !== undefined) pair = { a: pair.b, b: pair.a }
    },
    closeSide(side) {
      if (pair === undefined) return
      const { a, b } = pair
      const [closed, kept] = side === 'a' ? [a, b] : [b, a]
      closed.close()
      pair = undefined
      session = kept
    },
    reopen() {
      if (session !== undefined) open([session.ticket])
      else if (pair !== undefined) open([pair.a.ticket, pair.b.ticket])
    },
    closeSession() {
      endAll()
    },
    choose: (what) => fulfilWhenAnswered(shell.client.call('app/choose', { what })),
    giveFiles: (files) => fulfilWhenAnswered(shell.wishForPicked(files)),
    paste: (text) =>
      fulfilWhenAnswered(
        shell.client.call('app/paste', text === undefined ? {} : { text }),
        'The clipboard holds no path of a file or folder.',
      ),
    say(text) {
      notice = text
    },
    dismissNotice() {
      notice = undefined
    },
  }
}
