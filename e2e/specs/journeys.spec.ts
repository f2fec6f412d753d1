/** What a person comes for, from the question to the bytes. */
import { unpackRecorded } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'

test('why did this child fail: from the edge over its first prompt to the failing command and its bytes', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, inspector, evidence } = window
  await window.expectRead(showcase.name)

  // The edge, and what the child was told to do.
  await panel.getByRole('button', { name: 'Table', exact: true }).click()
  await panel
    .getByRole('button', { name: /to \/root\/write_tests/ })
    .first()
    .click()
  await inspector.getByRole('button', { name: 'Both ends' }).click()
  await expect(evidence.getByRole('region', { name: 'Recipient' })).toContainText('/root/write_tests')
  await expect(evidence.getByRole('region', { name: 'Recipient' })).toContainText('first given to inference 1')
  await evidence.getByRole('button', { name: 'Close the evidence' }).click()

  // What failed of it.
  await window.showView('Usage')
  await panel.getByRole('button', { name: 'Failures' }).click()
  await panel.getByRole('row').filter({ hasText: '/root/write_tests' }).filter({ hasText: 'exit' }).first().click()
  await expect(inspector.getByText('tool call of /root/write_tests')).toBeVisible()

  // What its terminal printed, beside what the model was told.
  await window.showView('Terminals')
  const step = panel.getByRole('article').filter({ hasText: 'exit 1' })
  await expect(step.first()).toBeVisible()
  await expect(step.first()).toContainText(/first seen by\s+inference \d+/)
  await expect(step.first().getByRole('region', { name: /ran/ })).toContainText(/\S{5}/)

  // The bytes.
  await inspector.getByRole('button', { name: /^Payload result/ }).click()
  await expect(evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  await page.keyboard.press('r')
  await expect(evidence.getByRole('document')).toContainText('Process exited with code 1')
})

test('one diagnostic leads to its line', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('hostile', 'payload-above')] })
  const { page, panel, evidence } = window
  await window.expectRead('payload-above')
  await window.showView('Diagnostics')
  await expect(panel.getByRole('grid').getByRole('row').first()).toBeVisible()
  await panel.getByRole('grid').focus()
  await page.keyboard.press('Home')
  await expect(panel.getByRole('row', { selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(evidence.getByText(/^trace\.jsonl, line \d+, byte \d+$/)).toBeVisible()
})

test('a terminal shows what ran beside what was told, and marks where they part', async ({ showing }, testInfo) => {
  const bundle = unpackRecorded('recorded/0.169.0/huge_output', testInfo.outputPath('huge_output'))
  const { window } = await showing({ paths: [bundle] })
  const { panel } = window
  await window.expectRead('huge_output')
  await window.showView('Terminals')
  const step = panel.getByRole('article').first()
  await expect(step).toContainText('told with the middle cut')
  const ran = step.getByRole('region', { name: 'What really ran' })
  const told = step.getByRole('region', { name: 'What the model was told' })
  await expect(ran.locator('mark')).toContainText(/\d/)
  await expect(told.locator('mark')).toContainText('truncated')
})

test('a code cell shows its source, its calls and who waited', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { panel, inspector, page } = window
  await window.expectRead(showcase.name)
  await window.showView('Code cells')
  await expect(panel.getByRole('region', { name: 'What the model wrote and was told' })).toContainText(
    'tools.exec_command',
  )
  const life = panel.getByRole('grid', { name: 'Calls, yields and waits' })
  await expect(life.getByRole('row')).toHaveText([
    /started/,
    /exec_command/,
    /exec_command/,
    /exec_command/,
    /first response to the model: yielded/,
    /waited for by wait/,
    /ended: completed/,
  ])
  await life.focus()
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  await expect(inspector.getByText('tool call of /root')).toBeVisible()
})

test('usage sorts by any column, alone or with the agents below, and says how figures are known', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { panel } = window
  await window.expectRead(showcase.name)
  await window.showView('Usage')
  const rows = panel.getByRole('grid', { name: 'Usage of the agents' }).getByRole('row')
  await expect(rows.first()).toContainText('/root')
  const head = panel.getByRole('group', { name: 'Sort by' })
  await head.getByRole('button', { name: /^Output/ }).click()
  await expect(head.getByRole('button', { name: /^Output.*falling$/ })).toBeVisible()
  await head.getByRole('button', { name: /^Output/ }).click()
  await expect(rows.last()).toContainText('/root')
  await expect(head.getByRole('button', { name: /^Output/ })).toContainText('observed')
  await panel.getByRole('button', { name: 'With agents below' }).click()
  await expect(head.getByRole('button', { name: /^Output/ })).toContainText('derived')
})

test('view, selection, order and filters of a bundle come back when it is opened again', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { panel, inspector } = window
  await window.expectRead(showcase.name)
  await window.showView('Events')
  await panel.getByRole('searchbox').fill('type:compaction')
  await window.showView('Usage')
  await panel.getByRole('button', { name: 'Failures' }).click()
  await panel.getByRole('row').filter({ hasText: '/root/fix' }).first().click()
  await expect(inspector.getByText(/call of \/root\/fix/)).toBeVisible()
  const before = await panel.elementHandle()
  await window.command('reopen', 'Reopen this trace')
  await before.waitForElementState('hidden')
  await window.expectRead(showcase.name)
  await expect(window.tabs.getByRole('tab', { name: 'Usage' })).toHaveAttribute('aria-selected', 'true')
  await expect(panel.getByRole('button', { name: 'Failures' })).toHaveAttribute('aria-pressed', 'true')
  await expect(inspector.getByText(/call of \/root\/fix/)).toBeVisible()
  await window.showView('Events')
  await expect(panel.getByRole('searchbox')).toHaveValue('type:compaction')
})

test('text from a bundle stays text in every view', async ({ showing }) => {
  const { app, window } = await showing({ paths: [fixture('hostile', 'strange-text')] })
  await window.expectRead('strange-text')
  for (const tab of await window.tabs.getByRole('tab').all()) {
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await window.expectNothingInterpreted()
  }
  expect(await app.foreignRequests()).toEqual([])
})

test('with the keyboard alone: through terminals and usage to the evidence', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, evidence, inspector } = window
  await window.expectRead(showcase.name)
  await window.command('show the terminals', 'Terminals')
  await expect(window.tabs.getByRole('tab', { name: 'Terminals' })).toHaveAttribute('aria-selected', 'true')
  await expect(panel.getByRole('listbox', { name: 'Terminals' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(panel.getByRole('searchbox', { name: 'Find in the terminals' })).toBeFocused()
  await page.keyboard.type('watch.mjs')
  await expect(panel.getByRole('search').getByRole('status')).toHaveText(/^\d+$/)
  await page.keyboard.press('Enter')
  await expect(inspector.getByText('terminal session of /root/fix')).toBeVisible()
  await page.keyboard.press('Tab')
  const feed = panel.getByRole('feed')
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(feed).toBeFocused({ timeout: 200 })
  }).toPass()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(inspector.getByText('terminal operation of /root/fix')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(evidence.getByText(/^trace\.jsonl, line/)).toBeVisible()
})
