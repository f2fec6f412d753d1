/** What was opened lately: kept between starts, pinned, removed, marked when it is gone. */
import { renameSync } from 'node:fs'
import path from 'node:path'
import { violations } from '../axe.ts'
import { copyBundle } from '../bundles.ts'
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'

test('what was opened is offered by the next start, pinned first, until it is removed', async ({
  launch,
}, testInfo) => {
  const here = (name: string): string => copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath(name))
  for (const name of ['one', 'two']) {
    const app = launch({ paths: [here(name)] })
    await new TraceWindow(await app.page()).expectRead(name)
    await app.close()
  }
  const window = new TraceWindow(await launch().page())
  const recent = window.page.getByRole('region', { name: 'Recent' })
  await expect(recent.getByRole('listitem')).toHaveText([/^\s*two/, /^\s*one/])
  await recent.getByRole('button', { name: 'Pin one' }).click()
  await expect(recent.getByRole('listitem')).toHaveText([/^\s*one/, /^\s*two/])
  await recent.getByRole('button', { name: /^two/ }).click()
  await window.expectRead('two')
  await window.chooseInMenu('Close this trace')

  renameSync(testInfo.outputPath('two'), testInfo.outputPath('elsewhere'))
  await window.page.reload()
  await window.expectStart()
  await expect(recent.getByRole('listitem')).toHaveText([/^\s*one/, /^\s*two.*missing/])
  await recent.getByRole('button', { name: /^two/ }).click()
  await window.expectFailure('two', 'Not found', /is not there/)
  await window.page.getByRole('button', { name: 'Open something else' }).click()

  await recent.getByRole('button', { name: 'Remove two from the list' }).click()
  await expect(recent.getByRole('listitem')).toHaveText([/^\s*one/])
  await recent.getByRole('button', { name: 'Unpin one' }).click()
  await recent.getByRole('button', { name: 'Clear' }).click()
  await expect(recent).toBeHidden()
})

test('the sample is not among what was opened', async ({ showing }) => {
  const { window } = await showing()
  await window.openSample(/^showcase(\.rollout)?$/)
  await window.expectRead(showcase.name)
  await window.chooseInMenu('Close this trace')
  await window.expectStart()
  await expect(window.page.getByRole('region', { name: 'Recent' })).toBeHidden()
})

test('the menu opens what was opened lately, and forgets it', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'a browser has no menu; Electron’s is not reachable from a test on every platform')
  const { app, window } = await showing({ paths: [fixture('conformance', 's2-whole-life')] })
  const standIn = asStandIn(app)
  const labels = async (): Promise<readonly (string | undefined)[]> => {
    const file = (await standIn.ask('menu', {})).find(({ role }) => role === 'fileMenu')
    const recent = file?.items.find(({ id }) => id === 'open-recent')
    return (recent?.items ?? []).flatMap(({ id, label }) => (id?.startsWith('recent-') === true ? [label] : []))
  }
  await window.expectRead('s2-whole-life')
  await expect.poll(labels).toEqual(['s2-whole-life'])
  await standIn.ask('clickMenu', { id: 'close-trace' })
  await window.expectStart()
  await standIn.ask('clickMenu', { id: 'recent-0' })
  await window.expectRead('s2-whole-life')
  await standIn.ask('clickMenu', { id: 'clear-recent' })
  await expect.poll(labels).toEqual([])
})

test('axe finds nothing on a start page with everything on it', async ({ showing, launch }, testInfo) => {
  const run = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('run'))
  const first = launch({ paths: [run] })
  await new TraceWindow(await first.page()).expectRead('run')
  await first.close()
  const { window } = await showing({ env: { CODEX_ROLLOUT_TRACE_ROOT: path.dirname(run) } })
  await expect(window.page.getByRole('region', { name: 'Recent' })).toBeVisible()
  await expect(window.page.getByRole('region', { name: 'Libraries' })).toBeVisible()
  await expect(window.page.getByRole('region', { name: /^What is new in / })).toBeVisible()
  expect(await violations(window.page)).toEqual([])
})
