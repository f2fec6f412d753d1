/** What goes wrong outside the program's power is told, kept for a report, and left behind by one click. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const bundle = fixture('conformance', 's2-whole-life')

test('a bundle that is deleted while it is open is told as gone, and opens again once it is back', async ({
  showing,
}, testInfo) => {
  const copy = testInfo.outputPath('run')
  cpSync(bundle, copy, { recursive: true })
  const { window } = await showing({ paths: [copy] })
  await window.expectRead('run')
  rmSync(copy, { recursive: true })
  const told = window.page.getByRole('status').filter({ hasText: 'The log was deleted' })
  await expect(told).toContainText('What is shown was read before.')
  await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
  cpSync(bundle, copy, { recursive: true })
  await told.getByRole('button', { name: 'Reopen' }).click()
  await window.expectRead('run')
  await expect(told).toHaveCount(0)
})

test('a host that runs out of memory is told as that, in the window and in the reports, and the next is opened', async ({
  showing,
}, testInfo) => {
  const graph = testInfo.outputPath('state.json')
  writeFileSync(graph, JSON.stringify({ large: Array.from({ length: 2_000_000 }, (_, at) => [at]) }))
  const { window } = await showing({ paths: [graph], env: { ROLLOUTLENS_HOST_HEAP_MIB: '48' } })
  await expect(window.page.getByText(/out of memory/).first()).toBeVisible()
  await expect(window.page.getByText(/ROLLOUTLENS_HOST_HEAP_MIB/).first()).toBeVisible()
  await window.chooseInMenu('Crash reports…')
  const dialog = window.page.getByRole('dialog', { name: 'Crash reports' })
  await expect(dialog.getByRole('region', { name: 'Reports' })).toContainText(
    'The reading process ended: out of memory',
  )
  await window.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await window.drop(bundle)
  await window.expectRead('s2-whole-life')
})

test('a page that is reloaded shows its trace as it was', async ({ showing }) => {
  const { window } = await showing({ paths: [bundle] })
  await window.expectRead('s2-whole-life')
  await window.showView('Events')
  const row = window.page.getByRole('grid', { name: 'Raw events' }).getByRole('row').nth(1)
  await row.click()
  const selected = window.inspector.getByText(/^raw event/)
  await expect(selected).toBeVisible()
  await window.page.reload()
  await window.expectRead('s2-whole-life')
  await expect(window.tabs.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
  await expect(selected).toBeVisible()
})

test('a page that is reloaded shows what was opened in it last: a comparison, one side of it, nothing', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [bundle] })
  await window.expectRead('s2-whole-life')
  await window.command('Compare the sample', 'Compare the sample runs')
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, /showcase_b/)
  await window.page.reload()
  await compared.expectCompared(showcase.name, /showcase_b/)
  await compared.command('Close A and keep B')
  await window.expectRead(/showcase_b/)
  await window.page.reload()
  await window.expectRead(/showcase_b/)
  await window.chooseInMenu('Close this trace')
  await window.expectStart()
  await window.page.reload()
  await window.expectStart()
})

test('dropped files that went with their page are to be dropped again, and the page says so', async ({
  showing,
  shell,
}) => {
  const { window } = await showing()
  await window.expectStart()
  await window.drop(bundle)
  await window.expectRead('s2-whole-life')
  await window.page.reload()
  // A window knows their path.
  if (shell !== 'web') await window.expectRead('s2-whole-life')
  else {
    await window.expectStart()
    await expect(window.page.getByRole('main').getByText(/drop them again/)).toBeVisible()
  }
})

test('what crashed is kept on this machine without a word of the bundle, and can be deleted', async ({
  showing,
}, testInfo) => {
  const { app, window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  const [host] = await app.hostPids()
  process.kill(host ?? 0, 'SIGKILL')
  await expect(window.page.getByText(/The reading process ended \(/)).toBeVisible()
  await window.chooseInMenu('Crash reports…')
  const dialog = window.page.getByRole('dialog', { name: 'Crash reports' })
  await expect(dialog.getByRole('region', { name: 'Reports' })).toContainText('The reading process ended: ')
  await expect(dialog).not.toContainText('showcase')
  const files = app.name === 'web' ? [] : [path.join(testInfo.outputPath('user-data'), 'crashes.jsonl')]
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('showcase')
  await dialog.getByRole('button', { name: 'Delete them' }).click()
  await expect(dialog).toContainText('There are none.')
  expect(readdirSync(testInfo.outputPath('user-data'))).not.toContain('crashes.jsonl')
})

test('a page that crashed says so once it is back', async ({ showing, shell }) => {
  test.skip(
    shell !== 'stand-in',
    'in the browser a page is the browser’s; Playwright closes a crashed page of Electron',
  )
  const { app, window } = await showing({ paths: [bundle] })
  await window.expectRead('s2-whole-life')
  const standIn = asStandIn(app)
  const [shown] = await standIn.ask('windows', {})
  await standIn.ask('crashPage', { id: shown?.id ?? 0 })
  // To Playwright a crashed page stays one; a new connection sees what Chromium has.
  await standIn.disconnect()
  const again = new TraceWindow(await standIn.page())
  await again.expectRead('s2-whole-life')
  await expect(again.page.getByText(/The page of this window ended \(crashed/).first()).toBeVisible()
  await again.chooseInMenu('Crash reports…')
  await expect(again.page.getByRole('dialog')).toContainText('The page of a window ended: crashed')
})

test('crash reports and licences are reached with nothing open', async ({ showing }) => {
  const { app, window } = await showing()
  await window.expectStart()
  await window.chooseInMenu('Crash reports…')
  const reports = window.page.getByRole('dialog', { name: 'Crash reports' })
  await expect(reports).toContainText('There are none.')
  await window.page.keyboard.press('Escape')
  await expect(reports).toHaveCount(0)
  await window.chooseInMenu('About and licences…')
  const about = window.page.getByRole('dialog', { name: /About Rolloutlens \d/ })
  await expect(about.getByText(/^svelte \d.* · MIT$/)).toBeVisible()
  await window.page.keyboard.press('Escape')
  await expect(about).toHaveCount(0)
  if (app.name !== 'stand-in') return
  const standIn = asStandIn(app)
  await standIn.ask('clickMenu', { id: 'crash-reports' })
  await expect(reports).toBeVisible()
  await window.page.keyboard.press('Escape')
  await expect(reports).toHaveCount(0)
  await standIn.ask('clickMenu', { id: 'licenses' })
  await expect(about).toBeVisible()
})

test('the licences of what is in the program can be read in it', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.chooseInMenu('About and licences…')
  const about = window.page.getByRole('dialog', { name: /About Rolloutlens \d/ })
  await about.getByText(/^svelte \d.* · MIT$/).click()
  await expect(about.getByText('Permission is hereby granted').filter({ visible: true })).toHaveCount(1)
})
