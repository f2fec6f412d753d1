/** Every way to open something. */
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { copyBundle } from '../bundles.ts'
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { LibraryPage } from '../pages/library-page.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const folder = { path: fixture('conformance', 's2-whole-life'), name: 's2-whole-life' }

test('a bundle named on the command line is opened', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
})

for (const file of ['manifest.json', 'trace.jsonl', 'payloads/1.json'])
  test(`a bundle is opened by its ${file}`, async ({ showing }) => {
    const { window } = await showing({ paths: [path.join(folder.path, file)] })
    await window.expectRead(folder.name)
  })

test('a dropped trace root is opened as a library', async ({ showing, shell }) => {
  test.skip(shell === 'web', 'a browser gives the files of a dropped folder, which is no folder of this machine')
  const { window } = await showing()
  await window.expectStart()
  await window.drop(fixture('conformance'))
  await new LibraryPage(window.page).expectOpen('conformance')
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

test('of three that are dropped on a window the others get windows of their own', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'the web shell has one page; Electron would need its windows told apart')
  const { app, window } = await showing()
  await window.expectStart()
  await window.drop(folder.path, showcase.path, fixture('archives', '0.169.0-pair_base.rollout'))
  await window.expectRead(folder.name)
  await expect
    .poll(async () => (await asStandIn(app).ask('windows', {})).map(({ title }) => title).sort())
    .toEqual([
      '0.169.0-pair_base.rollout · Rolloutlens',
      's2-whole-life · Rolloutlens',
      'showcase.rollout · Rolloutlens',
    ])
})

test('of three that are dropped on the one page one is chosen', async ({ showing, shell }) => {
  test.skip(shell !== 'web', 'Electron opens a window for each')
  const { window } = await showing()
  await window.expectStart()
  await window.drop(folder.path, showcase.path, fixture('archives', '0.169.0-pair_base.rollout'))
  const choices = window.page.getByRole('region', { name: 'Choose one of 3' })
  await expect(choices.getByRole('button')).toHaveText([/s2-whole-life/, /showcase\.rollout/, /pair_base/])
  await choices.getByRole('button', { name: folder.name }).click()
  await window.expectRead(folder.name)
})

test('a dropped mix opens what it can and says what became of the rest', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  await window.drop(folder.path, fixture('README.md'))
  await window.expectRead(folder.name)
  await expect(window.notice).toContainText('"README.md" holds no bundle.')
})

test('what cannot be opened takes nothing away that is', async ({ showing }) => {
  const { window } = await showing({ paths: [folder.path] })
  await window.expectRead(folder.name)
  await window.drop(fixture('README.md'))
  await expect(window.notice).toContainText('"README.md" holds no bundle.')
  await window.expectRead(folder.name)
  await window.notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(window.notice).toHaveCount(0)
})

test('of a dropped folder of bundles and archives one is chosen', async ({ showing, shell }, testInfo) => {
  test.skip(shell !== 'web', 'a window shows it as a library')
  const root = testInfo.outputPath('runs')
  copyBundle(folder.path, path.join(root, 'monday'))
  copyFileSync(showcase.path, path.join(root, 'packed.rollout'))
  copyFileSync(showcase.path, path.join(root, 'packed-again.rollout'))
  const { window } = await showing()
  await window.expectStart()
  await window.drop(root)
  const choices = window.page.getByRole('region', { name: 'Choose one of 3' })
  await expect(choices.getByRole('button')).toHaveText([/monday/, /packed-again\.rollout/, /packed\.rollout/])
  await choices.getByRole('button', { name: 'monday' }).click()
  await window.expectRead('monday')
})

test('several named for the one page are offered to choose from', async ({ showing, shell }) => {
  test.skip(shell !== 'web', 'Electron opens a window for each')
  const { window } = await showing({ paths: [folder.path, showcase.path, fixture('nowhere')] })
  const choices = window.page.getByRole('region', { name: 'Choose one of 2' })
  await expect(choices.getByRole('button')).toHaveText([/s2-whole-life/, /showcase\.rollout/])
  await expect(window.page.getByText('"nowhere" is not there.').first()).toBeVisible()
  await choices.getByRole('button', { name: showcase.name }).click()
  await window.expectRead(showcase.name)
})

test('folders of this machine are browsed down to a bundle', async ({ showing, shell }) => {
  test.skip(shell !== 'web', 'Electron has native dialogs')
  const { window } = await showing({ paths: [fixture()] })
  const browse = window.page.getByRole('region', { name: 'Open on this machine' })
  await browse.getByRole('button', { name: 'fixtures' }).click()
  await browse.getByRole('button', { name: 'conformance' }).click()
  await expect(browse.getByText('fixtures / conformance')).toBeVisible()
  await browse.getByRole('button', { name: 'Up', exact: true }).click()
  await expect(browse.getByText('fixtures', { exact: true })).toBeVisible()
  await browse.getByRole('button', { name: 'conformance' }).click()
  await browse.getByRole('button', { name: /^s2-whole-life bundle/ }).click()
  await window.expectRead(folder.name)
})

test('a pasted path is opened, from the start page and over what is open', async ({ showing, shell }) => {
  test.skip(shell === 'electron', 'the clipboard of the machine is the person’s')
  const { app, window } = await showing(shell === 'web' ? { paths: [fixture()] } : {})
  const paste = async (text: string): Promise<void> => {
    if (shell === 'stand-in') await asStandIn(app).ask('copy', { text })
    await window.paste(text)
  }
  await window.expectStart()
  await paste(`"${folder.path}/"`)
  await window.expectRead(folder.name)
  await paste(showcase.path)
  await window.expectRead(showcase.name)
  await paste(fixture('conformance'))
  await new LibraryPage(window.page).expectOpen('conformance')
  await paste(folder.path)
  await window.expectRead(folder.name)
})

test('a pasted path that leads nowhere is told wherever it is pasted, and takes nothing away', async ({
  showing,
  shell,
}) => {
  test.skip(shell === 'electron', 'the clipboard of the machine is the person’s')
  const { app, window } = await showing({ paths: [fixture('archives')] })
  const library = new LibraryPage(window.page)
  const paste = async (text: string): Promise<void> => {
    if (shell === 'stand-in') await asStandIn(app).ask('copy', { text })
    await window.paste(text)
  }
  await expect(library.rows.first()).toBeVisible()
  await paste(fixture('archives', 'gone.rollout'))
  await expect(window.notice).toContainText('"gone.rollout" is not there.')
  await library.expectOpen('archives')
  await paste('no path at all')
  await expect(window.notice).toContainText('The clipboard holds no path of a file or folder.')
  await paste(fixture('archives', '0.169.0-pair_base.rollout'))
  await window.expectRead(/pair_base/)
  await paste(fixture('archives', 'gone.rollout'))
  await expect(window.notice).toContainText('"gone.rollout" is not there.')
  await window.expectRead(/pair_base/)
})

test('a pasted path outside what was served is refused', async ({ showing, shell }) => {
  test.skip(shell !== 'web', 'in Electron the person’s own clipboard is read')
  const { window } = await showing({ paths: [fixture('archives')] })
  const told = /lies below no folder that rolloutlens serve was started with/
  await expect(new LibraryPage(window.page).rows.first()).toBeVisible()
  await window.paste(folder.path)
  await expect(window.notice).toContainText(told)
  await window.page.getByRole('button', { name: 'Start page' }).click()
  await window.expectStart()
  await window.paste(folder.path)
  await expect(window.page.getByRole('main').getByText(told)).toBeVisible()
})

test('a link is asked about before its path is looked at', async ({ showing, shell }) => {
  test.skip(shell !== 'stand-in', 'links reach the desktop application alone')
  const { app, window } = await showing()
  const standIn = asStandIn(app)
  await window.expectStart()
  const url = `rolloutlens://open?path=${encodeURIComponent(folder.path)}`
  await standIn.ask('openUrl', { url })
  const options = {
    message: 'Open what this link names?',
    detail: folder.path,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
  }
  await expect.poll(() => standIn.ask('dialogs', {})).toMatchObject([{ kind: 'message', options }])
  await standIn.ask('answerDialog', { kind: 'message', answer: { response: 1 } })
  await standIn.ask('openUrl', { url })
  await expect.poll(() => standIn.ask('dialogs', {})).toHaveLength(2)
  await window.expectStart()
  await standIn.ask('answerDialog', { kind: 'message', answer: { response: 0 } })
  await window.expectRead(folder.name)
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
