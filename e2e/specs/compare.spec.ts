/** Two traces side by side: every way in, the walk along the differences, the evidence of both sides. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from '@playwright/test'
import { violations } from '../axe.ts'
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'

const other = { path: fixture('samples', 'showcase_b.rollout'), name: /showcase_b/ }
const base = fixture('archives', '0.169.0-pair_base.rollout')
const decision = fixture('archives', '0.169.0-pair_decision.rollout')
const pair = { paths: [showcase.path, other.path], compare: true }

test('the sample runs are compared from the start page, opening where they part', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  await window.samples.getByRole('button', { name: 'Compare the sample runs' }).click()
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  await expect(compared.divergence).toContainText('First output difference at call 4 of /root/fix')
  await expect(compared.divergence).toContainText(
    'First input difference at call 5 of /root/fix: its own earlier answer',
  )
  await expect(compared.place).toHaveText('1 of 32 differences')
  await expect(compared.outline.getByRole('treeitem', { selected: true })).toContainText('fix')
  await expect(compared.outline.getByRole('treeitem', { name: /second_opinion/ })).toContainText('B')
  await expect(compared.pair.getByRole('table', { name: /apply_patch, A beside B/ })).toBeVisible()
  for (const side of ['A', 'B'] as const) await expect(compared.inspector(side).getByText('Fields')).toBeVisible()
})

test('two bundles dropped together are compared', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  await window.drop(base, decision)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(/pair_base/, /pair_decision/)
  await expect(compared.divergence).toContainText('First output difference at call 5 of /root/survey')
})

test('two bundles dropped on a trace are compared in its place', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.drop(base, decision)
  await new CompareWindow(window.page).expectCompared(/pair_base/, /pair_decision/)
})

test('a trace is compared with another that a dialog gives', async ({ showing, shell }) => {
  test.skip(shell === 'electron', 'nobody answers a native dialog')
  const { app, window } = await showing({ paths: [base] })
  await window.expectRead(/pair_base/)
  const compared = new CompareWindow(window.page)
  if (shell === 'web') {
    const chooser = window.page.waitForEvent('filechooser')
    await window.chooseInMenu('Compare with a file…')
    await (await chooser).setFiles(decision)
  } else {
    await asStandIn(app).ask('answerDialog', { kind: 'open', answer: { canceled: false, filePaths: [decision] } })
    await window.chooseInMenu('Compare with a file…')
  }
  await compared.expectCompared(/pair_base/, /pair_decision/)
})

test('the differences are walked and filtered by keyboard, to the evidence on both sides', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  const { keyboard } = window.page
  await compared.expectCompared(showcase.name, other.name)
  await keyboard.press('n')
  await expect(compared.place).toHaveText('2 of 32 differences')
  await expect(compared.pair.getByRole('heading', { level: 2 })).toContainText('result')
  await keyboard.press('p')
  await expect(compared.place).toHaveText('1 of 32 differences')
  await keyboard.press('4')
  await expect(window.page.getByRole('listbox', { name: 'Differences' }).getByRole('option').first()).toBeVisible()
  for (const side of ['A', 'B'] as const) {
    await compared.inspector(side).getByRole('button', { name: 'Payload' }).first().click()
    await expect(compared.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
    await expect(compared.evidence).toHaveCount(side === 'A' ? 1 : 2)
  }
  await keyboard.press('Escape')
  await expect(compared.pair).toBeVisible()
})

test('selecting on one side selects what stands opposite, until the sides are unlocked', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  await compared.outline.getByRole('treeitem', { name: /review/ }).click()
  for (const side of ['A', 'B'] as const)
    await expect(compared.inspector(side).getByRole('heading', { level: 2 })).toContainText('review')
  await compared.outline.getByRole('treeitem', { name: /second_opinion/ }).click()
  await expect(compared.inspector('A').getByRole('heading', { name: 'Only in B' })).toBeVisible()
  await compared.showView('Conversation')
  await expect(window.page.getByRole('listbox', { name: 'Both conversations' })).toBeVisible()
  await compared.filter('Locked')
  await expect(window.page.getByRole('listbox', { name: 'Conversation of A' })).toBeVisible()
  await expect(window.page.getByRole('listbox', { name: 'Conversation of B' })).toBeVisible()
})

test('unlocked, each side scrolls by itself, and both are one list once they are locked again', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  await compared.outline.getByRole('treeitem').first().click()
  await compared.showView('Conversation')
  const both = window.page.getByRole('listbox', { name: 'Both conversations' })
  await expect(both.getByRole('option').first()).toBeVisible()
  await compared.filter('Locked')
  const [a, b] = ['A', 'B'].map((side) => window.page.getByRole('listbox', { name: `Conversation of ${side}` }))
  for (const list of [a, b]) await expect(list?.getByRole('option').first() ?? both).toBeVisible()
  for (const [list, key] of [
    [a, 'Home'],
    [b, 'End'],
  ] as const) {
    await list?.focus()
    await list?.press(key)
  }
  const place = (list: Locator | undefined) => (list ?? both).getByRole('option', { selected: true })
  await expect(place(a)).toBeInViewport()
  await expect(place(b)).toBeInViewport()
  const first = (await place(a).textContent()) ?? ''
  await expect(place(b)).not.toHaveText(first)
  await expect(a?.getByRole('option').first() ?? both).toBeInViewport()
  await expect(b?.getByRole('option').last() ?? both).toBeInViewport()
  // Both lists follow a filter, wherever they were.
  await compared.filter('Only differences')
  for (const list of [a, b]) await expect(list?.getByRole('option').first() ?? both).not.toHaveText('')
  await compared.filter('Locked')
  await expect(both.getByRole('option').first()).toBeVisible()
  await expect(a ?? both).toHaveCount(0)
})

test('timings are ignored in the figures and on the axis of the lanes', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  await compared.showView('Figures')
  const time = window.page.getByRole('columnheader', { name: 'Time' })
  await expect(time).toBeVisible()
  await compared.filter('Ignore timings')
  await expect(window.page.getByRole('columnheader').first()).toBeVisible()
  await expect(time).toHaveCount(0)
  await compared.showView('Lanes')
  await expect(window.page.getByRole('button', { name: 'Steps' })).toBeVisible()
  await expect(window.page.getByRole('button', { name: 'Clock' })).toHaveCount(0)
  await compared.filter('Ignore timings')
  await expect(window.page.getByRole('button', { name: 'Clock' })).toBeVisible()
})

test('an inspector leads to a view of both runs, and offers none that is not there', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  const ofB = compared.inspector('B')
  await ofB.getByRole('button', { name: 'Context', exact: true }).click()
  await expect(compared.tabs.getByRole('tab', { name: 'Context' })).toHaveAttribute('aria-selected', 'true')
  await ofB
    .getByRole('button', { name: /cat src\/duration/ })
    .first()
    .click()
  await expect(ofB.getByRole('button', { name: 'Conversation', exact: true })).toBeVisible()
  await ofB
    .getByRole('button', { name: /exec_command cat/ })
    .first()
    .click()
  await expect(ofB.getByText('tool call of /root/fix')).toBeVisible()
  await ofB.getByRole('button', { name: 'cat src/duration.js', exact: true }).click()
  await expect(ofB.getByText('terminal operation of /root/fix')).toBeVisible()
  await expect(compared.inspector('A').getByText('terminal operation of /root/fix')).toBeVisible()
  await expect(ofB.getByRole('button', { name: 'Terminals' })).toHaveCount(0)
})

test('every view and filter shows both sides', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  const rows = window.page.getByRole('listbox', { name: 'Both conversations' }).getByRole('option')
  await expect(rows.first()).toBeVisible()
  await compared.filter('Only differences')
  await expect(rows.getByRole('img', { name: 'same' })).toHaveCount(0)
  await expect(rows.first()).toBeVisible()
  await compared.filter('Only differences')
  await compared.showView('Lanes')
  for (const side of ['A', 'B'])
    await expect(
      window.page.getByRole('region', { name: `Lanes of ${side}` }).getByRole('list', { name: 'Lanes' }),
    ).toBeVisible()
  const lanesOfA = window.page.getByRole('region', { name: 'Lanes of A' })
  await expect(lanesOfA.getByRole('button', { name: /, completed/ }).first()).toBeVisible()
  await compared.showView('Context')
  await expect(window.page.getByRole('tabpanel').getByText('Items of the prompt')).toBeVisible()
  await compared.showView('Figures')
  await expect(window.page.getByRole('row', { name: /\/root\/fix/ })).toBeVisible()
  await compared.showView('Conversation')
  const reasoning = rows.filter({ hasText: /reasoning/i })
  await expect(reasoning.first()).toBeVisible()
  await compared.filter('Ignore reasoning')
  await expect(reasoning).toHaveCount(0)
  await expect(rows.first()).toBeVisible()
})

test('the sides are swapped, and one of them closed', async ({ showing }) => {
  const { window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  await expect(compared.header.getByText('+1')).toBeVisible()
  await compared.header.getByRole('button', { name: 'Swap A and B' }).click()
  await expect(compared.header.getByText('−1')).toBeVisible()
  await expect(compared.outline.getByRole('treeitem', { name: /second_opinion/ })).toContainText('A')
  await compared.header.getByRole('button', { name: 'Close B and keep A' }).click()
  await window.expectRead(other.name)
  await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
})

test('a damaged side is compared with a warning', async ({ showing }) => {
  const { window } = await showing({ paths: [base, fixture('damaged', 'cut-mid-line')], compare: true })
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(/pair_base/, /cut-mid-line/)
  await expect(window.page.getByText(/B did not end/).first()).toBeVisible()
})

test('a side that cannot be opened says why and lets the other be kept', async ({ showing }) => {
  const { window } = await showing({ paths: [base, fixture('damaged', 'manifest-not-json')], compare: true })
  await expect(window.page.getByRole('definition').first()).toHaveText('manifest-not-json')
  await window.page.getByRole('main').getByRole('button', { name: 'Close B and keep A' }).click()
  await window.expectRead(/pair_base/)
})

test('runs of two schemas are compared, with a warning', async ({ showing }) => {
  const older = fixture('archives', '0.164.0-showcase.rollout')
  const { window } = await showing({ paths: [older, showcase.path], compare: true })
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(/0\.164\.0/, showcase.name)
  await expect(window.page.getByText(/A is schema 1, B is schema 2/)).toBeVisible()
})

test('the comparison is exported as one file without scripts', async ({ showing, shell }, testInfo) => {
  test.skip(shell === 'electron', 'nobody answers a native dialog')
  const { app, window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  const file = testInfo.outputPath('report.html')
  const title = 'Export the comparison as HTML…'
  if (shell === 'web') {
    const download = window.page.waitForEvent('download')
    await window.chooseInMenu(title)
    await (await download).saveAs(file)
  } else {
    await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: file } })
    await window.chooseInMenu(title)
    await expect(window.page.getByText(`Saved ${path.basename(file)}`).first()).toBeAttached()
  }
  const html = readFileSync(file, 'utf8')
  expect(html).toContain('first output difference at call 4 of /root/fix')
  expect(html).not.toContain('<script')
})

test('the comparison is exported as Markdown, and a full disk is told', async ({ showing, shell }, testInfo) => {
  test.skip(shell === 'electron', 'nobody answers a native dialog')
  const { app, window } = await showing(pair)
  const compared = new CompareWindow(window.page)
  await compared.expectCompared(showcase.name, other.name)
  const file = testInfo.outputPath('report.md')
  const title = 'Export the comparison as Markdown…'
  if (shell === 'web') {
    const download = window.page.waitForEvent('download')
    await window.chooseInMenu(title)
    expect((await download).suggestedFilename()).toBe('showcase-against-showcase_b.md')
    await (await download).saveAs(file)
  } else {
    await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: file } })
    await window.chooseInMenu(title)
    await expect(window.notice).toContainText('Saved report.md')
    if (existsSync('/dev/full')) {
      await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: '/dev/full' } })
      await window.chooseInMenu(title)
      await expect(window.notice).toContainText('the disk is full')
    }
  }
  expect(readFileSync(file, 'utf8')).toContain('first output difference at call 4 of /root/fix')
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in the compare window, ${theme}`, async ({ showing }) => {
    test.slow()
    const { window } = await showing({ ...pair, theme })
    await window.page.emulateMedia({ colorScheme: theme })
    const compared = new CompareWindow(window.page)
    await compared.expectCompared(showcase.name, other.name)
    await expect(compared.pair).toBeVisible()
    for (const view of ['Conversation', 'Lanes', 'Context', 'Differences', 'Figures']) {
      await compared.showView(view)
      expect(await violations(window.page), view).toEqual([])
    }
  })
