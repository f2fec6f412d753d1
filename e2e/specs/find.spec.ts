/** Finding: everywhere, in a view, by name. */
import { expect, fixture, showcase, test } from '../fixtures.ts'

test('a known string is found everywhere, payload bodies included, and every hit leads to its place', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, search } = window
  await window.expectRead(showcase.name)
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await expect(search.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('nowhere-in-this-trace')
  await page.keyboard.press('Enter')
  await expect(search.getByText(/^Searched ([\d,]+) of \1 objects, ([\d,]+) of \2 payloads/)).toBeVisible()
  const hits = search.getByRole('option')
  await expect(search.getByText('Nothing found')).toBeVisible()

  await search.getByRole('combobox').fill('kind:payload RangeError')
  await page.keyboard.press('Enter')
  await expect(search.getByText(/^\d+ hits$/)).toBeVisible()
  await hits.filter({ hasText: 'in raw_payload:' }).first().click()
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  await expect(window.evidence.getByRole('document')).toContainText('RangeError')
  expect(await window.marked()).toContain('RangeError')

  // The hits stay while one walks through them, from wherever the focus is.
  await window.evidence.getByRole('document').focus()
  const chosen = search.getByRole('option', { selected: true })
  const before = await chosen.getAttribute('id')
  await page.keyboard.press('F4')
  await expect(chosen).not.toHaveId(before ?? '')
})

test('filter words are completed and narrow the search', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, search } = window
  await window.expectRead(showcase.name)
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await expect(search.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('agent:/root/wr')
  await expect(search.getByRole('listbox', { name: 'Filter words' }).getByRole('option')).toHaveText(
    '/root/write_tests',
  )
  await page.keyboard.press('Tab')
  await expect(search.getByRole('combobox')).toHaveValue('agent:/root/write_tests ')
  await page.keyboard.type('kind:inference status:failed')
  await page.keyboard.press('Enter')
  await expect(search.getByText('1 hit', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(window.inspector.getByText('Failed').first()).toBeVisible()
  await expect(window.inspector.getByText('inference call of /root/write_tests')).toBeVisible()
})

test('the palette goes to agents and calls by name', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page } = window
  await window.expectRead(showcase.name)
  await window.showView('Events')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByPlaceholder('Find a command or object')).toBeFocused()
  await page.keyboard.type('read_history')
  await page.getByRole('option', { name: /Agent thread/ }).click()
  await expect(window.tabs.getByRole('tab', { name: 'Agents' })).toHaveAttribute('aria-selected', 'true')
  await expect(window.inspector.getByRole('heading').first()).toContainText('read_history')
})

const fields = [
  ['Agents', 'Find an agent or slice', 'wait_agent'],
  ['Timeline', 'Find an agent or slice', 'wait_agent'],
  ['Terminals', 'Find in the terminals', 'git log'],
  ['Code cells', 'Find in the code cells', 'pots'],
  ['Usage', 'Find in the usage', 'review'],
] as const

test('the same key finds in every view, and Enter goes from place to place', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page } = window
  await window.expectRead(showcase.name)
  for (const [view, field, text] of fields) {
    await window.showView(view)
    const panel = page.getByRole('tabpanel', { name: view })
    await expect(panel.getByLabel(field)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+f')
    await expect(panel.getByLabel(field), view).toBeFocused()
    await page.keyboard.type(text)
    await expect(panel.getByRole('search').getByRole('status'), view).toHaveText(/^\d+$/)
    await page.keyboard.press('Enter')
    await expect(panel.getByRole('search').getByRole('status'), view).toHaveText(/^1 of \d+$/)
  }
})

test('text from a bundle stays text among the hits', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('hostile', 'strange-text')] })
  const { page, search } = window
  await window.expectRead('strange-text')
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await expect(search.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('script')
  await page.keyboard.press('Enter')
  await expect(search.getByRole('option').first()).toBeVisible()
  for (let hit = 0; hit < 3; hit++) await page.keyboard.press('Enter')
  await expect(search.getByRole('option', { selected: true })).toBeVisible()
  await window.expectNothingInterpreted()
})
