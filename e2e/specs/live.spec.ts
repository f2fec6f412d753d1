/** A recording is followed while it is written; its end, and what happens to its log, are told. */
import { readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from '@playwright/test'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, test } from '../fixtures.ts'
import type { TraceWindow } from '../pages/trace-window.ts'
import { startRecording } from '../recording.ts'

const NAME = 'recorded/0.169.0/messages'

/** What the header says of the run. */
function expectStatus({ header }: TraceWindow, status: string): Promise<void> {
  return expect(header.getByRole('listitem').filter({ hasText: status }).first()).toBeVisible()
}

async function countOf({ page }: TraceWindow): Promise<number> {
  const text = await page
    .getByRole('status')
    .filter({ hasText: /events?$/ })
    .innerText()
  return Number(/[\d,]+/.exec(text)?.[0].replace(',', ''))
}

test('a recording is shown as it is written, to its end', async ({ showing }, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(12)
  const { window } = await showing({ paths: [recording.folder] })
  await window.expectRead('run')
  await expectStatus(window, 'Running · live')
  await expect(window.header.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true')

  await window.showView('Events')
  await expect.poll(() => countOf(window)).toBe(12)
  recording.writeTo(20)
  await expect.poll(() => countOf(window)).toBe(20)
  recording.writeHalf()
  recording.writeTo(60)
  await expect.poll(() => countOf(window)).toBe(60)
  await expect(window.page.getByRole('row').filter({ hasText: /^60\b/ })).toBeVisible()

  await window.showView('Agents')
  const toolbar = window.page.getByRole('toolbar', { name: 'Lanes' })
  await toolbar.getByText('Table', { exact: true }).click()
  const marked = window.page.getByRole('row').filter({ has: window.page.getByText('new', { exact: true }) })
  recording.writeTo(recording.events - 3)
  await expect(marked.first()).toBeVisible()

  recording.writeTo(recording.events)
  await expectStatus(window, 'Completed')
  await expect(window.header.getByText('live')).toHaveCount(0)
  await expect(window.header.getByRole('button', { name: 'Follow' })).toHaveCount(0)
  await expect(marked).toHaveCount(0)
  const facts = (await window.header.getByRole('listitem').allInnerTexts()).filter((fact) => /\d/.test(fact))
  expect(facts.length).toBeGreaterThan(5)

  // What is opened afresh is the same.
  await window.page.reload()
  await window.expectRead('run')
  await expectStatus(window, 'Completed')
  for (const fact of facts)
    await expect(window.header.getByRole('listitem').filter({ hasText: fact }).first()).toBeVisible()
  await window.showView('Events')
  await expect.poll(() => countOf(window)).toBe(recording.events)
})

test('who does not follow keeps the place and is told how much is new', async ({ showing }, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(40)
  const { window } = await showing({ paths: [recording.folder] })
  await window.expectRead('run')
  const follow = window.header.getByRole('button', { name: /^Follow/ })
  await follow.click()
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  const first = window.outline.getByRole('treeitem').nth(1)
  await first.click()
  await expect(first).toHaveAttribute('aria-selected', 'true')
  recording.writeTo(55)
  await expect(follow).toHaveText('Follow · 15 new')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await follow.click()
  await expect(follow).toHaveText('Follow')
})

test('a new agent is marked in the heads of the lanes', async ({ showing }, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(12)
  const { window } = await showing({ paths: [recording.folder] })
  await window.expectRead('run')
  await expectStatus(window, 'Running · live')
  const heads = window.page.getByRole('list', { name: 'Lanes' }).getByRole('listitem')
  await expect(heads).toHaveCount(1)
  await expect(heads.getByText('new', { exact: true })).toHaveCount(0)
  recording.writeUntil('"thread_started"')
  await expect(heads).toHaveCount(2)
  await expect(heads.nth(1).getByText('new', { exact: true })).toBeVisible()
  await expect(heads.nth(1).getByRole('button', { name: /, new, / })).toBeVisible()
  await expect(heads.nth(0).getByText('new', { exact: true })).toHaveCount(0)
})

test('a conversation stays at its newest item until one goes up, and then says how much is new', async ({
  showing,
}, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(60)
  const { window } = await showing({ paths: [recording.folder] })
  await window.expectRead('run')
  await expectStatus(window, 'Running · live')
  await window.showView('Conversation')
  const articles = window.conversation().getByRole('article')
  const newest = articles.last()
  const follow = window.header.getByRole('button', { name: /^Follow/ })
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  const before = Number(await newest.getAttribute('aria-setsize'))
  recording.writeTo(100)
  await expect(newest).toHaveAttribute('aria-setsize', /^\d+$/)
  await expect.poll(async () => Number(await newest.getAttribute('aria-setsize'))).toBeGreaterThan(before)
  await expect.poll(() => isNewest(newest)).toBe(true)
  await expect(newest).toBeInViewport()

  await newest.focus()
  await window.page.keyboard.press('Home')
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
  await expect(articles.first()).toBeInViewport()
  recording.writeTo(recording.events - 3)
  const more = window.panel.getByRole('button', { name: /^\d+ new$/ })
  await expect(more).toBeVisible()
  await expect(articles.first()).toBeInViewport()
  await more.click()
  await expect(follow).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => isNewest(newest)).toBe(true)
  await expect(newest).toBeInViewport()
  await expect(more).toHaveCount(0)
})

async function isNewest(article: Locator): Promise<boolean> {
  const [position, size] = [await article.getAttribute('aria-posinset'), await article.getAttribute('aria-setsize')]
  return position === size
}

test('a payload that is named before it is there is waited for', async ({ showing }, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(4)
  const { window } = await showing({ paths: [recording.folder] })
  await window.expectRead('run')
  await expectStatus(window, 'Running · live')
  const late = recording.writeWithoutRequest()
  await expect(window.page.getByText(`Waiting for ${late}, which an event names`)).toBeVisible()
  recording.writePayload(late)
  await expect(window.page.getByText('Waiting for')).toHaveCount(0)
  recording.writeTo(recording.events)
  await expectStatus(window, 'Completed')
  await expect(window.header.getByRole('button', { name: '0 diagnostics' })).toBeVisible()
})

test('a payload that is changed in place is told, and shown as it is now', async ({ showing }, testInfo) => {
  const folder = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('run'))
  const { window } = await showing({ paths: [folder] })
  await window.expectRead('run')
  await window.outline.getByRole('treeitem').first().click()
  await window.inspector.getByRole('button', { name: 'Payload' }).first().click()
  const place = window.evidence.getByText(/^payloads\/\d+\.json$/).first()
  await expect(place).toBeVisible()
  const payload = (await place.textContent()) ?? ''
  await expect(window.evidence.getByRole('treeitem').first()).toBeVisible()
  const told = window.page.getByText(`${payload} was changed after the trace was read.`)
  await expect(told).toHaveCount(0)
  writeFileSync(path.join(folder, payload), '{"written": "meanwhile"}')
  // Noticed when it is looked at again.
  await window.outline.getByRole('treeitem').nth(1).click()
  await window.inspector.getByRole('button', { name: 'codex_turn_started' }).click()
  await expect(window.evidence.getByText('trace.jsonl, line')).toBeVisible()
  await window.outline.getByRole('treeitem').first().click()
  await window.inspector.getByRole('button', { name: 'Payload' }).first().click()
  await expect(told).toBeVisible()
  await expect(window.evidence.getByText('meanwhile')).toBeVisible()
  await window.page.getByRole('button', { name: 'Reopen' }).click()
  await window.expectRead('run')
  await expect(told).toHaveCount(0)
})

test('a payload that was changed before anyone looked at it is told too', async ({ showing }, testInfo) => {
  const folder = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('run'))
  const { window } = await showing({ paths: [folder] })
  await window.expectRead('run')
  await expectStatus(window, 'Completed')
  for (const name of readdirSync(path.join(folder, 'payloads')))
    writeFileSync(path.join(folder, 'payloads', name), '{"written": "meanwhile"}')
  await window.outline.getByRole('treeitem').first().click()
  await window.inspector.getByRole('button', { name: 'Payload' }).first().click()
  await expect(window.evidence.getByText('meanwhile')).toBeVisible()
  await expect(window.page.getByText(/ changed after the trace was read\./)).toBeVisible()
})

test('a recording that is dropped on a page stands still, and the page says so', async ({
  showing,
  shell,
}, testInfo) => {
  const recording = startRecording(testInfo.outputPath('run'), NAME)
  recording.writeTo(40)
  const { window } = await showing()
  await window.expectStart()
  await window.drop(recording.folder)
  await window.expectRead('run')
  const told = window.page.getByText(/^The recording had not ended when it was dropped\./)
  if (shell === 'web') {
    await expect(told).toBeVisible()
    await expect(window.header.getByRole('button', { name: 'Follow' })).toHaveCount(0)
    return
  }
  // A window knows where it lies.
  await expectStatus(window, 'Running · live')
  recording.writeTo(recording.events)
  await expectStatus(window, 'Completed')
  await expect(told).toHaveCount(0)
})

const losses = [
  {
    what: 'cut off',
    change: (log: string) => {
      truncateSync(log, 100)
    },
  },
  {
    what: 'replaced',
    change: (log: string) => {
      writeFileSync(`${log}.new`, 'another\n'.repeat(10_000))
      renameSync(`${log}.new`, log)
    },
  },
  {
    what: 'deleted',
    change: (log: string) => {
      rmSync(path.dirname(log), { recursive: true })
    },
  },
] as const

for (const { what, change } of losses) {
  test(`a log that is ${what} is told, and what was read stays`, async ({ showing }, testInfo) => {
    const recording = startRecording(testInfo.outputPath('run'), NAME)
    recording.writeTo(40)
    const { window } = await showing({ paths: [recording.folder] })
    await window.expectRead('run')
    await expectStatus(window, 'Running · live')
    change(path.join(recording.folder, 'trace.jsonl'))
    await expect(window.page.getByText(`The log was ${what}: `)).toBeVisible()
    await expect(window.page.getByRole('button', { name: 'Reopen' })).toBeVisible()
    await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
    await expect(window.header.getByText('live')).toHaveCount(0)
  })
}
