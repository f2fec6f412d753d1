/** A range of time chosen in one view narrows all others, each says so, and each takes it away again. */
import type { Locator } from '@playwright/test'
import { expect, showcase, test } from '../fixtures.ts'
import type { TraceWindow } from '../pages/trace-window.ts'

/** Every view that lists something, and where it says how much of it. */
function counted({ panel }: TraceWindow): readonly (readonly [view: string, count: Locator])[] {
  return [
    ['Conversation', panel.getByRole('toolbar', { name: 'Conversation' }).getByRole('status').first()],
    ['Context', panel.getByRole('toolbar', { name: 'Context' }).getByRole('heading')],
    ['Terminals', panel.getByText(/^(\d+ of )?\d+ terminals$/)],
    ['Code cells', panel.getByText(/^(\d+ of )?\d+ code cells?$/)],
    ['Compactions', panel.getByText(/^(\d+ of )?\d+ compactions?$/)],
    ['Events', panel.getByText(/^([\d,]+ of )?[\d,]+ events$/)],
    ['Usage', panel.getByRole('grid', { name: 'Usage of the agents' }).getByRole('row').first()],
  ]
}

/** Chooses the time of the first turn of an agent by the keyboard, then the root. */
async function chooseRange(window: TraceWindow, agent: string): Promise<void> {
  const { page, panel, inspector, outline } = window
  await outline.getByRole('treeitem', { name: agent }).click()
  await expect(inspector.getByText('agent thread')).toBeVisible()
  await page.keyboard.press('1')
  await expect(window.lanes).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(inspector.getByText(`turn of /root/${agent}`)).toBeVisible()
  await page.keyboard.press('Shift+M')
  await expect(panel.getByRole('status').filter({ hasText: /^Range/ })).toBeVisible()
  await outline.getByRole('treeitem').first().click()
  await expect(inspector.getByText('agent thread')).toBeVisible()
}

test('a range narrows every view; each says so, and gives back the whole', async ({ showing }) => {
  test.slow()
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem').first().click()
  const clear = panel.getByRole('button', { name: /^Clear the range/ })
  const whole = new Map<string, string>()
  for (const [view, count] of counted(window)) {
    await window.showView(view)
    await expect(count, view).toHaveText(/\d/)
    await expect(clear, view).toHaveCount(0)
    whole.set(view, (await count.textContent()) ?? '')
  }
  await chooseRange(window, 'review')
  for (const [view, count] of counted(window)) {
    await window.showView(view)
    await expect(clear, view).toBeVisible()
    await expect(count, view).not.toHaveText(whole.get(view) ?? '')
  }
  await clear.press('Enter')
  for (const [view, count] of counted(window)) {
    await window.showView(view)
    await expect(count, view).toHaveText(whole.get(view) ?? '')
  }
  await page.keyboard.press('1')
  await expect(panel.getByRole('status').filter({ hasText: /^Range/ })).toHaveCount(0)
})

test('in a range one goes from call to call of those in it, and an agent leads to its last one there', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await chooseRange(window, 'write_tests')
  await window.showView('Context')
  const bar = panel.getByRole('toolbar', { name: 'Context' })
  await expect(bar).toContainText(/Inference 14\s+of 21 · 8 in range/)
  await expect(bar.getByRole('button', { name: 'Next call' })).toBeDisabled()
  for (const ordinal of [13, 12, 11, 10, 9, 8, 7]) {
    await page.keyboard.press('[')
    await expect(bar).toContainText(new RegExp(`Inference ${String(ordinal)}\\s+of 21 · 8 in range`))
  }
  await expect(bar.getByRole('button', { name: 'Previous call' })).toBeDisabled()
  await bar.getByRole('button', { name: /^Clear the range/ }).press('Enter')
  await expect(bar).toContainText(/Inference 7\s+of 21/)
  await expect(bar).not.toContainText('in range')
  await page.keyboard.press('[')
  await expect(bar).toContainText(/Inference 6\s+of 21/)
})

test('the topology draws the edges sent in the range', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await page.keyboard.press('g')
  const marks = panel.getByRole('button', { name: / from .* to / })
  await expect(marks.first()).toBeVisible()
  const all = await marks.count()
  await page.keyboard.press('g')
  await expect(window.lanes).toBeVisible()
  await chooseRange(window, 'review')
  await page.keyboard.press('g')
  await expect(panel.getByRole('tree')).toBeVisible()
  expect(await marks.count()).toBeLessThan(all)
  await page.keyboard.press('Escape')
  await expect(marks).toHaveCount(all)
})

test('M measures what is selected and leaves every view as it is; Escape ends it', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /reproduce/ }).click()
  await expect(window.inspector.getByText('agent thread')).toBeVisible()
  await page.keyboard.press('1')
  await expect(window.lanes).toBeFocused()
  await page.keyboard.press('m')
  const measured = panel.getByRole('status').filter({ hasText: /^Measured/ })
  await expect(measured).toContainText(/\d+ inference calls?/)
  await page.keyboard.press('8')
  await expect(panel.getByText('703 events')).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Clear the range/ })).toHaveCount(0)
  await page.keyboard.press('1')
  await expect(measured).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(measured).toHaveCount(0)
})
