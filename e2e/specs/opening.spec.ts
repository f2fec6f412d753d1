/** Every way to open something. */
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const folder = { path: fixture('conformance', 's2-whole-life'), name: 's2-whole-life' }

test('a bundle named on the command line is opened', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
})

test('the sample run is opened from the start page', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  await window.openSample(/^showcase(\.rollout)?$/)
  await window.expectRead(showcase.name)
})

test('a dropped folder is opened, and a dropped archive after it', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  await window.drop(folder.path)
  await window.expectRead(folder.name)
  await window.drop(fixture('archives', '0.169.0-pair_base.rollout'))
  await window.expectRead('0.169.0-pair_base.rollout')
})

test('a folder is picked in a dialog', async ({ showing, shell }) => {
  test.skip(shell === 'electron', 'nobody answers a native dialog')
  const { app, window } = await showing()
  await window.expectStart()
  if (shell === 'web') {
    const chooser = window.page.waitForEvent('filechooser')
    await window.page.getByRole('button', { name: 'Open folder…' }).click()
    await (await chooser).setFiles(folder.path)
  } else {
    await window.page.getByRole('button', { name: 'Open folder…' }).click()
    const open = { properties: ['openDirectory', 'multiSelections', 'showHiddenFiles'], title: 'Open a bundle folder' }
    await expect.poll(() => asStandIn(app).ask('dialogs', {})).toEqual([{ kind: 'open', options: open }])
    const answer = { canceled: false, filePaths: [folder.path] }
    await asStandIn(app).ask('answerDialog', { kind: 'open', answer })
  }
  await window.expectRead(folder.name)
})

test('an archive is picked in a dialog, and the next dialog begins in its folder', async ({ showing, shell }) => {
  test.skip(shell === 'electron', 'nobody answers a native dialog')
  const { app, window } = await showing()
  await window.expectStart()
  const button = window.page.getByRole('button', { name: 'Open file…' })
  if (shell === 'web') {
    const chooser = window.page.waitForEvent('filechooser')
    await button.click()
    await (await chooser).setFiles(showcase.path)
    await window.expectRead(showcase.name)
    return
  }
  const standIn = asStandIn(app)
  await standIn.ask('answerDialog', { kind: 'open', answer: { canceled: false, filePaths: [showcase.path] } })
  await button.click()
  await window.expectRead(showcase.name)
  await standIn.ask('answerDialog', { kind: 'open', answer: { canceled: true, filePaths: [] } })
  await window.page.keyboard.press('ControlOrMeta+o')
  await expect
    .poll(async () => (await standIn.ask('dialogs', {})).at(-1)?.options)
    .toMatchObject({ defaultPath: fixture('samples') })
  await expect(window.header.getByRole('heading', { level: 1 })).toHaveText(showcase.name)
})

test('a second start opens its bundle in the running program, in a window of its own', async ({ launch, shell }) => {
  test.skip(shell !== 'stand-in', 'a browser has no second start; Playwright starts Electron once')
  const first = asStandIn(launch({ paths: [showcase.path] }))
  await new TraceWindow(await first.page()).expectRead(showcase.name)
  const context = await first.context()
  const opened = context.waitForEvent('page')
  expect(await asStandIn(launch({ paths: [folder.path] })).exited).toBe(0)
  await new TraceWindow(await opened).expectRead(folder.name)
  expect(await first.ask('windows', {})).toHaveLength(2)

  // Without a path it only brings a window to the front.
  expect(await asStandIn(launch()).exited).toBe(0)
  expect(await first.ask('windows', {})).toHaveLength(2)
})

test('a second start uses a window that shows nothing', async ({ launch, shell }) => {
  test.skip(shell !== 'stand-in', 'a browser has no second start; Playwright starts Electron once')
  const first = asStandIn(launch())
  const window = new TraceWindow(await first.page())
  await window.expectStart()
  expect(await asStandIn(launch({ paths: [folder.path] })).exited).toBe(0)
  await window.expectRead(folder.name)
  expect(await first.ask('windows', {})).toHaveLength(1)
})

test('files that the system hands over before and after the start are opened', async ({ launch, shell }) => {
  test.skip(shell !== 'stand-in', 'only macOS sends open-file')
  const app = asStandIn(launch({ earlyFiles: [folder.path] }))
  await new TraceWindow(await app.page()).expectRead(folder.name)
  const opened = (await app.context()).waitForEvent('page')
  await app.ask('openFile', { file: showcase.path })
  await new TraceWindow(await opened).expectRead(showcase.name)
})

test('two bundles named on the command line get a window each', async ({ launch, shell }) => {
  test.skip(shell !== 'stand-in', 'the web shell has one page; Electron would need its windows told apart')
  const app = asStandIn(launch({ paths: [folder.path, showcase.path] }))
  await app.page()
  await expect
    .poll(async () => (await app.ask('windows', {})).map(({ title }) => title).sort())
    .toEqual(['s2-whole-life · Rolloutlens', 'showcase.rollout · Rolloutlens'])
})

test('the menu runs the page’s commands', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'a browser has no menu; Electron’s is not reachable from a test on every platform')
  const { app, window } = await showing()
  const standIn = asStandIn(app)
  await window.expectStart()
  await standIn.ask('clickMenu', { id: 'open-sample' })
  await window.expectRead(showcase.name)
  await standIn.ask('clickMenu', { id: 'shortcuts' })
  await expect(window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await window.page.keyboard.press('Escape')
  await standIn.ask('clickMenu', { id: 'close-trace' })
  await window.expectStart()
  await standIn.ask('clickMenu', { id: 'new-window' })
  await expect.poll(() => standIn.ask('windows', {})).toHaveLength(2)
})
