/** A recording is followed while it is written; its end, and what happens to its log, are told. */
import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../fixtures.ts'
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
