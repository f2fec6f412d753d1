/** Costs: estimated with a person's own prices, marked as such, and absent where there is no price. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { violations } from '../axe.ts'
import { expect, showcase, test } from '../fixtures.ts'

const MODEL = 'lab-model'

function settingsFile(outputPath: string): string {
  mkdirSync(path.join(outputPath, 'user-data'), { recursive: true })
  return path.join(outputPath, 'user-data', 'settings.json')
}

async function addPrice(page: Page, model: string, prices: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name: 'Add a model' }).click()
  const added = page.getByRole('textbox', { name: 'Model of row 1' })
  await expect(added).toHaveValue('')
  await added.fill(model)
  await added.press('Tab')
  for (const [column, price] of Object.entries(prices)) {
    const field = page.getByRole('textbox', { name: `${column} of ${model}`, exact: true })
    await field.fill(price)
    await field.press('Tab')
  }
}

test('prices are entered, and costs are estimated with them: in total, per agent, per call', async ({
  showing,
}, testInfo) => {
  const file = settingsFile(testInfo.outputPath())
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.showView('Usage')
  await expect(panel.getByRole('button', { name: /^Cost: / })).toHaveCount(0)
  await panel.getByRole('button', { name: 'Costs', exact: true }).click()
  await expect(panel.getByRole('heading', { name: 'No prices are set' })).toBeVisible()
  await expect(panel.getByText(/^Models? without a price:/)).toContainText(MODEL)
  await panel.getByRole('button', { name: 'Open settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused()
  await addPrice(page, MODEL, { Input: '1.25', 'Cached input': 'free' })
  await expect(page.getByText(`Not kept yet. ${MODEL} needs prices`)).toBeVisible()
  expect(await violations(page)).toEqual([])
  await addLast(page)
  await expect
    .poll((): unknown => JSON.parse(readFileSync(file, 'utf8')))
    .toMatchObject({
      prices: {
        date: '2026-11-01',
        currency: 'EUR',
        models: [{ model: MODEL, input: 1.25, cachedInput: 0.125, output: 10 }],
      },
    })
  await page.keyboard.press('Escape')
  await expect(panel.getByRole('grid', { name: 'Costliest calls' }).getByRole('row').first()).toContainText('≈ €')
  await expect(panel.getByText('by prices of 2026-11-01')).toBeVisible()
  await panel.getByRole('button', { name: 'Agents', exact: true }).click()
  await expect(panel.getByRole('button', { name: 'Cost: By your prices of 2026-11-01' })).toBeVisible()
  const root = panel
    .getByRole('grid', { name: 'Usage of the agents' })
    .getByRole('row')
    .first()
    .getByRole('gridcell')
    .nth(4)
  await expect(root).toHaveText(/^≈ €/)
  const own = await root.textContent()
  await panel.getByRole('button', { name: 'With agents below', exact: true }).click()
  await expect(root).toHaveText(/^≈ €/)
  await expect(root).not.toHaveText(own ?? '')
  await panel.getByRole('button', { name: 'Costs', exact: true }).click()
  await panel.getByRole('grid', { name: 'Costliest calls' }).getByRole('row').first().click()
  await expect(window.inspector.getByRole('definition').filter({ hasText: /^€.*estimated$/ })).toBeVisible()

  async function addLast(at: Page): Promise<void> {
    for (const [name, value] of [
      [`Cached input of ${MODEL}`, '0.125'],
      [`Output of ${MODEL}`, '10'],
      ['Currency', 'eur'],
      ['Prices of', '2026-11-01'],
    ] as const) {
      const field = at.getByRole('textbox', { name, exact: true }).or(at.getByLabel(name, { exact: true }))
      await field.fill(value)
      await field.press('Tab')
    }
  }
})

test('a broken price table is named; nothing is estimated, and all else counts', async ({ showing }, testInfo) => {
  const file = settingsFile(testInfo.outputPath())
  writeFileSync(
    file,
    '{"density":"comfortable","prices":{"date":"2026-11-01","currency":"USD","models":[{"model":"x"}]}}',
  )
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await expect(window.page.locator('html')).toHaveAttribute('data-density', 'comfortable')
  await window.showView('Usage')
  await window.panel.getByRole('button', { name: 'Costs', exact: true }).click()
  await expect(window.panel.getByRole('heading', { name: 'No prices are set' })).toBeVisible()
  await window.panel.getByRole('button', { name: 'Open settings' }).click()
  await expect(window.page.getByText(/^The setting prices is not understood; its default is used\./)).toBeVisible()
})

test('a table without a price for the models says so, and shows no cost', async ({ showing }, testInfo) => {
  const file = settingsFile(testInfo.outputPath())
  const models = [{ model: 'another', input: 1, output: 1 }]
  writeFileSync(file, JSON.stringify({ prices: { date: '2026-11-01', currency: 'USD', models } }))
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.showView('Usage')
  await expect(window.panel.getByText('Cost unknown')).toBeVisible()
  await window.panel.getByRole('button', { name: 'Costs', exact: true }).click()
  await expect(window.panel.getByRole('heading', { name: 'No call has a price' })).toBeVisible()
})
