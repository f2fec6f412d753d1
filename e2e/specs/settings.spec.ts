/** Settings: chosen on their page, kept by the program, followed by every window, never in the way of a start. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { violations } from '../axe.ts'
import { expect, showcase, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'

/** Where the shells are told to keep their data. */
function settingsFile(outputPath: string): string {
  mkdirSync(path.join(outputPath, 'user-data'), { recursive: true })
  return path.join(outputPath, 'user-data', 'settings.json')
}

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused()
}

test('what is chosen counts at once, is kept, and is followed by the next start', async ({ launch }, testInfo) => {
  const file = settingsFile(testInfo.outputPath())
  const first = launch({ paths: [showcase.path], theme: 'light' })
  const window = new TraceWindow(await first.page())
  await window.expectRead(showcase.name)
  await window.showView('Events')
  await openSettings(window.page)
  await window.page.getByLabel('Theme').selectOption('Dark')
  await window.page.getByLabel('Density').selectOption('Comfortable')
  await window.page.getByLabel('First view of a trace').selectOption('Events')
  await expect(window.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await window.page.keyboard.press('Escape')
  // What was open is as it was.
  await expect(window.tabs.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
  await expect
    .poll((): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined))
    .toEqual({ theme: 'dark', density: 'comfortable', defaultView: 'events' })
  await first.close()

  const second = new TraceWindow(await launch({ paths: [showcase.path], theme: 'light' }).page())
  await second.expectRead(showcase.name)
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(second.page.locator('html')).toHaveAttribute('data-density', 'comfortable')
  await expect(second.tabs.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
})

test('broken settings are named and do not stop the start', async ({ showing }, testInfo) => {
  const file = settingsFile(testInfo.outputPath())
  writeFileSync(file, '{"theme":"pink","density":"comfortable","colour":1}')
  const { window } = await showing()
  await window.expectStart()
  await expect(window.page.locator('html')).toHaveAttribute('data-density', 'comfortable')
  await openSettings(window.page)
  await expect(window.page.getByText(/^The setting theme is not understood; its default is used\./)).toBeVisible()
  await expect(window.page.getByText('There is no setting "colour".')).toBeVisible()

  writeFileSync(file, '{')
  await window.page.keyboard.press('Escape')
  await openSettings(window.page)
  await expect(window.page.getByText('The settings file is not a JSON object; the defaults are used.')).toBeVisible()
  await window.page.getByLabel('Times').selectOption('UTC')
  await expect(window.page.getByText('The settings file is not a JSON object; the defaults are used.')).toBeHidden()
  expect(readFileSync(`${file}.broken`, 'utf8')).toBe('{')
})

test('a folder that is kept stands on the start page, and what is kept of it can be deleted', async ({
  showing,
}, testInfo) => {
  const root = path.join(testInfo.outputPath(), 'runs')
  mkdirSync(path.join(root, 'run'), { recursive: true })
  writeFileSync(path.join(root, 'run', 'manifest.json'), '{"schema_version":2}')
  const { window } = await showing({ paths: [root] })
  const cache = path.join(testInfo.outputPath('user-data'), 'library-cache')
  await expect.poll(() => existsSync(cache) && readdirSync(cache).length).toBe(1)
  await window.page.getByRole('button', { name: 'Keep' }).click()
  await expect(window.page.getByRole('button', { name: 'Keep' })).toBeHidden()
  await window.page.getByRole('button', { name: 'Start page' }).click()
  const libraries = window.page.getByRole('region', { name: 'Libraries' })
  await expect(libraries.getByRole('button', { name: 'runs' })).toBeVisible()
  await openSettings(window.page)
  await window.page.getByRole('button', { name: 'Delete it' }).click()
  await expect(window.page.getByText('0 B')).toBeVisible()
  await window.page.getByRole('button', { name: 'Remove runs' }).click()
  await window.page.getByRole('button', { name: 'Back' }).click()
  await expect(libraries).toBeHidden()
})

test('times follow the clock and the zone that are chosen', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path], timeZone: 'Asia/Kathmandu' })
  await window.expectRead(showcase.name)
  await window.showView('Events')
  const time = window.panel
    .getByRole('grid', { name: 'Raw events' })
    .getByRole('row')
    .first()
    .getByRole('gridcell')
    .nth(1)
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/)
  const before = await time.textContent()
  await openSettings(window.page)
  await window.page.getByLabel('Clock').selectOption('12 hours')
  await window.page.keyboard.press('Escape')
  await expect(time).toHaveText(/^\d{1,2}:\d\d:\d\d\.\d{3} [AP]M$/)
  await openSettings(window.page)
  await window.page.getByLabel('Times').selectOption('UTC')
  await window.page.getByLabel('Clock').selectOption('24 hours')
  await window.page.keyboard.press('Escape')
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/)
  await expect(time).not.toHaveText(before ?? '')
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing on the settings in the ${theme} theme`, async ({ showing }) => {
    const { window } = await showing({ theme })
    await window.page.emulateMedia({ colorScheme: theme })
    await window.expectStart()
    await openSettings(window.page)
    expect(await violations(window.page)).toEqual([])
  })
