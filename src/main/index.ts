/**
 * Entry of the Electron shell: what has to happen before `ready`, in order, then one call that starts the application.
 * Everything before `whenReady` runs synchronously; a top-level `await` here would keep `ready` from ever coming.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { app, dialog, Menu, protocol, session } from 'electron'
import { appOrigin, appScheme, serveApp } from './app-protocol.ts'
import { createApplication, type Application } from './application.ts'
import { parseArguments } from './argv.ts'
import { superviseHost } from './host-process/host-process.ts'
import { routeCalls } from './ipc-router.ts'
import { createLastFolder } from './last-folder.ts'
import { menuTemplate } from './menu-template.ts'
import { samplePaths } from './opening/samples.ts'
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
  /** Paths that macOS hands over before there are windows. */
  const early: string[] = []
  let application: Application | undefined

  app.on('open-file', (event, file) => {
    event.preventDefault()
    if (application === undefined) early.push(file)
    else application.open({ paths: [file], compare: false })
  })
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const second = parseSecondLaunch(data)
    application?.open(second === undefined ? { paths: [], compare: false } : requested(second))
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
      const { paths, compare } = requested(launch)
      application.open({ paths: [...paths, ...early], compare })
    })
    .catch((error: unknown) => {
      dialog.showErrorBox('Rolloutlens could not start', error instanceof Error ? (error.stack ?? '') : String(error))
      app.exit(1)
    })
}

function startApplication(page: URL): Application {
  restrictPermissions(session.defaultSession, (url) => isOurPage(url, page))
  serveApp(protocol, path.join(built, 'renderer'))
  const application = createApplication({
    page,
    preload: path.join(built, 'preload', 'index.cjs'),
    lastFolder: createLastFolder(path.join(app.getPath('userData'), 'last-folder.json')),
    services: {
      about: { version: app.getVersion(), shell: 'electron', platform: platformName() },
      samples: samplePaths(app.isPackaged ? process.resourcesPath : path.join(built, '..')),
      startHost: () => superviseHost(forkUtilityHost(path.join(built, 'main', 'trace-host.js'))),
      reportBug: (bug) => {
        process.stderr.write(bugReport(bug))
      },
    },
  })
  routeCalls((contentsId) => application.sessionOf(contentsId), page)
  const facts = { platform: process.platform, development: !app.isPackaged }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, application)))
  return application
}

function requested({ argv, cwd, defaultApp }: SecondLaunch): {
  readonly paths: readonly string[]
  readonly compare: boolean
} {
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
