/** For keyboards and screen readers. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, fixture, showcase, test } from '../fixtures.ts'
import type { TraceWindow } from '../pages/trace-window.ts'

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in the ${theme} theme`, async ({ showing }) => {
    test.slow()
    const { window } = await showing({ theme })
    await window.page.emulateMedia({ colorScheme: theme })
    await window.expectStart()
    expect(await violations(window.page)).toEqual([])
    await window.openSample(/^showcase(\.rollout)?$/)
    await window.expectRead(showcase.name)
    await window.outline.getByRole('treeitem').nth(1).click()
    await expect(window.inspector.getByText('Fields')).toBeVisible()
    expect(await violations(window.page)).toEqual([])
    for (const [view, shown] of shownBy(window)) {
      await window.showView(view)
      await expect(shown).toBeVisible()
      expect(await violations(window.page), view).toEqual([])
    }
    await window.showView('Agents')
    for (const form of ['Topology', 'Table']) {
      await window.panel.getByRole('button', { name: form, exact: true }).click()
      await expect(window.panel.getByRole('button', { name: form, exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      expect(await violations(window.page), form).toEqual([])
    }
    await window.inspector.getByRole('button', { name: 'Payload' }).first().click()
    await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
    expect(await violations(window.page), 'evidence').toEqual([])
  })

/** Every view, and what says that it is drawn. */
function shownBy({ panel }: TraceWindow): readonly (readonly [view: string, shown: Locator])[] {
  return [
    ['Timeline', panel.getByRole('application', { name: 'Lanes' })],
    ['Conversation', panel.getByRole('article', { name: /^User/ }).first()],
    ['Context', panel.getByRole('treegrid', { name: 'Input of the call' }).getByRole('row').first()],
    ['Terminals', panel.getByRole('listbox', { name: 'Terminals' }).getByRole('option').first()],
    ['Code cells', panel.getByRole('grid', { name: 'Calls, yields and waits' }).getByRole('row').first()],
    ['Compactions', panel.getByRole('grid', { name: 'What became of the history' }).getByRole('row').first()],
    ['Events', panel.getByRole('grid').getByRole('row').first()],
    ['Usage', panel.getByRole('grid', { name: 'Usage of the agents' }).getByRole('row').first()],
    ['Diagnostics', panel.getByRole('heading').last()],
  ]
}

/** Splitters lie between the landmarks that they divide, as the pattern for them says. */
async function violations(page: Page): Promise<readonly unknown[]> {
  // A page of its own, in which axe would add up its results, is not to be had everywhere.
  const results = await new AxeBuilder({ page }).setLegacyMode().exclude('[role=separator]').analyze()
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

test('the keys of a view work as soon as its tab is in front, wherever it was made', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  for (const view of ['Timeline', 'Agents', 'Timeline']) {
    await window.showView(view)
    await expect(window.panel.getByRole('toolbar', { name: 'Lanes' })).toBeVisible()
    await window.page.keyboard.press('t')
    await expect(window.panel.getByRole('treegrid'), view).toBeVisible()
    await window.page.keyboard.press('t')
    await expect(window.panel.getByRole('treegrid'), view).toHaveCount(0)
  }
})

/** A view, what has the focus once its key was pressed, the keys to an object of it, and what the inspector then says. */
const walks = [
  ['1', 'Agents', ['ArrowDown'], 'agent thread', 'Enter'],
  ['2', 'Timeline', ['ArrowDown', 'ArrowRight'], /of \/root/, 'Enter'],
  ['3', 'Conversation', ['End'], undefined, 'Enter'],
  ['4', 'Context', ['End'], 'conversation item of /root', 'Enter'],
  ['5', 'Terminals', ['End'], /terminal (session|operation) of/, undefined],
  ['6', 'Code cells', ['Home'], 'code cell of /root', undefined],
  ['7', 'Compactions', ['Home'], 'compaction of /root', undefined],
  ['8', 'Events', ['End'], undefined, 'Enter'],
  ['9', 'Usage', ['End'], 'agent thread', undefined],
] as const

test('every view is walked with the keyboard alone, from its own key to the evidence', async ({ showing }) => {
  test.slow()
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, inspector, evidence } = window
  await window.expectRead(showcase.name)
  for (const [key, view, keys, said, open] of walks) {
    await page.keyboard.press(key)
    await expect(window.tabs.getByRole('tab', { name: view })).toHaveAttribute('aria-selected', 'true')
    await expect(panel.locator(':focus'), view).toBeVisible()
    for (const each of keys) await page.keyboard.press(each)
    // Rows are fetched as they come into view.
    await expect(page.locator(':focus'), view).not.toHaveAccessibleName('Being fetched')
    if (view === 'Conversation') await expect(page.locator(':focus')).toHaveAccessibleName(/^Assistant/)
    if (said !== undefined) await expect(inspector.getByText(said).first(), view).toBeVisible()
    if (open === undefined) continue
    await page.keyboard.press(open)
    await expect(evidence, view).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Shift+e')
    await expect(evidence, view).toHaveCount(0)
  }
})

test('a diagnostic is reached and opened with the keyboard alone', async ({ showing }) => {
  const { window } = await showing({ paths: [fixture('hostile', 'payload-above')] })
  const { page, panel, evidence } = window
  await window.expectRead('payload-above')
  await page.keyboard.press('0')
  await expect(panel.getByRole('grid')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(evidence.getByText(/^trace\.jsonl, line \d+, byte \d+$/)).toBeVisible()
})
