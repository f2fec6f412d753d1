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
  ['Conversation', 'Find in the conversation', 'parseDuration'],
  ['Context', 'Find in the input', 'parseDuration'],
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

/** Stands in a developer message of the showcase, behind what is shown before it is unfolded. */
const folded = 'inherit the parent model'

test('a text is found in a conversation from anywhere in it: unfolded, in sight and marked', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.showView('Conversation')
  const feed = window.conversation('/root')
  await expect(feed.getByRole('article').first()).toBeVisible()
  await feed.getByRole('article').first().focus()
  await page.keyboard.press('End')
  await expect(feed.getByRole('article', { name: /^Assistant · final/ })).toBeInViewport()
  await page.keyboard.press('ControlOrMeta+f')
  const field = panel.getByLabel('Find in the conversation')
  await expect(field).toBeFocused()
  await page.keyboard.type(folded)
  const status = panel.getByRole('search').getByRole('status')
  await expect(status).toHaveText('2')
  await page.keyboard.press('Enter')
  await expect(status).toHaveText('1 of 2')
  const article = feed.getByRole('article').filter({ hasText: folded })
  await expect(article).toBeInViewport()
  await expect.poll(() => window.shownMark()).toBe(folded)
  await expect(field).toBeFocused()

  // Folded by hand it stays folded until it is gone to again.
  await article.getByRole('button', { name: 'Show less' }).press('Enter')
  await expect(article).toHaveCount(0)
  await field.press('Shift+Enter')
  await expect(status).toHaveText('2 of 2')
  await field.press('Enter')
  await expect(status).toHaveText('1 of 2')
  await expect(article).toBeInViewport()

  await field.fill('wait_agent')
  await expect(status).toHaveText(/^\d+$/)
  await field.press('Shift+Enter')
  await expect(status).toHaveText(/^(\d+) of \1$/)
  await field.fill('is nowhere said')
  await expect(status).toHaveText('None')
})

test('a hit of the search in folded text is unfolded, in sight and marked', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, search } = window
  await window.expectRead(showcase.name)
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await expect(search.getByRole('combobox')).toBeFocused()
  await search.getByRole('combobox').fill(`agent:/root kind:item "${folded}"`)
  await page.keyboard.press('Enter')
  await search
    .getByRole('option', { name: /You are `\/root`/ })
    .first()
    .click()
  await expect(window.conversation('/root').getByRole('article').filter({ hasText: folded })).toBeInViewport()
  await expect.poll(() => window.shownMark()).toBe(folded)
  await expect(window.inspector.getByText(folded)).toBeVisible()
})

test('what a call was sent is searched in full: its input, its tools and its instructions', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.showView('Context')
  const input = panel.getByRole('treegrid', { name: 'Input of the call' })
  await expect(input.getByRole('row', { name: /kept from the previous call/ })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(panel.getByLabel('Find in the input')).toBeFocused()
  await page.keyboard.type(folded)
  const status = panel.getByRole('search').getByRole('status')
  await expect(status).toHaveText('1')
  await page.keyboard.press('Enter')
  await expect(input.getByRole('row', { selected: true })).toContainText('You are `/root`')
  await expect(input.getByRole('row', { selected: true })).toBeInViewport()
  await expect(window.inspector.getByText(folded)).toBeVisible()
  expect(await window.marked()).toContain(folded)

  await panel.getByRole('button', { name: /^Tools/ }).click()
  await panel.getByLabel('Find in the tools').fill('sub-agents')
  await expect(status).toHaveText(/^[1-9]/)
  await panel.getByLabel('Find in the tools').press('Enter')
  await expect(panel.getByRole('row', { selected: true })).toContainText('collaboration')
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
