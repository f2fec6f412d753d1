/**
 * What `import … from 'electron'` gives the built main process under the stand-in: the modelled modules, wired to one
 * another, and for every other name of Electron's API something that throws at the first touch.
 * https://www.electronjs.org/docs/latest/api/app and its neighbours, Electron 45
 */
import path from 'node:path'
import { App } from './app.ts'
import { BrowserWindowModel, focusedWindow, type WindowOptions } from './browser-window.ts'
import type { Chromium } from './chromium.ts'
import { Dialogs } from './dialog.ts'
import { IpcMain } from './ipc.ts'
import { Menus } from './menu.ts'
import { Desktop } from './shell.ts'
import { SchemeTable } from './protocol.ts'
import { settings } from './settings.ts'
import { Permissions } from './session.ts'
import { notModelled, strict } from './strict.ts'
import { UtilityProcesses } from './utility-process.ts'

const program = new App(settings.applicationFolder)
const isReady = (): boolean => program.isReady()
const schemes = new SchemeTable(isReady)
const permissions = new Permissions()
const ipc = new IpcMain()
const dialogs = new Dialogs(isReady)
const menus = new Menus()
const desktop = new Desktop()
const utilityProcesses = new UtilityProcesses(
  isReady,
  path.join(settings.builtFolder, 'utility-bootstrap.js'),
  program.standIn.childGone,
)
let chromium: Chromium | undefined

/** The program's windows by their model: what it was given by `new BrowserWindow` is what it must get back. */
const handedOut = new WeakMap<BrowserWindowModel, object>()

class BrowserWindowClass extends BrowserWindowModel {
  static getFocusedWindow(): object | null {
    const window = focusedWindow()
    return window === undefined ? null : (handedOut.get(window) ?? null)
  }

  constructor(options: WindowOptions) {
    super(
      {
        isReady,
        userData: () => program.getPath('userData'),
        surroundings: (preload) => ({
          connection: (chromium ?? notModelled('a window before ready')).connection,
          schemes,
          permissions,
          ipc,
          page: { preload, scripts: settings.pageScripts, dark: settings.dark },
        }),
        onCreated: program.standIn.windowCreated,
        onClosed: program.standIn.windowClosed,
      },
      options,
    )
    const proxy = strict('BrowserWindow', this)
    handedOut.set(this, proxy)
    return proxy
  }
}

/** What the person copied. https://www.electronjs.org/docs/latest/api/clipboard: since 44 every method is asynchronous. */
const copied = { text: '' }

export const app = strict('app', program)
export const BrowserWindow = strict('BrowserWindow', BrowserWindowClass)
export const clipboard = strict('clipboard', { readText: () => Promise.resolve(copied.text) })
export const dialog = dialogs.module
export const ipcMain = ipc.module
export const Menu = menus.module
/** https://www.electronjs.org/docs/latest/api/native-theme */
export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: settings.dark })
export const protocol = schemes.module
export const session = permissions.module
export const shell = desktop.module
export const utilityProcess = utilityProcesses.module

const absent = (name: string): object => strict(name, {})
export const autoUpdater = absent('autoUpdater')
export const BaseWindow = absent('BaseWindow')
export const contentTracing = absent('contentTracing')
export const crashReporter = absent('crashReporter')
export const desktopCapturer = absent('desktopCapturer')
export const globalShortcut = absent('globalShortcut')
export const inAppPurchase = absent('inAppPurchase')
export const MenuItem = absent('MenuItem')
export const MessageChannelMain = absent('MessageChannelMain')
export const nativeImage = absent('nativeImage')
export const net = absent('net')
export const netLog = absent('netLog')
export const Notification = absent('Notification')
export const powerMonitor = absent('powerMonitor')
export const powerSaveBlocker = absent('powerSaveBlocker')
export const pushNotifications = absent('pushNotifications')
export const safeStorage = absent('safeStorage')
export const screen = absent('screen')
export const systemPreferences = absent('systemPreferences')
export const TouchBar = absent('TouchBar')
export const Tray = absent('Tray')
export const View = absent('View')
export const webContents = absent('webContents')
export const WebContentsView = absent('WebContentsView')
export const webFrameMain = absent('webFrameMain')

/** For the runner and the test alone. */
export const standIn = {
  program,
  schemes,
  dialogs,
  menus,
  desktop,
  utilityProcesses,
  copied,
  /** Before `ready`: windows need something to be shown in. */
  useChromium(started: Chromium): void {
    chromium = started
  },
}
