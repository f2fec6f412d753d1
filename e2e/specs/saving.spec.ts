/** Saving a trace as one `.rollout` file: with the system's dialog in a window, as a download in a browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { asStandIn, expect, fixture, test } from '../fixtures.ts'
import { CompareWindow } from '../pages/compare-window.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const bundle = { path: fixture('conformance', 's2-whole-life'), name: 's2-whole-life' }
const saved = (window: TraceWindow) => window.page.getByRole('status').filter({ hasText: 'is saved.' })

test('a saved trace is one file that opens as the same trace', async ({ showing, launch, shell }, testInfo) => {
  test.skip(shell === 'electron', 'a test cannot answer the dialog of the system')
  const file = testInfo.outputPath('kept.rollout')
  const { app, window } = await showing({ paths: [bundle.path] })
  await window.expectRead(bundle.name)
  if (shell === 'stand-in') {
    await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: file } })
    await asStandIn(app).ask('clickMenu', { id: 'save-archive' })
    await expect(saved(window)).toContainText('kept.rollout is saved.')
    expect(await asStandIn(app).ask('dialogs', {})).toMatchObject([
      { kind: 'save', options: { defaultPath: 's2-whole-life.rollout' } },
    ])
    await saved(window).getByRole('button', { name: 'Show in folder' }).click()
    await expect.poll(() => asStandIn(app).ask('shownInFolder', {})).toEqual([file])
  } else {
    const download = window.page.waitForEvent('download')
    await window.chooseInMenu('Save as .rollout…')
    await expect(saved(window)).toContainText('s2-whole-life.rollout is saved.')
    const fetched = await download
    expect(fetched.suggestedFilename()).toBe('s2-whole-life.rollout')
    await fetched.saveAs(file)
  }
  await app.close()
  const again = new TraceWindow(await launch({ paths: [file] }).page())
  await again.expectRead('kept.rollout')
})

test('either side of a comparison is saved by itself', async ({ showing, shell }, testInfo) => {
  test.skip(shell === 'electron', 'a test cannot answer the dialog of the system')
  const other = fixture('archives', '0.169.0-pair_base.rollout')
  const { app, window } = await showing({ paths: [other, bundle.path], compare: true })
  await new CompareWindow(window.page).expectCompared(/pair_base/, bundle.name)
  const file = testInfo.outputPath('side.rollout')
  if (shell === 'stand-in')
    await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: file } })
  await window.chooseInMenu('Save B as .rollout…')
  await expect(saved(window)).toContainText(
    shell === 'stand-in' ? 'side.rollout is saved.' : 's2-whole-life.rollout is saved.',
  )
})

test('where nothing is chosen, nothing happens', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'only the stand-in’s dialog can be answered')
  const { app, window } = await showing({ paths: [bundle.path] })
  await window.expectRead(bundle.name)
  await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: true, filePath: '' } })
  await window.chooseInMenu('Save as .rollout…')
  await expect.poll(() => asStandIn(app).ask('dialogs', {})).toHaveLength(1)
  await expect(window.page.getByRole('status').filter({ hasText: /sav/i })).toHaveCount(0)
})

test('a full disk is told, no half file stays, and another place can be chosen', async ({
  showing,
  shell,
}, testInfo) => {
  test.skip(shell !== 'stand-in', 'only the stand-in’s dialog can be answered')
  test.skip(!existsSync('/dev/full'), 'this system has no disk that is always full')
  const { app, window } = await showing({ paths: [bundle.path] })
  await window.expectRead(bundle.name)
  await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: '/dev/full' } })
  await window.chooseInMenu('Save as .rollout…')
  const told = window.page.getByRole('status').filter({ hasText: 'Not saved' })
  await expect(told).toContainText('the disk is full')
  const file = testInfo.outputPath('elsewhere', 'second.rollout')
  await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: file } })
  await told.getByRole('button', { name: 'Save again…' }).click()
  await expect(told).toContainText('its folder is not there')
  const there = testInfo.outputPath('second.rollout')
  await asStandIn(app).ask('answerDialog', { kind: 'save', answer: { canceled: false, filePath: there } })
  await told.getByRole('button', { name: 'Save again…' }).click()
  await expect(saved(window)).toContainText('second.rollout is saved.')
  expect(readdirSync(path.dirname(there)).filter((name) => name.includes('.partial'))).toEqual([])
  expect(readFileSync(there).subarray(0, 2).toString()).toBe('PK')
})

test('the trace itself can be shown in its folder', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'the web shell has no file manager; of Electron’s a test sees nothing')
  const { app, window } = await showing({ paths: [bundle.path] })
  await window.expectRead(bundle.name)
  await asStandIn(app).ask('clickMenu', { id: 'reveal' })
  await expect.poll(() => asStandIn(app).ask('shownInFolder', {})).toEqual([bundle.path])
})
