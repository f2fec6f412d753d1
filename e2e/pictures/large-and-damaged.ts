/**
 * The pictures in `docs/images` of every view, of a run of 75 agents and of one whose recording was damaged, in both themes. As WebP,
 * since there are many. Waits for what a picture is to show, then takes it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateRun } from '../../bench/generate-run.mjs'
import { unpackRecorded } from '../bundles.ts'
import { expect, test } from '../fixtures.ts'
import type { TraceWindow } from '../pages/trace-window.ts'

const images = path.join(import.meta.dirname, '..', '..', 'docs', 'images')
const QUALITY = 60

/** 75 agents with thousands of nested slices and messages. */
function writeManyAgents(folder: string): string {
  const none = { items: 0, payloadMegabytes: 0, oneLine: false }
  generateRun(folder, { ...none, agents: 75, rounds: 10, commands: 4000, messages: 500, seed: 2 })
  return folder
}

/** The sample run as it is left by a recorder that died: no end, the last line cut, one payload missing and one half written. */
function writeDamaged(folder: string): string {
  unpackRecorded('samples/0.169.0/showcase', folder)
  const log = path.join(folder, 'trace.jsonl')
  const bytes = readFileSync(log)
  writeFileSync(log, bytes.subarray(0, Math.floor(bytes.length * 0.7)))
  rmSync(path.join(folder, 'payloads', '20.json'))
  writeFileSync(path.join(folder, 'payloads', '12.json'), '{"cut":"of')
  return folder
}

/** With what each view is known to be there. */
const views = [
  'Agents',
  'Timeline',
  'Conversation',
  'Context',
  'Terminals',
  'Code cells',
  'Compactions',
  'Usage',
  'Events',
  'Diagnostics',
]

async function expectFilled(window: TraceWindow, view: string): Promise<void> {
  const { panel } = window
  if (view === 'Agents' || view === 'Timeline')
    await expect(panel.getByRole('list', { name: 'Lanes' }).getByRole('button').first()).toBeVisible()
  else if (view === 'Conversation') await expect(panel.getByRole('article').first()).toBeVisible()
  else
    await expect(
      panel.locator('[role=row], [role=option], [role=listitem], tr, h2').filter({ visible: true }).first(),
    ).toBeVisible()
}

for (const theme of ['light', 'dark'] as const) {
  for (const [name, title, write] of [
    ['many-agents', /^many-agents$/, writeManyAgents],
    ['damaged', /^damaged$/, writeDamaged],
  ] as const) {
    test(`every view of ${name}, ${theme}`, async ({ showing }, testInfo) => {
      test.slow()
      const { window } = await showing({ theme, timeZone: 'UTC', paths: [write(testInfo.outputPath(name))] })
      const { page } = window
      await page.setViewportSize({ width: 1360, height: 850 })
      await window.expectRead(title)
      const devtools = await page.context().newCDPSession(page)
      await window.outline.getByRole('treeitem').nth(1).click()
      await expect(window.inspector.getByText('Fields')).toBeVisible()
      for (const view of views) {
        await window.showView(view)
        await expectFilled(window, view)
        await page.mouse.move(0, 0)
        await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))))
        const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
        const file = `${name}-${view.toLowerCase().replace(' ', '-')}-${theme}.webp`
        writeFileSync(path.join(images, file), Buffer.from(data, 'base64'))
      }
    })
  }
}
