import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { menuTemplate, type MenuFacts } from './menu-template.ts'

const actions = {
  openWindow: vi.fn(),
  reopenWindow: vi.fn(),
  openRecent: vi.fn(),
  clearRecents: vi.fn(),
  runInPage: vi.fn(),
}

function itemsOf(facts: MenuFacts): readonly MenuItemConstructorOptions[] {
  return menuTemplate(facts, actions).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
}

const idsAndKeys = (platform: NodeJS.Platform): readonly (string | undefined)[][] =>
  itemsOf({ platform, development: false, recents: [] })
    .filter(({ id }) => id?.startsWith('open') === true)
    .map(({ id, accelerator }) => [id, accelerator])

describe('the menu', () => {
  test('opens folders and files apart, except on macOS', () => {
    const apart = [
      ['open-folder', 'Control+O'],
      ['open-file', 'Control+Shift+O'],
      ['open-recent', undefined],
      ['open-sample', undefined],
    ]
    expect([idsAndKeys('linux'), idsAndKeys('win32'), idsAndKeys('darwin')]).toEqual([
      apart,
      apart,
      [
        ['open-folder', 'Command+O'],
        ['open-recent', undefined],
        ['open-sample', undefined],
      ],
    ])
  })

  test('has the application menu on macOS alone', () => {
    const first = (platform: NodeJS.Platform) =>
      menuTemplate({ platform, development: false, recents: [] }, actions)[0]?.role
    expect([first('darwin'), first('linux')]).toEqual(['appMenu', 'fileMenu'])
  })

  test('reloads and shows developer tools in development alone', () => {
    const roles = (development: boolean) =>
      itemsOf({ platform: 'linux', development, recents: [] }).map(({ role }) => role)
    expect([roles(true).includes('toggleDevTools'), roles(false).includes('toggleDevTools')]).toEqual([true, false])
  })

  test('leaves the keys of page commands to the page', () => {
    const palette = itemsOf({ platform: 'linux', development: false, recents: [] }).find(({ id }) => id === 'palette')
    expect(palette).toMatchObject({ accelerator: 'CommandOrControl+K', registerAccelerator: false })
  })

  test('gives every item of ours an id and no two the same', () => {
    const ids = itemsOf({ platform: 'linux', development: true, recents: [] })
      .filter(({ click }) => click !== undefined)
      .map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(undefined)
  })
})
