/** For keyboards and screen readers. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, showcase, test } from '../fixtures.ts'

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
    await window.showView('Conversation')
    await expect(window.conversation().getByRole('article', { name: /^User/ }).first()).toBeVisible()
    expect(await violations(window.page)).toEqual([])
    await window.showView('Compactions')
    await expect(window.page.getByRole('grid', { name: 'What became of the history' })).toBeVisible()
    expect(await violations(window.page)).toEqual([])
    await window.showView('Context')
    await expect(
      window.page.getByRole('treegrid', { name: 'Input of the call' }).getByRole('row').first(),
    ).toBeVisible()
    expect(await violations(window.page)).toEqual([])
  })

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
