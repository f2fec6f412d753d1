/**
 * Bundles carry what models and web pages wrote. Wherever it is shown it is text: HTML, scripts, links, ANSI and OSC sequences,
 * bidi controls, lines of 10 MB. Each story looks for elements, requests and characters that would not be there otherwise.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'
import { LibraryPage } from '../pages/library-page.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const strange = fixture('hostile', 'strange-text')
/** As a folder may be called; on Windows nothing with quotes or angle brackets. */
const folderName =
  process.platform === 'win32'
    ? 'a \u202Etxt.exe'
    : `<img src=x onerror="document.title='owned'"> \u001B[31m\u001B]0;owned\u0007 \u202Etxt.exe`

test('in every view, its selection, the drawer, the palette and what the search finds', async ({ showing }) => {
  test.slow()
  const { app, window } = await showing({ paths: [strange] })
  const { page, panel, inspector, evidence, outline, search } = window
  await window.expectRead('strange-text')
  for (const tab of await window.tabs.getByRole('tab').all()) {
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(panel).toBeVisible()
    await window.expectNothingInterpreted()
  }
  for (const item of await outline.getByRole('treeitem').all()) {
    await item.click()
    await expect(inspector.getByText('Fields')).toBeVisible()
    await window.expectNothingInterpreted()
  }

  // An inference of a strange model, as the palette has it, and its context below.
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Find a command or object' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('inference 1')
  await expect(palette.getByRole('option', { selected: true })).toContainText('<img src=x')
  await window.expectNothingInterpreted()
  await page.keyboard.press('Enter')
  await expect(inspector.getByRole('heading').first()).toContainText('<img src=x')
  await page.keyboard.press('c')
  await expect(evidence.getByRole('row').first()).toBeVisible()
  await window.expectNothingInterpreted()

  // The line that holds it, as a tree and as it was written.
  await page.keyboard.press('8')
  await expect(panel.getByRole('row', { name: /^3 / })).toBeVisible()
  await panel.getByRole('row', { name: /^3 / }).dblclick()
  await expect(evidence.getByText(/^trace\.jsonl, line 3, byte/)).toBeVisible()
  await expect(evidence.getByRole('treeitem').first()).toBeVisible()
  await window.expectNothingInterpreted()
  await page.keyboard.press('r')
  await expect(evidence.getByRole('document')).toContainText('<img src=x')
  await window.expectNothingInterpreted()

  await page.keyboard.press('ControlOrMeta+Shift+f')
  await expect(search.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('onerror')
  await page.keyboard.press('Enter')
  await expect(search.getByText(/^Searched ([\d,]+) of \1 objects, ([\d,]+) of \2 payloads/)).toBeVisible()
  await expect(search.getByRole('option').first()).toContainText('onerror')
  await window.expectNothingInterpreted()
  expect(await app.foreignRequests()).toEqual([])
})

test('markdown, links and pictures of a message are the words that they are made of', async ({ showing }) => {
  const { app, window } = await showing({ paths: [strange] })
  await window.expectRead('strange-text')
  await window.showView('Conversation')
  const answer = window.conversation().getByRole('article', { name: /^Assistant/ })
  // A caption keeps its address beside it, where one can see where it would lead.
  await expect(answer).toContainText('https://example.invalid/pixel.png')
  await expect(answer).toContainText('file:///etc/passwd')
  await expect(answer).toContainText('<script>alert(1)</script>')
  await window.expectNothingInterpreted()
  expect(await app.foreignRequests()).toEqual([])
})

test('what a command printed on a line of 10 MB, beside what the model was told', async ({ showing }, testInfo) => {
  const bundle = copyBundle(strange, testInfo.outputPath('long'))
  const file = path.join(bundle, 'payloads', '7.json')
  const line = `<img src=x onerror="document.title='owned'">\u001B[31mred\u001B]8;;http://127.0.0.1:9/\u0007 \u202E${'x'.repeat(10_000_000)}`
  const end: unknown = JSON.parse(readFileSync(file, 'utf8'))
  // All of the payload is that one line, from its beginning on.
  writeFileSync(file, JSON.stringify(Object.assign({ aggregated_output: '' }, end, { aggregated_output: line })))
  const { app, window } = await showing({ paths: [bundle] })
  const { panel, inspector, evidence, page } = window
  await window.expectRead('long')
  await window.showView('Terminals')
  const step = panel.getByRole('article').first()
  await expect(step).toContainText('<img src=x')
  await step.getByRole('button', { name: 'tool call' }).click()
  await expect(inspector.getByText('Fields')).toBeVisible()
  await window.expectNothingInterpreted()
  await inspector
    .getByRole('button', { name: /tool_runtime_event$/ })
    .last()
    .click()
  await expect(evidence.getByText(/payloads\/7\.json/).first()).toBeVisible()
  await page.keyboard.press('r')
  await expect(evidence.getByRole('document')).toContainText('<img src=x')
  await window.expectNothingInterpreted()
  expect(await app.foreignRequests()).toEqual([])
})

test('names of folders and first messages, in a library and among what can be compared with', async ({
  launch,
}, testInfo) => {
  const root = testInfo.outputPath('nightly')
  mkdirSync(root)
  copyBundle(strange, path.join(root, folderName))
  copyBundle(strange, path.join(root, 'plain'))
  const first = launch({ paths: [root] })
  const window = new TraceWindow(await first.page())
  const library = new LibraryPage(window.page)
  await library.expectOpen('nightly')
  await expect(library.rows).toHaveCount(2)
  await expect(library.rows.first()).toContainText('<img src=x')
  await window.expectNothingInterpreted()
  await library.search.fill('onerror')
  await expect(library.rows).toHaveCount(2)
  await window.expectNothingInterpreted()
  expect(await first.foreignRequests()).toEqual([])
  await first.close()

  const app = launch({ paths: [strange] })
  const trace = new TraceWindow(await app.page())
  await trace.expectRead('strange-text')
  await trace.command('Compare with', 'Compare with…')
  const picker = trace.page.getByRole('dialog', { name: 'Compare with' })
  const runs = picker.getByRole('option')
  await expect(picker.getByRole('combobox')).toBeFocused()
  await expect(runs.filter({ hasText: 'nightly' })).toBeVisible()
  await trace.page.keyboard.type('nightly')
  await expect(picker.getByRole('option', { selected: true })).toContainText('nightly')
  await trace.page.keyboard.press('Enter')
  await expect(runs.filter({ hasText: '<img src=x' }).first()).toBeVisible()
  await trace.expectNothingInterpreted()
  expect(await app.foreignRequests()).toEqual([])
})

test('two traces side by side: lanes, conversations, differences of texts and figures', async ({
  showing,
}, testInfo) => {
  test.slow()
  const other = copyBundle(strange, testInfo.outputPath('other'))
  for (const name of readdirSync(path.join(other, 'payloads'))) {
    const file = path.join(other, 'payloads', name)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('cleared', 'kept <b>so</b> \\u202E'))
  }
  const { app, window } = await showing({ paths: [strange, other], compare: true })
  const compared = new CompareWindow(window.page)
  await compared.expectCompared('strange-text', 'other')
  await window.expectNothingInterpreted()
  for (const tab of await compared.tabs.getByRole('tab').all()) {
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    for (const key of ['n', 'n']) {
      await window.page.keyboard.press(key)
      await expect(compared.place).toHaveText(/of \d+ differences?$/)
    }
    await window.expectNothingInterpreted()
  }
  for (const side of ['A', 'B'] as const) await expect(compared.inspector(side).getByText('Fields')).toBeVisible()
  expect(await app.foreignRequests()).toEqual([])
})
