/** A folder of bundles: found, listed, searched, opened, kept up with. */
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { violations } from '../axe.ts'
import { copyBundle, fingerprint } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'
import { LibraryPage } from '../pages/library-page.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const ended = fixture('conformance', 's2-whole-life')
const DAY = 24 * 60 * 60 * 1000

/** A bundle of its own, whose run began so many days after the first. */
function record(root: string, name: string, day: number, lines = ''): string {
  const folder = copyBundle(ended, path.join(root, name))
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
  const started = { started_at_unix_ms: 1_700_000_000_000 + day * DAY }
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(Object.assign({}, manifest, started)))
  if (lines !== '') writeFileSync(path.join(folder, 'trace.jsonl'), lines, { flag: 'a' })
  return folder
}

/** Three runs of three days, as a folder to open. */
function traceRoot(folder: string): string {
  const root = path.join(folder, 'runs')
  mkdirSync(root, { recursive: true })
  for (const [day, name] of ['monday', 'tuesday', 'wednesday'].entries()) record(root, name, day)
  return root
}

test('a folder of bundles is listed, sorted, searched, and opens what is chosen', async ({ showing }, testInfo) => {
  const root = traceRoot(testInfo.outputPath())
  const before = fingerprint(root)
  const { app, window } = await showing({ paths: [root], timeZone: 'UTC' })
  const library = new LibraryPage(window.page)
  await library.expectOpen('runs')
  await expect(library.rows).toHaveText([/2023-11-16/, /2023-11-15/, /2023-11-14/])
  await library.head.getByRole('button', { name: 'Started, newest first' }).click()
  await expect(library.rows).toHaveText([/2023-11-14/, /2023-11-15/, /2023-11-16/])

  await library.search.fill('tues')
  await expect(library.rows).toHaveText([/2023-11-15/])
  await expect(library.toolbar.getByRole('status')).toHaveText('1 of 3 bundles')
  await library.search.fill('nowhere')
  await expect(window.page.getByRole('heading', { name: 'No bundle passes the filter' })).toBeVisible()
  await library.search.fill('')
  await expect(library.rows).toHaveCount(3)

  // By keyboard from the search: into the rows, one down, open.
  await library.search.press('ArrowDown')
  await window.page.keyboard.press('ArrowDown')
  const opened = app.name === 'web' ? undefined : (await app.context()).waitForEvent('page')
  await window.page.keyboard.press('Enter')
  const trace = opened === undefined ? window : new TraceWindow(await opened)
  await trace.expectRead('tuesday')
  if (app.name === 'web') {
    await window.chooseInMenu('Close this trace')
    await expect(library.rows).toHaveText([/2023-11-14/, /2023-11-15/, /2023-11-16/])
  }
  expect(fingerprint(root)).toEqual(before)
})

test('two that are marked are compared, A with B in the order of marking', async ({ showing }, testInfo) => {
  const { app, window } = await showing({ paths: [traceRoot(testInfo.outputPath())], timeZone: 'UTC' })
  const library = new LibraryPage(window.page)
  const compare = library.toolbar.getByRole('button', { name: 'Compare' })
  await expect(library.rows).toHaveCount(3)
  await library.mark('2023-11-14')
  await expect(compare).toBeDisabled()
  await library.row('2023-11-15').click()
  await window.page.keyboard.press('Space')
  const opened = app.name === 'web' ? undefined : (await app.context()).waitForEvent('page')
  await compare.click()
  const page = opened === undefined ? window.page : await opened
  await expect(page).toHaveTitle('monday against tuesday · Rolloutlens')
})

test('an archive among the folders is a row, opened and compared like any other', async ({ showing }, testInfo) => {
  const root = traceRoot(testInfo.outputPath())
  copyFileSync(showcase.path, path.join(root, 'packed.rollout'))
  writeFileSync(path.join(root, 'torn.rollout'), 'no archive')
  const { app, window } = await showing({ paths: [root], timeZone: 'UTC' })
  const library = new LibraryPage(window.page)
  await expect(library.rows).toHaveCount(5)
  await expect(library.row(/not a readable zip archive/)).toContainText('Unreadable')
  await library.search.fill('packed')
  await expect(library.rows).toHaveCount(1)
  await expect(library.rows.first()).toContainText('lab-model')
  await expect(library.rows.first()).toContainText('Completed')
  await library.rows.first().click()
  const opened = app.name === 'web' ? undefined : (await app.context()).waitForEvent('page')
  await window.page.keyboard.press('Enter')
  await new TraceWindow(opened === undefined ? window.page : await opened).expectRead('packed.rollout')
})

test('bundles appear, change and go by themselves', async ({ showing }, testInfo) => {
  const root = traceRoot(testInfo.outputPath())
  const { window } = await showing({ paths: [root], timeZone: 'UTC' })
  const library = new LibraryPage(window.page)
  await expect(library.rows).toHaveCount(3)
  record(root, 'thursday', 3)
  await expect(library.rows).toHaveText([/2023-11-17/, /2023-11-16/, /2023-11-15/, /2023-11-14/])
  rmSync(path.join(root, 'monday'), { recursive: true })
  await expect(library.rows).toHaveText([/2023-11-17/, /2023-11-16/, /2023-11-15/])
  const lastLine = {
    ...{ schema_version: 2, seq: 999, wall_time_unix_ms: 1_700_000_000_000, rollout_id: 'x', thread_id: null },
    payload: { type: 'rollout_ended', status: 'failed' },
  }
  writeFileSync(path.join(root, 'thursday', 'trace.jsonl'), `${JSON.stringify(lastLine)}\n`, { flag: 'a' })
  await expect(library.rows.first()).toContainText('Failed')
  await library.toolbar.getByRole('button', { name: /^Failed/ }).click()
  await expect(library.rows).toHaveText([/2023-11-17/])
})

test('a folder that goes is told, and found again', async ({ showing }, testInfo) => {
  const root = traceRoot(testInfo.outputPath())
  const { window } = await showing({ paths: [root] })
  const library = new LibraryPage(window.page)
  await expect(library.rows).toHaveCount(3)
  renameSync(root, `${root}-away`)
  await expect(window.page.getByText('"runs" is not there (ENOENT)')).toBeVisible()
  await expect(library.rows).toHaveCount(3)
  renameSync(`${root}-away`, root)
  await expect(window.page.getByText('"runs" is not there (ENOENT)')).toBeHidden()
})

test('what cannot be kept of a library is told, and all of it is listed', async ({ showing }, testInfo) => {
  const data = path.join(testInfo.outputPath(), 'user-data')
  mkdirSync(data, { recursive: true })
  writeFileSync(path.join(data, 'library-cache'), 'a file where a folder should be')
  const { window } = await showing({ paths: [traceRoot(testInfo.outputPath())] })
  await expect(new LibraryPage(window.page).rows).toHaveCount(3)
  await expect(window.page.getByText(/what was found could not be kept for the next start \(/)).toBeVisible()
})

test('the folder that Codex records to is offered, even while it is empty', async ({ showing }, testInfo) => {
  const root = path.join(testInfo.outputPath(), 'recordings')
  mkdirSync(root, { recursive: true })
  const { window } = await showing({ env: { CODEX_ROLLOUT_TRACE_ROOT: root } })
  await window.expectStart()
  await window.page.getByRole('region', { name: 'Libraries' }).getByRole('button', { name: 'recordings' }).click()
  await expect(window.page.getByRole('heading', { name: 'No bundles here yet' })).toBeVisible()
  record(root, 'first', 0)
  await expect(new LibraryPage(window.page).rows).toHaveCount(1)
  await window.page.getByRole('button', { name: 'Start page' }).click()
  await window.expectStart()
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in a library in the ${theme} theme`, async ({ showing }, testInfo) => {
    const { window } = await showing({ theme, paths: [traceRoot(testInfo.outputPath())] })
    await window.page.emulateMedia({ colorScheme: theme })
    const library = new LibraryPage(window.page)
    await library.rows.first().getByRole('button', { name: 'Mark to compare' }).click()
    await library.rows.first().click()
    expect(await violations(window.page)).toEqual([])
  })
