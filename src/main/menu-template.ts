/**
 * The native menu as data: labels, standard accelerators and roles of each platform. Owns no behaviour: an item of ours
 * names a command, and `run` is told. Single-key shortcuts of the views are the page's and are not repeated here.
 */
import type { MenuItemConstructorOptions } from 'electron'

/** What the main process carries out itself. */
export type MainCommand = 'new-window' | 'open' | 'open-folder' | 'open-file' | 'open-sample'

/** Ids of commands that the page carries out, as it knows them. */
export type PageCommand = 'palette' | 'find' | 'find-everywhere' | 'back' | 'forward' | 'shortcuts'

export interface MenuActions {
  run(command: MainCommand): void
  runInPage(command: PageCommand): void
}

export interface MenuFacts {
  readonly platform: NodeJS.Platform
  /** Offers reloading and developer tools. */
  readonly development: boolean
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

export function menuTemplate(facts: MenuFacts, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = facts.platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(mac, actions),
    { role: 'editMenu' },
    viewMenu(facts, actions),
    { role: 'windowMenu' },
    helpMenu(mac, actions),
  ]
}

/** One dialog picks folders and files on macOS; elsewhere a dialog that takes folders takes nothing else. */
function fileMenu(mac: boolean, { run }: MenuActions): MenuItemConstructorOptions {
  const item = (id: MainCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      run(id)
    },
  })
  const open = mac
    ? [item('open', 'Open…', 'Command+O')]
    : [item('open-folder', 'Open folder…', 'Control+O'), item('open-file', 'Open file…', 'Control+Shift+O')]
  return {
    role: 'fileMenu',
    submenu: [
      item('new-window', 'New window', 'CommandOrControl+N'),
      separator,
      ...open,
      item('open-sample', 'Open the sample run'),
      separator,
      { role: 'close' },
      ...(mac ? [] : [{ role: 'quit' } as const]),
    ],
  }
}

function viewMenu({ development }: MenuFacts, actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'viewMenu',
    submenu: [
      pageItem(actions, 'palette', 'Command palette…', 'CommandOrControl+K'),
      pageItem(actions, 'find', 'Find in view', 'CommandOrControl+F'),
      pageItem(actions, 'find-everywhere', 'Find everywhere', 'CommandOrControl+Shift+F'),
      separator,
      pageItem(actions, 'back', 'Back', 'Alt+Left'),
      pageItem(actions, 'forward', 'Forward', 'Alt+Right'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(development ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  }
}

function helpMenu(mac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      pageItem(actions, 'shortcuts', 'Keyboard shortcuts'),
      ...(mac ? [] : [separator, { role: 'about' } as const]),
    ],
  }
}

/** The page handles the keys itself, so the accelerator is shown and not registered where the platform allows that. */
function pageItem(
  { runInPage }: MenuActions,
  id: PageCommand,
  label: string,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      runInPage(id)
    },
  }
}
