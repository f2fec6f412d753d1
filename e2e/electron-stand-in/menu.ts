/**
 * The application menu as data that a test can read and click. Looks and system accelerators need a real machine.
 * https://www.electronjs.org/docs/latest/api/menu
 */
import type { MenuItemConstructorOptions } from 'electron'
import { checkKeys, notModelled, strict } from './strict.ts'

const itemKeys = ['id', 'label', 'role', 'type', 'accelerator', 'registerAccelerator', 'click', 'submenu', 'enabled']
const roles = [
  ...['appMenu', 'fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help'],
  ...['close', 'quit', 'about', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'reload', 'toggleDevTools'],
]

/** An item as a test sees it. Items with a role carry out the role and ignore `click`. */
export interface ShownItem {
  readonly id: string | undefined
  readonly label: string | undefined
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly items: readonly ShownItem[]
}

interface BuiltMenu {
  readonly items: readonly MenuItemConstructorOptions[]
}

export class Menus {
  #shown: BuiltMenu | undefined

  /** The `Menu` class, as far as its static side goes. */
  readonly module = strict('Menu', {
    buildFromTemplate: (template: readonly MenuItemConstructorOptions[]): BuiltMenu => {
      check(template)
      return strict('Menu', { items: template })
    },
    setApplicationMenu: (menu: BuiltMenu): void => {
      this.#shown = menu
    },
  })

  shown(): readonly ShownItem[] {
    return describe(this.#shown?.items ?? [])
  }

  /** What a click on the item with this id does. */
  click(id: string): void {
    const item = find(this.#shown?.items ?? [], id)
    if (item === undefined) throw new Error(`the menu has no item ${id}`)
    const { click, role } = item
    if (click === undefined || role !== undefined) notModelled(`a click on the menu item ${id}`)
    // The click handlers of the program take nothing: the item, window and event are not modelled.
    Reflect.apply(click, undefined, [])
  }
}

function submenuOf({ submenu }: MenuItemConstructorOptions): readonly MenuItemConstructorOptions[] {
  return Array.isArray(submenu) ? submenu : []
}

function check(items: readonly MenuItemConstructorOptions[]): void {
  for (const item of items) {
    checkKeys('menu item', item, itemKeys)
    if (item.role !== undefined && !roles.includes(item.role)) notModelled(`menu role ${item.role}`)
    if (item.role === undefined && item.type !== 'separator' && item.label === undefined)
      throw new Error('Invalid template for MenuItem: must have a label, role or type')
    check(submenuOf(item))
  }
}

function describe(items: readonly MenuItemConstructorOptions[]): readonly ShownItem[] {
  return items.map((item) => ({
    id: item.id,
    label: item.label,
    role: item.role,
    accelerator: item.accelerator,
    items: describe(submenuOf(item)),
  }))
}

function find(items: readonly MenuItemConstructorOptions[], id: string): MenuItemConstructorOptions | undefined {
  for (const item of items) {
    const found = item.id === id ? item : find(submenuOf(item), id)
    if (found !== undefined) return found
  }
  return undefined
}
