import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess } from 'electron'
import path from 'node:path'

const folder = import.meta.dirname
const log = []
const note = (text) => log.push(text)
const page = `<!doctype html><title>Specimen</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script><main>specimen</main>`
const csp = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:"
const files = {
  '/': ['text/html', page],
  '/page.js': ['text/javascript', 'document.body.dataset.ran = String(typeof window.specimen)'],
  '/plain.js': ['text/plain', 'document.body.dataset.plain = "ran"'],
}

app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'))
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])
if (!app.requestSingleInstanceLock({ argv: process.argv, cwd: process.cwd() })) app.quit()
else {
  app.on('will-finish-launching', () => note('will-finish-launching'))
  app.on('open-file', (event, file) => {
    event.preventDefault()
    note(`open-file ${file}`)
  })
  app.on('ready', () => note('ready'))
  app.on('second-instance', (_event, argv, cwd, data) => note(['second', argv.length, cwd, data]))
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      note(`window wanted ${url}`)
      return { action: 'deny' }
    })
    contents.on('will-frame-navigate', (event) => {
      note(`will-frame-navigate ${event.url}`)
      event.preventDefault()
    })
    contents.on('render-process-gone', (_event, { reason }) => {
      note(`gone ${reason}`)
      contents.reload()
    })
  })
  app.whenReady().then(start)
  note('main module ran')
}

function start() {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === 'clipboard-sanitized-write'),
  )
  protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/throws') throw new Error('handler failed')
    const file = files[pathname]
    if (file === undefined) return new Response('no', { status: 404 })
    return new Response(file[1], { headers: { 'content-type': file[0], 'content-security-policy': csp } })
  })
  ipcMain.handle('log', () => log)
  ipcMain.handle('echo', (_event, value) => value)
  ipcMain.handle('describe', (_event, value) => [Object.prototype.toString.call(value), value?.constructor?.name])
  ipcMain.handle('buffer', () => Buffer.from('abc'))
  ipcMain.handle('throws', () => {
    throw Object.assign(new Error('secret path'), { code: 'E' })
  })
  ipcMain.handle('sender', (event) => [event.senderFrame.url, event.senderFrame.parent])
  ipcMain.handle('unmodelled', (_event, name) => {
    const tries = {
      module: () => app.dock.bounce(),
      option: () => new BrowserWindow({ kiosk: true }),
      event: () => app.on('gpu-info-update', () => undefined),
      dialog: () => dialog.showCertificateTrustDialog({}),
    }
    try {
      tries[name]()
      return 'nothing was thrown'
    } catch (error) {
      return error.message
    }
  })
  ipcMain.handle('twice', () => {
    try {
      ipcMain.handle('echo', () => undefined)
      return 'nothing was thrown'
    } catch (error) {
      return error.message
    }
  })
  ipcMain.handle('open', () => dialog.showOpenDialog(window, { properties: ['openDirectory'] }))
  ipcMain.handle('fork', () => fork())
  ipcMain.on('ping', (event, value) => event.sender.send('pong', value, new Uint8Array([1, 2])))
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        role: 'fileMenu',
        submenu: [{ id: 'note', label: 'Note', accelerator: 'Control+N', click: () => note('clicked') }],
      },
    ]),
  )
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    width: 900,
    height: 600,
    show: false,
    webPreferences: { preload: path.join(folder, 'preload.cjs') },
  })
  window.once('ready-to-show', () => {
    note(`visible before show: ${window.isVisible()}`)
    window.show()
  })
  window.once('closed', () => {
    try {
      window.isVisible()
    } catch (error) {
      note(error.message)
    }
  })
  void window.loadURL('app://specimen/')
}

/** What a utility process tells, and how it ends. */
function fork() {
  const child = utilityProcess.fork(path.join(folder, 'child.js'), ['an argument'])
  const facts = { killBeforeSpawn: child.kill(), pidBeforeSpawn: child.pid }
  child.postMessage({ bytes: Buffer.from('xyz') })
  return new Promise((resolve) => {
    child.on('message', (message) => {
      facts.message = message
      facts.killed = child.kill()
    })
    child.once('exit', (...args) => {
      child.postMessage({ after: 'the end' })
      resolve({ ...facts, exit: args })
    })
  })
}
