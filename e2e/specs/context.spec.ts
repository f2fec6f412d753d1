/** What the model saw at one call, and what of it was not there before. */
import { expect, showcase, test } from '../fixtures.ts'

test('what the model saw at call 12: its input, where the cache broke, and the call before', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem').first().click()
  await window.inspector.getByRole('button', { name: 'Show 11 more', exact: true }).click()
  await window.inspector.getByRole('button', { name: /inference 12 / }).click()
  await window.inspector.getByRole('button', { name: 'Context', exact: true }).click()
  const input = page.getByRole('treegrid', { name: 'Input of the call' })
  await expect(page.getByRole('toolbar', { name: 'Context' })).toContainText(/Inference 12\s+of 21/)
  await expect(page.getByText(/^Shared with inference 11: the first 0 items, 3 more say the same/)).toBeVisible()
  await expect(input.getByRole('row', { name: 'The shared prefix ends here' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Size of the request by category' })).toContainText('Tool outputs')

  await page.keyboard.press('[')
  await expect(page.getByRole('toolbar', { name: 'Context' })).toContainText(/Inference 11\s+of 21/)
  await expect(page.getByText(/^All of inference 10 is repeated: \d+ items\.$/)).toBeVisible()
  const fold = input.getByRole('row', { name: /items kept from the previous call/ })
  await fold.click()
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  await input.getByRole('row', { name: /^kept 2 2 / }).click()
  await expect(window.inspector.getByText('conversation item', { exact: false }).first()).toBeVisible()
  // An item that an earlier call was given first is read without leaving this call.
  await expect(page.getByRole('toolbar', { name: 'Context' })).toContainText(/Inference 11\s+of 21/)
  await page.keyboard.press('Enter')
  await expect(window.evidence.getByText('trace.jsonl, line')).toBeVisible()

  await page.getByRole('button', { name: /^Tools 12/ }).click()
  await expect(page.getByRole('grid', { name: '12 tools' }).getByRole('row', { name: /exec_command/ })).toBeVisible()
  await page.getByRole('button', { name: /^Parameters/ }).click()
  await expect(page.getByRole('row', { name: /^changed client_metadata/ })).toBeVisible()

  // The call and the item come back with the bundle.
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('reopen')
  await expect(page.getByRole('option', { name: /Reopen this trace/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await window.expectRead(showcase.name)
  await expect(page.getByRole('toolbar', { name: 'Context' })).toContainText(/Inference 11\s+of 21/)
})
