/**
 * One window: the page, its session, and what happens when either dies. Owns the window's options and its life; never what
 * is opened in it.
 */
import { BrowserWindow, dialog, nativeTheme, type RenderProcessGoneDetails } from 'electron'
import type { EventMessage } from '../shared/bridge.ts'
import { bridgeChannels } from '../shared/call-names.ts'
import type { CrashLog } from './opening/crash-log.ts'
import type { Opening, ShellServices } from './opening/shell-services.ts'
import { WindowSession } from './opening/window-session.ts'
import { createReloadBudget } from './reload-budget.ts'

export interface WindowOptions {
  readonly page: URL
  readonly preload: string
  readonly opening: Opening
  readonly crashes: CrashLog
  /** Position and size are kept under this name; no two windows at a time may share one. */
  readonly stateName: string
  /** `window` is what a dialog of this window is modal to. */
  services(window: BrowserWindow): ShellServices
}

export interface AppWindow {
  readonly window: BrowserWindow
  readonly session: WindowSession
  /** Its position and size are kept under this name. */
  readonly stateName: string
  send(message: EventMessage): void
}

/** Colours of an empty page (styles/tokens.css), so that no other colour flashes before it is drawn. */
const BACKGROUND = { light: '#ffffff', dark: '#17191d' }

export function openWindow(options: WindowOptions): AppWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Rolloutlens',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    name: options.stateName,
    windowStatePersistence: true,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      // Would fetch dictionaries from the network.
      spellcheck: false,
    },
  })
  const send = (message: EventMessage): void => {
    if (!window.isDestroyed()) window.webContents.send(bridgeChannels.event, message)
  }
  const session = new WindowSession(options.services(window), send, options.opening)
  window.once('closed', () => {
    void session.close()
  })
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) session.reset()
  })
  reviveWhenGone(window, session, options.crashes)
  showWhenDrawn(window, options.page)
  return { window, session, stateName: options.stateName, send }
}

/** Also when nothing is ever drawn, so that a page that fails to load can be seen and closed. */
function showWhenDrawn(window: BrowserWindow, page: URL): void {
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show()
  }
  window.once('ready-to-show', show)
  window.loadURL(page.href).then(show, (error: unknown) => {
    show()
    if (!window.isDestroyed()) dialog.showErrorBox('The window could not be loaded', String(error))
  })
}

/** A page process that died leaves a blank window: it is loaded again, a few times by itself, then when the person says so. */
function reviveWhenGone(window: BrowserWindow, session: WindowSession, crashes: CrashLog): void {
  const budget = createReloadBudget()
  const revive = async ({ reason, exitCode }: RenderProcessGoneDetails): Promise<void> => {
    const ending = `${reason}, exit code ${String(exitCode)}`
    crashes.note('page', ending)
    session.reset(`The page of this window ended (${ending}) and was loaded again.`)
    if (!budget.take(performance.now())) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'error',
        message: 'The page of this window ended several times',
        detail: `Reason: ${ending}. The trace itself is untouched; Help > Crash reports… tells more.`,
        buttons: ['Reload', 'Close'],
        defaultId: 0,
        cancelId: 1,
      })
      if (window.isDestroyed()) return
      if (response === 1) {
        window.close()
        return
      }
    }
    window.webContents.reload()
  }
  window.webContents.on('render-process-gone', (_event, details) => {
    void revive(details)
  })
}
