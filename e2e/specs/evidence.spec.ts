/** From an edge between two agents to the bytes behind it, in the table that stands for the lanes. */
import { violations } from '../axe.ts'
import { writeLongBundle } from '../bundles.ts'
import { expect, showcase, test } from '../fixtures.ts'

test('an edge is selected in the table, and both ends, its raw event and its payload are reached', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.page.keyboard.press('t')
  const table = window.page.getByRole('treegrid', { name: 'Agents as a table' })
  await table
    .getByRole('button', { name: /spawn to \/root\/reproduce/ })
    .first()
    .click()
  await expect(window.inspector.getByText('interaction edge')).toBeVisible()

  await window.inspector.getByRole('button', { name: 'Both ends' }).click()
  await expect(window.evidence.getByText('Please reproduce the failure on a clean checkout.').first()).toBeVisible()

  await window.inspector
    .getByRole('button', { name: /history_item_accepted\s+\d\d:/ })
    .first()
    .click()
  await expect(window.evidence.getByText('trace.jsonl, line')).toBeVisible()

  await window.inspector
    .getByRole('button', { name: /tool_invocation/ })
    .first()
    .click()
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  await window.evidence.getByRole('tab', { name: 'Text' }).click()
  await expect(window.evidence.getByText('Run only test/duration.test.js').first()).toBeVisible()
})

test('with a keyboard alone, from the start page over an edge to the bytes of its payload', async ({ showing }) => {
  const { window } = await showing()
  const { keyboard } = window.page
  await window.expectStart()
  await window.command('sample run', /sample run/)
  await window.expectRead(showcase.name)

  await window.focusRegion(window.outline)
  for (let row = 0; row < 2; row++) await keyboard.press('ArrowDown')
  await expect(window.outline.getByRole('treeitem', { selected: true })).toHaveCount(1)
  await expect(window.inspector.getByRole('heading').first()).toBeVisible()

  // The next edge of the selected agent, then its evidence.
  await window.focusRegion(window.lanes)
  await keyboard.press(']')
  await expect(window.inspector.getByText('interaction edge')).toBeVisible()
  await keyboard.press('Enter')
  await expect(window.evidence.getByRole('heading', { name: /interaction edge/i })).toBeVisible()

  const payload = window.inspector.getByRole('button', { name: /tool_invocation/ }).first()
  await window.focusRegion(window.inspector)
  await window.tabTo(payload)
  await keyboard.press('Enter')
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  await window.focusRegion(window.evidence)
  await window.tabTo(window.evidence.getByRole('tab', { selected: true }))
  await keyboard.press('ArrowRight')
  await expect(window.evidence.getByRole('tab', { name: 'Text' })).toHaveAttribute('aria-selected', 'true')
  await expect(window.evidence.getByText('"type"').first()).toBeVisible()
})

test('from a slice: its agent alone, its transcript, and what its call was sent', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, lanes } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /write_tests/ }).click()
  await expect(window.inspector.getByText('agent thread')).toBeVisible()
  await window.inspector
    .getByRole('button', { name: /inference 4/ })
    .first()
    .click()
  await expect(window.inspector.getByText('inference call of /root/write_tests')).toBeVisible()
  await lanes.focus()
  await lanes.dispatchEvent('contextmenu')
  await page.getByRole('menuitem', { name: 'Filter to this agent' }).press('Enter')
  await expect(panel.getByRole('button', { name: 'Agents 1' })).toBeVisible()
  await lanes.dispatchEvent('contextmenu')
  await page.getByRole('menuitem', { name: 'Show what it was sent' }).press('Enter')
  await expect(window.tabs.getByRole('tab', { name: 'Context' })).toHaveAttribute('aria-selected', 'true')
  await expect(panel.getByRole('heading', { name: /Inference 4/ })).toBeVisible()
})

test('what the model saw when it asked for a tool stands below the lanes, and its items lead on', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, inspector, evidence } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /reproduce/ }).click()
  await inspector
    .getByRole('button', { name: /exec_command git stash/ })
    .first()
    .click()
  await expect(inspector.getByText('tool call of /root/reproduce')).toBeVisible()
  await page.keyboard.press('c')
  await expect(evidence.getByRole('heading', { name: /^What the model saw · Tool call/ })).toBeVisible()
  await expect(evidence).toContainText(/asked for by\s+inference \d+\s+of\s+\/root\/reproduce/)
  const input = evidence.getByRole('treegrid', { name: 'Input of the call' })
  await expect(input.getByRole('row', { name: /developer: You are an agent in a team/ }).first()).toBeVisible()
  await input
    .getByRole('row', { name: /developer: You are an agent in a team/ })
    .first()
    .click()
  await expect(inspector.getByText(/^conversation item of \/root\/reproduce/)).toBeVisible()
  expect(await violations(page)).toEqual([])
  // What one reads stays while one selects on.
  await expect(input).toBeVisible()
  await expect(window.lanes).toBeVisible()
  await evidence.getByRole('button', { name: 'Context', exact: true }).click()
  await expect(window.tabs.getByRole('tab', { name: 'Context' })).toHaveAttribute('aria-selected', 'true')

  await window.showView('Agents')
  await inspector.getByRole('button', { name: 'Context below' }).click()
  await expect(evidence.getByRole('heading', { name: /^What the model saw · Inference call/ })).toBeVisible()
  await expect(input.getByRole('row').first()).toBeVisible()
})

test('the last event is opened though it is not fetched yet, and is chosen again after a reload', async ({
  showing,
}, testInfo) => {
  const bundle = await writeLongBundle(testInfo.outputPath('long'), 3000)
  const { window } = await showing({ paths: [bundle] })
  const { page, panel, evidence } = window
  await window.expectRead('long')
  await page.keyboard.press('8')
  await expect(panel.getByRole('row', { name: /^\d+ / }).first()).toBeVisible()
  await panel.getByRole('grid').focus()
  // Both keys at once: rows of the end are asked for only now.
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(evidence.getByRole('heading', { name: /^Raw event 2999/ })).toBeVisible()
  await expect(panel.getByRole('row', { selected: true })).toContainText('2999')

  // A filter that holds it keeps it chosen, at another place.
  await panel.getByRole('searchbox').fill('seq:2990-')
  await expect(panel.getByRole('row', { name: /^2990 / })).toBeVisible()
  await expect(panel.getByRole('row', { selected: true })).toContainText('2999')
  await panel.getByRole('searchbox').fill('')
  await expect(panel.getByRole('row', { selected: true })).toContainText('2999')
  await expect(panel.getByRole('row', { selected: true })).toBeInViewport()

  const before = await panel.elementHandle()
  await window.command('reopen', 'Reopen this trace')
  await before.waitForElementState('hidden')
  await window.expectRead('long')
  await expect(panel.getByRole('row', { selected: true })).toContainText('2999')
  await expect(panel.getByRole('row', { selected: true })).toBeInViewport()
})
