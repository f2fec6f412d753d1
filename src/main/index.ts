/**
 * Entry of the Electron shell: what has to happen before `ready`, in order, then one call that starts the application.
 * Everything before `whenReady` runs synchronously; a top-level `await` here would keep `ready` from ever coming.
 */
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { app, clipboard, dialog, Menu, protocol, session, shell } from 'electron'
import { appOrigin, appScheme, serveApp } from './app-protocol.ts'
import { createApplication, type Application } from './application.ts'
import { parseArguments, type LaunchRequest } from './argv.ts'
import { superviseHost } from './host-process/host-process.ts'
import { routeCalls } from './ipc-router.ts'
import { createLastFolder } from './last-folder.ts'
import { menuTemplate } from './menu-template.ts'
import { createCrashLog, type CrashLog } from './opening/crash-log.ts'
import { recordingRoot } from './opening/data-folder.ts'
import { pathsOfPaste } from './opening/given-text.ts'
import { createRecents, type RecentEntry } from './opening/recents.ts'
import { recognize } from './opening/recognize.ts'
import { createSettingsStore } from './opening/settings-store.ts'
import { samplePaths } from './opening/samples.ts'
import { mirrorRecents } from './recent-documents.ts'
import { parseSecondLaunch, type SecondLaunch } from './second-launch.ts'
import { restrictPermissions, restrictWebContents } from './security.ts'
import { isOurPage } from './sender.ts'
import { bugReport } from './trace-host/call-failure.ts'
import { forkUtilityHost } from './utility-child.ts'

const built = path.join(import.meta.dirname, '..')
const launch: SecondLaunch = { argv: process.argv, cwd: process.cwd(), defaultApp: 'defaultApp' in process }

// The lock below lives in this folder, so that programs with folders of their own do not meet.
const userData = app.commandLine.getSwitchValue('user-data-dir')
if (userData !== '') {
  const folder = path.resolve(userData)
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}
protocol.registerSchemesAsPrivileged([appScheme])
app.enableSandbox()

// `npm start` opens a channel that carries nothing: its end says that the starter is gone, however it went.
process.once('disconnect', () => {
  app.quit()
})

if (app.requestSingleInstanceLock(launch)) start()
else app.quit()

function start(): void {
  const page = pageUrl()
  /** Paths and links that macOS hands over before there are windows. */
  const early: string[] = []
  const earlyLinks: string[] = []
  let application: Application | undefined

  app.on('open-file', (event, file) => {
    event.preventDefault()
    if (application === undefined) early.push(file)
    else application.open({ paths: [file], compare: false })
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    if (application === undefined) earlyLinks.push(url)
    else application.openLink(url)
  })
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const second = parseSecondLaunch(data)
    if (application !== undefined) carryOut(application, second === undefined ? NOTHING : requested(second))
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (application?.hasWindows() === false) application.open({ paths: [], compare: false })
  })
  restrictWebContents(app, (url) => isOurPage(url, page))

  app
    .whenReady()
    .then(() => {
      application = startApplication(page)
      const { paths, compare, links } = requested(launch)
      carryOut(application, { paths: [...paths, ...early], compare, links: [...links, ...earlyLinks] })
    })
    .catch((error: unknown) => {
      dialog.showErrorBox('Rolloutlens could not start', error instanceof Error ? (error.stack ?? '') : String(error))
      app.exit(1)
    })
}

function startApplication(page: URL): Application {
  const crashes = createCrashLog(path.join(app.getPath('userData'), 'crashes.jsonl'))
  outliveBugs(crashes)
  restrictPermissions(session.defaultSession, (url) => isOurPage(url, page))
  serveApp(protocol, path.join(built, 'renderer'))
  const mirror = mirrorRecents(app, process.platform)
  const recents = createRecents(path.join(app.getPath('userData'), 'recents.json'), showRecents)
  const settings = createSettingsStore(path.join(app.getPath('userData'), 'settings.json'))
  void settings.read()
  const recording = recordingRoot(process.env, process.cwd())
  const libraries = recording === undefined ? [] : [recording]
  const application = createApplication({
    page,
    preload: path.join(built, 'preload', 'index.cjs'),
    lastFolder: createLastFolder(path.join(app.getPath('userData'), 'last-folder.json')),
    services: {
      about: { version: app.getVersion(), shell: 'electron', platform: platformName() },
      samples: samplePaths(app.isPackaged ? process.resourcesPath : path.join(built, '..')),
      libraries,
      settings,
      recents,
      cacheFolder: path.join(app.getPath('userData'), 'library-cache'),
      // The page is not asked what the clipboard holds: it could claim any path.
      pasted: async () => pathsOfPaste(await clipboard.readText(), { home: os.homedir(), platform: process.platform }),
      recognize: (file) => recognize(file, { libraries: [...libraries, ...settings.current.settings.libraries] }),
      crashes,
      startHost: () => superviseHost(forkUtilityHost(path.join(built, 'main', 'trace-host.js'))),
      reveal: (file) => {
        shell.showItemInFolder(file)
      },
      reportBug: (bug) => {
        process.stderr.write(bugReport(bug))
      },
    },
  })
  routeCalls((contentsId) => application.sessionOf(contentsId), page)

  function showRecents(entries: readonly RecentEntry[]): void {
    mirror(entries)
    const items = entries.map((entry) => ({ label: path.basename(entry.path), path: entry.path }))
    const facts = { platform: process.platform, development: !app.isPackaged, recents: items }
    const actions = {
      ...application,
      openRecent(file: string) {
        application.open({ paths: [file], compare: false })
      },
      clearRecents: () => void recents.clear(),
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)))
  }
  showRecents([])
  void recents.list().then(showRecents)
  return application
}

const NOTHING: LaunchRequest = { paths: [], compare: false, links: [] }

function carryOut(application: Application, { paths, compare, links }: LaunchRequest): void {
  application.open({ paths, compare })
  for (const link of links) application.openLink(link)
}

/** A bug that nobody caught: noted, told once, and the program goes on, as it would by itself but with the trace on the screen. */
function outliveBugs(crashes: CrashLog): void {
  let told = false
  process.on('uncaughtException', (bug) => {
    process.stderr.write(bugReport(bug))
    crashes.noteBug(bug)
    if (told) return
    told = true
    dialog.showErrorBox(
      'Something in Rolloutlens failed',
      'It goes on, and nothing of your traces was changed. Should it behave strangely, start it again. Help > Crash reports… tells more.',
    )
  })
  process.on('unhandledRejection', (bug) => {
    process.stderr.write(bugReport(bug))
    crashes.noteBug(bug)
  })
}

function requested({ argv, cwd, defaultApp }: SecondLaunch): LaunchRequest {
  return parseArguments(argv, { cwd, platform: process.platform, defaultApp })
}

/** The development server's page counts only where nobody ships it. */
function pageUrl(): URL {
  const served = process.env['ELECTRON_RENDERER_URL']
  return new URL(app.isPackaged || served === undefined ? appOrigin : served)
}

function platformName(): 'darwin' | 'win32' | 'linux' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
}
