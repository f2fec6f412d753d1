/** What a compaction removed, and what stands in its place. */
import { expect, showcase, test } from '../fixtures.ts'

test('what did the compaction remove: from the transcript to the items, the tokens and the result', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem').first().click()
  await window.inspector
    .getByRole('button', { name: /^Compaction/ })
    .first()
    .click()
  await window.showView('Conversation')
  const marker = window.conversation('/root').getByRole('article', { name: 'Compaction', exact: true })
  await expect(marker).toContainText(/took in \d+ items/)
  await marker.getByRole('button', { name: 'What was dropped' }).click()

  const history = page.getByRole('grid', { name: 'What became of the history' })
  await expect(history.getByRole('row', { name: /^Dropped \d+ items/ })).toBeVisible()
  await expect(page.getByText('kept 3, put 2 new in their place.')).toBeVisible()
  await expect(page.getByText('60 % less input')).toBeVisible()
  const dropped = history.getByRole('row', { name: /^dropped reasoning/ }).first()
  await dropped.click()
  await expect(dropped).toHaveAttribute('aria-selected', 'true')
  await expect(window.inspector.getByText('What the model saw')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(window.evidence.getByText('trace.jsonl, line')).toBeVisible()
  await page.keyboard.press('End')
  await expect(history.getByRole('row', { selected: true })).toHaveAccessibleName(/^new /)
  await page.getByRole('button', { name: 'result payload' }).click()
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'inference 12', exact: true }).click()
  await window.showView('Context')
  await expect(page.getByText(/^Shared with inference 11/)).toBeVisible()
})
