/** A payload of tens of megabytes on one line: its tree, a place in it, what is found in it, its strings, its bytes as text. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, test } from '../fixtures.ts'
import type { TraceWindow } from '../pages/trace-window.ts'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A recorded bundle whose second payload is one line of JSON: 200,000 rows, then a few things to look at. */
function writeBundle(folder: string): string {
  mkdirSync(path.dirname(folder), { recursive: true })
  copyBundle(fixture('conformance', 's2-whole-life'), folder)
  const rows = Array.from({ length: 200_000 }, (_, row) => ({
    row,
    text: `record ${String(row)} of many, each of them long enough to count`,
    value: row / 7,
  }))
  const long = `${'many words '.repeat(450_000)}a needle in the hay`
  const value = { rows, long, image: `data:image/png;base64,${PIXEL}`, last: { 'odd/key': 'the very last string' } }
  writeFileSync(path.join(folder, 'payloads', '2.json'), JSON.stringify(value))
  return folder
}

async function openPayload(window: TraceWindow): Promise<void> {
  await window.expectRead(/./)
  await window.showView('Events')
  await window.page.getByRole('row').filter({ hasText: 'protocol_event_observed' }).first().click()
  await window.inspector
    .getByRole('button', { name: /protocol_event/ })
    .first()
    .click()
  await expect(window.evidence.getByText('payloads/2.json').first()).toBeVisible()
}

test('a large payload on one line is walked as a tree, searched, and copied from', async ({ showing }, testInfo) => {
  const { window } = await showing({ paths: [writeBundle(testInfo.outputPath('large'))] })
  await openPayload(window)
  const tree = window.evidence.getByRole('tree')
  await expect(tree.getByRole('treeitem', { name: /^rows/ })).toContainText('200,000 elements')

  // Groups of a thousand, and a row in one of them.
  await tree.getByRole('treeitem', { name: /^rows/ }).dblclick()
  await tree.getByRole('treeitem', { name: '1,000 … 1,999' }).dblclick()
  await tree.getByRole('treeitem', { name: /^1000: \{…\}/ }).click()
  await expect(window.evidence.getByText('/rows/1000', { exact: true })).toBeVisible()

  const find = window.evidence.getByRole('searchbox', { name: 'Find in this document' })
  await find.fill('record 123456 of')
  await find.press('Enter')
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('record 123456 of many')
  await expect(window.evidence.getByText('/rows/123456/text', { exact: true })).toBeVisible()

  await find.fill('the very last')
  await find.press('Enter')
  await expect(window.evidence.getByText('/last/odd~1key', { exact: true })).toBeVisible()
})

test('an image in a payload is a picture only when asked for; the bytes are one key away', async ({
  showing,
}, testInfo) => {
  const { window } = await showing({ paths: [writeBundle(testInfo.outputPath('image'))] })
  await openPayload(window)
  const image = window.evidence.getByRole('treeitem', { name: /^image/ })
  await image.click()
  const picture = window.evidence.getByRole('img', { name: 'In the chosen string' })
  await expect(window.evidence.getByRole('document', { name: 'Chosen string' })).toContainText('data:image/png')
  await expect(picture).toHaveCount(0)
  await window.evidence.getByRole('button', { name: 'Show as a picture' }).click()
  await expect(picture).toBeVisible()

  await window.page.keyboard.press('r')
  const text = window.evidence.getByRole('document', { name: 'Payload payloads/2.json' })
  await expect(text).toContainText('{"rows":[{"row":0,')
  // The end is where reading has got to by then.
  await expect(async () => {
    await text.press('End')
    await expect(text).toContainText('the very last string', { timeout: 2000 })
  }).toPass()
})

test('a chosen string is searched in its own pane, whether it is decoded or too long for that', async ({
  showing,
}, testInfo) => {
  const { window } = await showing({ paths: [writeBundle(testInfo.outputPath('long'))] })
  await openPayload(window)
  await window.evidence.getByRole('treeitem', { name: /^long/ }).click()
  await expect(window.evidence.getByText(/^As written, with escapes/)).toBeVisible()
  const chosen = window.evidence.getByRole('document', { name: 'Chosen string' })
  const find = window.evidence.getByRole('searchbox', { name: 'Find in the chosen string' })
  await chosen.focus()
  await window.page.keyboard.press('ControlOrMeta+f')
  await expect(find).toBeFocused()
  await window.page.keyboard.type('A NEEDLE')
  await window.page.keyboard.press('Enter')
  await expect(chosen).toContainText('a needle in the hay')

  await window.evidence.getByRole('tree').press('ArrowDown')
  await expect(chosen).toContainText('data:image/png')
  await find.fill('mNk+M9Q')
  await find.press('Enter')
  await expect(window.evidence.getByText('Not found')).toHaveCount(0)
  await find.fill('is not in there')
  await find.press('Enter')
  await expect(window.evidence.getByText('Not found')).toBeVisible()
})
