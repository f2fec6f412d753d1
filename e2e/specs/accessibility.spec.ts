/** For keyboards and screen readers. */
import type { Locator } from '@playwright/test'
import path from 'node:path'
import { violations } from '../axe.ts'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'
import { LibraryPage } from '../pages/library-page.ts'
import { TraceWindow } from '../pages/trace-window.ts'

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
    await window.outline.getByRole('treeitem').first().click()
    await window.inspector.getByRole('button', { name: 'Payload' }).first().click()
    await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
    expect(await violations(window.page), 'evidence').toEqual([])
  })

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing in Compare with… in the ${theme} theme, nor in a library of it`, async ({
    launch,
  }, testInfo) => {
    const library = testInfo.outputPath('nightly')
    for (const name of ['monday', 'tuesday'])
      copyBundle(fixture('conformance', 's2-whole-life'), path.join(library, name))
    const first = launch({ paths: [library] })
    await expect(new LibraryPage(await first.page()).rows).toHaveCount(2)
    await first.close()
    const window = new TraceWindow(await launch({ theme, paths: [showcase.path] }).page())
    const { page } = window
    await page.emulateMedia({ colorScheme: theme })
    await window.expectRead(showcase.name)
    await window.outline.getByRole('treeitem').first().press('ArrowDown')
    await expect(window.outline.locator(':focus')).toBeVisible()

    await window.command('Compare with', 'Compare with…')
    const picker = page.getByRole('dialog', { name: 'Compare with' })
    const runs = picker.getByRole('option')
    await expect(picker.getByRole('combobox')).toBeFocused()
    await expect(runs.filter({ hasText: 'nightly' })).toBeVisible()
    expect(await violations(page)).toEqual([])

    // Into the library by keyboard, back out of it, and out of the dialog to where one was.
    await page.keyboard.type('nightly')
    await expect(picker.getByRole('option', { selected: true })).toContainText('nightly')
    await page.keyboard.press('Enter')
    await expect(runs.filter({ hasText: 'tuesday' })).toBeVisible()
    expect(await violations(page), 'library').toEqual([])
    await expect(runs.first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(runs.nth(1)).toHaveAttribute('aria-selected', 'true')
    // What a screen reader is told to be on.
    await expect(picker.getByRole('combobox')).toHaveAttribute('aria-activedescendant', await idOf(runs.nth(1)))
    await page.keyboard.press('Escape')
    await expect(runs.filter({ hasText: 'nightly' })).toBeVisible()
    await expect(picker.getByRole('combobox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(picker).toHaveCount(0)
    await expect(window.outline.locator(':focus')).toBeVisible()
  })

test('axe finds nothing in the palette, and a screen reader is told what is chosen in it', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page } = window
  await window.expectRead(showcase.name)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Find a command or object' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('switch')
  await expect(palette.getByRole('option', { selected: true })).toContainText('Switch')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  const second = palette.getByRole('option').nth(1)
  await expect(second).toHaveAttribute('aria-selected', 'true')
  await expect(palette.getByRole('combobox')).toHaveAttribute('aria-activedescendant', await idOf(second))
})

async function idOf(option: Locator): Promise<string> {
  await expect(option).toHaveAttribute('id', /./)
  return (await option.getAttribute('id')) ?? ''
}

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

interface Walk {
  readonly key: string
  readonly view: string
  /** What the keys aim at, where it is there later than the focus. */
  readonly ready?: (window: TraceWindow) => Locator
  /** To an object of the view. */
  readonly keys: readonly string[]
  /** What the keys lead to. */
  readonly said: (window: TraceWindow) => Locator
  /** Whether Enter opens the evidence of it. */
  readonly opens: boolean
}

const inspected =
  (text: string | RegExp) =>
  ({ inspector }: TraceWindow): Locator =>
    inspector.getByText(text).first()

const walks: readonly Walk[] = [
  { key: '1', view: 'Agents', keys: ['ArrowDown'], said: inspected('agent thread'), opens: true },
  { key: '2', view: 'Timeline', keys: ['ArrowDown', 'ArrowRight'], said: inspected('turn of /root/'), opens: true },
  {
    key: '3',
    view: 'Conversation',
    // Of the agent that was selected last.
    ready: (window) => window.conversation('/root/reproduce').locator(':focus'),
    keys: ['End'],
    said: ({ panel }) => panel.getByRole('article', { name: /^Assistant/ }).and(panel.locator(':focus')),
    opens: true,
  },
  { key: '4', view: 'Context', keys: ['End'], said: inspected('conversation item of /root'), opens: true },
  { key: '5', view: 'Terminals', keys: ['End'], said: inspected(/terminal (session|operation) of/), opens: false },
  { key: '6', view: 'Code cells', keys: ['Home'], said: inspected('code cell of /root'), opens: false },
  { key: '7', view: 'Compactions', keys: ['Home'], said: inspected('compaction of /root'), opens: false },
  {
    key: '8',
    view: 'Events',
    ready: ({ panel }) => panel.getByRole('row', { name: /^\d+ / }).first(),
    keys: ['End'],
    // The last event: Enter right after would wait for it too.
    said: ({ panel }) => panel.getByRole('row', { name: /^703 / }),
    opens: true,
  },
  { key: '9', view: 'Usage', keys: ['End'], said: inspected('agent thread'), opens: false },
]

test('every view is walked with the keyboard alone, from its own key to the evidence', async ({ showing }) => {
  test.slow()
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, evidence } = window
  await window.expectRead(showcase.name)
  for (const { key, view, ready, keys, said, opens } of walks) {
    await page.keyboard.press(key)
    await expect(window.tabs.getByRole('tab', { name: view })).toHaveAttribute('aria-selected', 'true')
    await expect(panel.locator(':focus'), view).toBeVisible()
    if (ready !== undefined) await expect(ready(window), view).toBeVisible()
    for (const each of keys) await page.keyboard.press(each)
    await expect(said(window), view).toBeVisible()
    if (!opens) continue
    await page.keyboard.press('Enter')
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
