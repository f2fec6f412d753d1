/** The compare window with a keyboard alone: from one trace to what it is set beside, along the differences, and back to one. */
import { mkdirSync } from 'node:fs'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const other = { path: fixture('samples', 'showcase_b.rollout'), name: /showcase_b/ }

test('what differs is walked to the bytes of both sides, filtered, swapped, and one side closed', async ({
  showing,
}) => {
  test.slow()
  const { window } = await showing({ paths: [showcase.path, other.path], compare: true })
  const compared = new CompareWindow(window.page)
  const { keyboard } = window.page
  await compared.expectCompared(showcase.name, other.name)
  await expect(compared.place).toHaveText('1 of 32 differences')
  for (const at of [2, 3]) {
    await keyboard.press('n')
    await expect(compared.place).toHaveText(`${String(at)} of 32 differences`)
  }
  await keyboard.press('p')
  await expect(compared.place).toHaveText('2 of 32 differences')

  // The evidence of both sides, one beside the other.
  for (const [at, side] of (['A', 'B'] as const).entries()) {
    const payload = compared.inspector(side).getByRole('button', { name: 'Payload' }).first()
    await expect(payload).toBeVisible()
    await window.focusRegion(compared.inspector(side))
    await window.tabTo(payload)
    await keyboard.press('Enter')
    await expect(compared.evidence).toHaveCount(at + 1)
    await expect(
      compared.evidence
        .nth(at)
        .getByText(/payloads\/\d+\.json/)
        .first(),
    ).toBeVisible()
  }
  await keyboard.press('Escape')
  await expect(compared.pair).toBeVisible()
  await expect(compared.evidence).toHaveCount(0)

  // Filters thin what is walked, the conversation and the lanes of both sides.
  await keyboard.press('1')
  const rows = window.page.getByRole('listbox', { name: 'Both conversations' }).getByRole('option')
  await expect(rows.first()).toBeVisible()
  await compared.command('Only differences')
  await expect(compared.filters.getByRole('button', { name: 'Only differences' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(rows.getByRole('img', { name: 'same' })).toHaveCount(0)
  await keyboard.press('2')
  for (const side of ['A', 'B'] as const) {
    await expect(compared.lanes(side).first()).toContainText('root')
    await expect(compared.lanes(side).filter({ hasText: 'reproduce' })).toHaveCount(0)
  }
  await compared.command('Only this agent')
  await expect(compared.place).not.toHaveText(/of 32/)
  for (const side of ['A', 'B'] as const) {
    await expect(compared.lanes(side)).toHaveCount(1)
    await expect(compared.lanes(side)).toContainText('fix')
  }
  await compared.command('Only this agent')
  await expect(compared.lanes('A').first()).toContainText('root')
  await compared.command('Only differences')
  await expect(compared.lanes('A').filter({ hasText: 'reproduce' })).toHaveCount(1)

  // In the tree of agents the one that only B has.
  await window.focusRegion(compared.outline)
  await keyboard.press('End')
  await expect(compared.outline.getByRole('treeitem', { selected: true })).toHaveCount(1)

  await compared.command('Swap A and B')
  await expect(compared.header.getByText('−1')).toBeVisible()
  await compared.expectCompared(other.name, showcase.name)
  await compared.command('Close A and keep B')
  await window.expectRead(/showcase(?!_b)/)
})

test('a trace is set beside one that was opened before, and beside a run of a library', async ({
  launch,
}, testInfo) => {
  const library = testInfo.outputPath('nightly')
  mkdirSync(library)
  for (const name of ['monday', 'tuesday']) copyBundle(fixture('conformance', 's2-whole-life'), `${library}/${name}`)
  const earlier = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('earlier'))
  for (const path of [earlier, library]) {
    const app = launch({ paths: [path] })
    const page = await app.page()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(path === library ? 'nightly' : 'earlier')
    if (path === earlier) await new TraceWindow(page).expectRead('earlier')
    else await expect(page.getByRole('grid', { name: 'Bundles' }).getByRole('row')).toHaveCount(2)
    await app.close()
  }
  const window = new TraceWindow(await launch({ paths: [showcase.path] }).page())
  const compared = new CompareWindow(window.page)
  const { keyboard } = window.page
  const picker = window.page.getByRole('dialog', { name: 'Compare with' })
  await window.expectRead(showcase.name)
  await compared.command('Compare with…')
  await expect(picker.getByRole('option', { name: /earlier/ })).toBeVisible()
  await keyboard.type('earl')
  await expect(picker.getByRole('option', { selected: true })).toContainText('earlier')
  await keyboard.press('Enter')
  await compared.expectCompared(showcase.name, 'earlier')

  await compared.command('Close B and keep A')
  await window.expectRead(showcase.name)
  await compared.command('Compare with…')
  await expect(picker.getByRole('option', { name: /nightly/ })).toBeVisible()
  await keyboard.type('nightly')
  await expect(picker.getByRole('option', { selected: true })).toContainText('nightly')
  await keyboard.press('Enter')
  await expect(picker.getByRole('combobox')).toHaveAttribute('placeholder', 'Compare with a run of nightly')
  await keyboard.type('tues')
  await expect(picker.getByRole('option')).toHaveCount(1)
  await expect(picker.getByRole('option', { selected: true })).toContainText('tuesday')
  await keyboard.press('Enter')
  await compared.expectCompared(showcase.name, 'tuesday')
})
