/**
 * The windows of the running program and the way every wish to open something takes to one of them: command line, second
 * launch, file association, menu, dialog. One window shows one trace, or two compared; a window that shows none is used first.
 */
import { BrowserWindow } from 'electron'
import { askAboutLink } from './link-dialog.ts'
import { choosePaths } from './open-dialog.ts'
import { chooseTarget } from './save-dialog.ts'
import type { LastFolder } from './last-folder.ts'
import { readLink } from './opening/given-text.ts'
import { planOpening } from './opening/opening-plan.ts'
import type { Opening, ShellServices } from './opening/shell-services.ts'
import type { WindowSession } from './opening/window-session.ts'
import { chooseArchiveTarget } from './save-dialog.ts'
import { openWindow, type AppWindow } from './window.ts'

export interface ApplicationParts {
  readonly page: URL
  readonly preload: string
  readonly lastFolder: LastFolder
  /** What every window's session needs, but for the dialogs, which belong to a window. */
  readonly services: Omit<ShellServices, 'choose' | 'saveAs' | 'browse' | 'openElsewhere' | 'archiveTarget'>
}

export interface Application {
  /** Shows what is asked for; without paths, brings a window to the front. */
  open(opening: Opening): void
  /** Asks first: nobody has agreed yet to have the link's paths read. Does nothing for text that is no link of ours. */
  openLink(text: string): void
  openWindow(): void
  /** The window closed last, with what it showed; nothing if none was. */
  reopenWindow(): void
  /** For the window in front; a start page if there is no window. */
  runInPage(command: string): void
  /** The session of the window whose web contents have this id. */
  sessionOf(contentsId: number): WindowSession | undefined
  hasWindows(): boolean
}

const START_PAGE: Opening = { paths: [], compare: false }
/** Closed windows that can be brought back. */
const MOST_CLOSED = 20

export function createApplication({ page, preload, lastFolder, services }: ApplicationParts): Application {
  const windows = new Map<number, AppWindow>()
  /** What closed windows showed, the newest last. */
  let closed: readonly Opening[] = []

  function create(opening: Opening): void {
    const stateName = freeStateName([...windows.values()].map((window) => window.stateName))
    const created = openWindow({
      page,
      preload,
      opening,
      stateName,
      crashes: services.crashes,
      services: (window) => ({
        ...services,
        choose: (what) => choosePaths(window, what, lastFolder),
        saveAs: (name) => chooseTarget(window, name, lastFolder),
        shown(path) {
          if (process.platform === 'darwin' && !window.isDestroyed()) window.setRepresentedFilename(path)
        },
        openElsewhere(paths, compare) {
          if (compare) create({ paths, compare })
          else for (const path of paths) create({ paths: [path], compare })
        },
        archiveTarget: (name) => chooseArchiveTarget(window, name, lastFolder),
      }),
    })
    const { id } = created.window.webContents
    windows.set(id, created)
    // Once it is closed its session shows nothing any more.
    created.window.on('close', () => {
      const { paths } = created.session
      if (paths.length > 0) closed = [...closed, { paths, compare: paths.length === 2 }].slice(-MOST_CLOSED)
    })
    created.window.once('closed', () => windows.delete(id))
  }

  function inFront(): AppWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow()
    return [...windows.values()].find(({ window }) => window === focused) ?? [...windows.values()].at(-1)
  }

  /** In a window that shows nothing yet, else in one of its own. */
  function show(opening: Opening): void {
    const unused = [...windows.values()].find(({ session }) => session.idle)
    if (unused === undefined) create(opening)
    else {
      unused.session.open(opening)
      bringToFront(unused)
    }
  }

  function open(opening: Opening): void {
    const front = inFront()
    if (opening.paths.length > 1) void openSeveral(opening)
    else if (opening.paths.length > 0) void openOne(opening)
    else if (front === undefined) create(START_PAGE)
    else bringToFront(front)
  }

  /** Each trace has one window: one that shows it comes to the front. Never rejects. */
  async function openOne(opening: Opening): Promise<void> {
    if (windows.size === 0) {
      create(opening)
      return
    }
    const [given = ''] = opening.paths
    const { path } = await services.recognize(given)
    const showing = [...windows.values()].find(({ session: { paths } }) => paths.length === 1 && paths[0] === path)
    if (showing === undefined) show(opening)
    else bringToFront(showing)
  }

  /** What is where decides about windows. Never rejects. */
  async function openSeveral({ paths, compare, together = false }: Opening): Promise<void> {
    const given = await Promise.all(paths.map((path) => services.recognize(path)))
    const plan = planOpening(given, { compare, together, windows: true })
    show({ paths: plan.here.map(({ path }) => path), compare: plan.compare, notes: plan.notes })
    for (const { path } of plan.elsewhere) show({ paths: [path], compare: false })
  }

  async function openLink(text: string): Promise<void> {
    const link = readLink(text, process.platform)
    if (link === undefined) return
    if (inFront() === undefined) create(START_PAGE)
    if (await askAboutLink(inFront()?.window, link)) open(link)
  }

  return {
    open,
    openLink(text) {
      void openLink(text)
    },
    openWindow() {
      create(START_PAGE)
    },
    reopenWindow() {
      const last = closed.at(-1)
      closed = closed.slice(0, -1)
      if (last !== undefined) create(last)
    },
    runInPage(command) {
      const window = inFront()
      if (window === undefined) create(START_PAGE)
      else window.send({ name: 'app/command', payload: { command } })
    },
    sessionOf: (contentsId) => windows.get(contentsId)?.session,
    hasWindows: () => windows.size > 0,
  }
}

/** The nth window comes back where the nth window was. No two windows at a time may share a name. */
function freeStateName(taken: readonly string[]): string {
  for (let at = 1; ; at++) {
    const name = at === 1 ? 'main' : `main-${String(at)}`
    if (!taken.includes(name)) return name
  }
}

function bringToFront({ window }: AppWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
