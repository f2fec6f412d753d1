/**
 * The native menu as data: labels, standard accelerators and roles of each platform. Owns no behaviour: an item of ours
 * names a command, and `run` is told. The page's commands keep their ids (renderer: `window-commands`, `trace-commands`).
 */
import type { MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  openWindow(): void
  reopenWindow(): void
  openRecent(path: string): void
  clearRecents(): void
  /** Carries out a command of the page in the window in front. */
  runInPage(command: string): void
}

export interface MenuFacts {
  readonly platform: NodeJS.Platform
  /** Offers reloading and developer tools. */
  readonly development: boolean
  /** What was opened lately, in order. */
  readonly recents: readonly RecentItem[]
}

export interface RecentItem {
  readonly label: string
  readonly path: string
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

export function menuTemplate(facts: MenuFacts, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = facts.platform === 'darwin'
  const page = pageItems(actions)
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(mac, facts.recents, actions, page),
    { role: 'editMenu' },
    viewMenu(facts, page),
    { role: 'windowMenu' },
    helpMenu(mac, page),
  ]
}

type PageItems = (id: string, label: string, accelerator?: string) => MenuItemConstructorOptions

/** The page handles the keys itself, so they are shown and not registered where the platform allows that. */
function pageItems({ runInPage }: MenuActions): PageItems {
  return (id, label, accelerator) => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => {
      runInPage(id)
    },
  })
}

/** One dialog picks folders and files on macOS; elsewhere a dialog that takes folders takes nothing else. */
function fileMenu(
  mac: boolean,
  recents: readonly RecentItem[],
  actions: MenuActions,
  page: PageItems,
): MenuItemConstructorOptions {
  return {
    role: 'fileMenu',
    submenu: [
      { id: 'new-window', label: 'New window', accelerator: 'CommandOrControl+N', click: actions.openWindow },
      separator,
      ...(mac
        ? [page('open-folder', 'Open…', 'Command+O')]
        : [page('open-folder', 'Open folder…', 'Control+O'), page('open-file', 'Open file…', 'Control+Shift+O')]),
      recentMenu(recents, actions),
      page('open-sample', 'Open the sample run'),
      separator,
      page('save-archive', 'Save as .rollout…', 'CommandOrControl+Shift+S'),
      page('reveal', mac ? 'Show in Finder' : 'Show in folder'),
      separator,
      page('settings', 'Settings…', 'CommandOrControl+,'),
      separator,
      page('reopen', 'Reopen this trace'),
      page('close-trace', 'Close this trace'),
      { role: 'close' },
      {
        id: 'reopen-window',
        label: 'Reopen the closed window',
        accelerator: 'CommandOrControl+Shift+T',
        click: actions.reopenWindow,
      },
      ...(mac ? [] : [separator, { role: 'quit' } as const]),
    ],
  }
}

/** Our own list: the system's exists on two platforms, and on one of them only for file types that are registered. */
function recentMenu(recents: readonly RecentItem[], actions: MenuActions): MenuItemConstructorOptions {
  const items = recents.map(({ label, path }, at): MenuItemConstructorOptions => ({
    id: `recent-${String(at)}`,
    label,
    click: () => {
      actions.openRecent(path)
    },
  }))
  return {
    id: 'open-recent',
    label: 'Open recent',
    enabled: items.length > 0,
    submenu: [...items, separator, { id: 'clear-recent', label: 'Clear', click: actions.clearRecents }],
  }
}

function viewMenu({ development }: MenuFacts, page: PageItems): MenuItemConstructorOptions {
  return {
    role: 'viewMenu',
    submenu: [
      page('palette', 'Find a command or object…', 'CommandOrControl+K'),
      separator,
      page('back', 'Back', 'Alt+Left'),
      page('forward', 'Forward', 'Alt+Right'),
      separator,
      page('toggle-outline', 'Show or hide the outline', 'CommandOrControl+B'),
      page('toggle-inspector', 'Show or hide the inspector', 'CommandOrControl+I'),
      page('switch-theme', 'Switch theme'),
      page('switch-zone', 'Switch times'),
      page('switch-clock', 'Switch clock'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(development ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  }
}

function helpMenu(mac: boolean, page: PageItems): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      page('shortcuts', 'Keyboard shortcuts'),
      separator,
      page('crash-reports', 'Crash reports…'),
      page('licenses', 'About and licences…'),
      ...(mac ? [] : [separator, { role: 'about' } as const]),
    ],
  }
}
