/** The pictures in `docs/images`, of the sample run, in both themes. Waits for what a picture is to show, then takes it. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, showcase, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'
import { recordedBundles, writeFixture } from '../../src/trace/testkit/fixtures.ts'
import { LibraryPage } from '../pages/library-page.ts'
import type { TraceWindow } from '../pages/trace-window.ts'
import { startRecording } from '../recording.ts'

const images = path.join(import.meta.dirname, '..', '..', 'docs', 'images')

for (const theme of ['light', 'dark'] as const) {
  /** Of the whole window, with the pointer out of the way: what it is over would be lit. */
  const take = async ({ page }: TraceWindow, name: string): Promise<void> => {
    await page.mouse.move(0, 0)
    await page.screenshot({ path: path.join(images, `${name}-${theme}.png`), animations: 'disabled', caret: 'hide' })
  }

  test(`a library and the start page, ${theme}`, async ({ showing }, testInfo) => {
    const root = testInfo.outputPath('traces')
    for (const bundle of recordedBundles('0.169.0')) writeFixture(bundle, root)
    const env = { CODEX_ROLLOUT_TRACE_ROOT: root }
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [root], env })
    await window.page.setViewportSize({ width: 1400, height: 880 })
    const library = new LibraryPage(window.page)
    await library.expectOpen('traces')
    await expect(library.page.getByText(/^Looking at/)).toBeHidden()
    for (const at of [4, 9]) await library.rows.nth(at).getByRole('button', { name: 'Mark to compare' }).click()
    await library.rows.nth(4).click({ position: { x: 400, y: 10 } })
    await take(window, 'library')

    await window.page.getByRole('button', { name: 'Start page' }).click()
    await window.expectStart()
    await expect(window.page.getByRole('region', { name: 'Recent' }).getByRole('listitem')).toHaveCount(1)
    await expect(window.samples.getByRole('button', { name: /^showcase/ }).first()).toBeVisible()
    await take(window, 'start')
  })

  test(`live, ${theme}`, async ({ showing }, testInfo) => {
    const recording = startRecording(testInfo.outputPath('showcase'), 'samples/0.169.0/showcase')
    recording.writeTo(300)
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [recording.folder] })
    await window.page.setViewportSize({ width: 1400, height: 880 })
    await window.expectRead(showcase.name)
    await expect(window.header.getByText('live')).toBeVisible()
    recording.writeTo(380)
    await window.showView('Events')
    await expect(window.page.getByRole('status').filter({ hasText: '380 events' })).toBeVisible()
    await window.showView('Agents')
    await expect(window.page.getByRole('list', { name: 'Lanes' }).getByRole('button').first()).toBeVisible()
    await take(window, 'live')
  })

  test(`costs, ${theme}`, async ({ showing }, testInfo) => {
    const models = [{ model: 'lab-model', input: 1.25, cachedInput: 0.125, output: 10 }]
    const settings = { prices: { date: '2026-11-01', currency: 'USD', models } }
    writeFileSync(path.join(testInfo.outputPath('user-data'), 'settings.json'), JSON.stringify(settings))
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [showcase.path] })
    await window.page.setViewportSize({ width: 1400, height: 880 })
    await window.expectRead(showcase.name)
    await window.showView('Usage')
    await window.panel.getByRole('button', { name: 'Costs', exact: true }).click()
    await window.panel.getByRole('grid', { name: 'Costliest calls' }).getByRole('row').first().click()
    await expect(window.inspector.getByText('estimated', { exact: true })).toBeVisible()
    await take(window, 'costs')
  })

  test(`the views, ${theme}`, async ({ showing }) => {
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [showcase.path] })
    const { page } = window
    await page.setViewportSize({ width: 1400, height: 880 })
    await window.expectRead(showcase.name)
    await expect(window.header.getByText('Completed')).toBeVisible()
    const lanes = page.getByRole('list', { name: 'Lanes' })
    await expect(lanes.getByRole('button', { name: /^\/root\/review, completed/ })).toBeVisible()
    await take(window, 'agents')

    await window.showView('Timeline')
    await expect(lanes.getByRole('button', { name: /^\/root, completed/ })).toBeVisible()
    await take(window, 'timeline')

    await window.showView('Agents')
    const toolbar = page.getByRole('toolbar', { name: 'Lanes' })
    await toolbar.getByText('Table', { exact: true }).click()
    const table = page.getByRole('treegrid', { name: 'Agents as a table' })
    await table
      .getByRole('button', { name: /to \/root\// })
      .first()
      .click()
    await expect(window.inspector.getByText('Fields')).toBeVisible()
    await window.inspector.getByRole('button', { name: 'Both ends' }).click()
    await expect(window.evidence.getByRole('heading', { name: 'Sender' })).toBeVisible()
    await expect(window.evidence.getByRole('heading', { name: 'Recipient' })).toBeVisible()
    await toolbar.getByText('Lanes', { exact: true }).click()
    await expect(lanes.getByRole('button', { name: /^\/root, completed/ })).toBeVisible()
    await take(window, 'edge')
    await window.evidence.getByRole('button', { name: 'Close the evidence' }).click()

    await window.showView('Events')
    await page.getByRole('row').filter({ hasText: 'tool_call_runtime_started' }).first().click()
    await expect(window.inspector.getByText('Fields')).toBeVisible()
    await take(window, 'events')
  })

  test(`the comparison, ${theme}`, async ({ showing }) => {
    const other = path.join(path.dirname(showcase.path), 'showcase_b.rollout')
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [showcase.path, other], compare: true })
    await window.page.setViewportSize({ width: 1400, height: 880 })
    const compared = new CompareWindow(window.page)
    await compared.expectCompared(showcase.name, /showcase_b/)
    await expect(compared.pair.getByRole('table', { name: /apply_patch/ })).toBeVisible()
    await take(window, 'compare')

    await compared.showView('Lanes')
    const lanes = window.page.getByRole('region', { name: 'Lanes of B' })
    await expect(lanes.getByRole('button', { name: /, completed/ }).first()).toBeVisible()
    await take(window, 'compare-lanes')
  })

  test(`what the models saw, ${theme}`, async ({ showing }) => {
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [showcase.path] })
    const { page } = window
    await page.setViewportSize({ width: 1400, height: 880 })
    await window.expectRead(showcase.name)
    await window.outline.getByRole('treeitem', { name: /fix/ }).first().click()
    await window.showView('Conversation')
    const feed = window.conversation('/root/fix')
    await expect(feed.getByRole('article', { name: 'Turn 1' })).toBeVisible()
    await window.inspector
      .getByRole('button', { name: /spawn_agent/ })
      .last()
      .click()
    const message = feed.getByRole('article', { name: /^Agent message/ }).first()
    await expect(message).toBeInViewport()
    await expect(message.getByText(/^Repair parseDuration/)).toBeVisible()
    await take(window, 'conversation')

    await window.outline.getByRole('treeitem').first().click()
    await window.inspector.getByRole('button', { name: /inference 12 / }).click()
    await window.showView('Context')
    await expect(page.getByRole('row', { name: 'The shared prefix ends here' })).toBeVisible()
    await take(window, 'context')

    await window.showView('Compactions')
    await page
      .getByRole('row', { name: /^dropped reasoning/ })
      .first()
      .click()
    await expect(window.inspector.getByText('What the model saw')).toBeVisible()
    await take(window, 'compactions')
  })

  test(`terminals, code cells, usage and the search, ${theme}`, async ({ showing }) => {
    const { window } = await showing({ theme, timeZone: 'UTC', paths: [showcase.path] })
    const { page, panel, search } = window
    await page.setViewportSize({ width: 1400, height: 880 })
    await window.expectRead(showcase.name)
    await window.showView('Terminals')
    await panel.getByRole('searchbox').fill('watch.mjs')
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('article')).toHaveCount(4)
    await take(window, 'terminals')
    await window.showView('Code cells')
    await expect(panel.getByRole('row', { name: /ended/ })).toBeVisible()
    await take(window, 'code-cells')
    await window.showView('Usage')
    await expect(panel.getByRole('row').first()).toBeVisible()
    await take(window, 'usage')
    await page.keyboard.press('ControlOrMeta+Shift+f')
    await page.keyboard.type('kind:payload RangeError')
    await page.keyboard.press('Enter')
    await expect(search.getByText(/^\d+ hits$/)).toBeVisible()
    await search.getByRole('option').filter({ hasText: 'in raw_payload:' }).first().click()
    await expect(window.evidence.getByRole('document')).toContainText('RangeError')
    await take(window, 'search')
  })
}
