/**
 * `npm run dev -- [PATH...]`: the application with hot reload. With Electron's binary: electron-vite. Without: the web
 * shell, its page from Vite's development server; a change outside the page builds again and restarts the server, at a new
 * address since its secret is new.
 */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { createServer } from 'vite'
import { findElectron } from './electron-binary.mjs'
import { binOf, root, runNode, stopChildrenOnSignals } from './tasks.mjs'

const CLI = join(root, 'out/cli/rolloutlens.js')
/** Editors write a file in several steps. */
const SETTLE_MS = 200

/** @param {readonly string[]} paths */
async function developInElectron(paths) {
  const { code } = await runNode([binOf('electron-vite'), 'dev', '--watch', '--', ...paths], {
    onOutput: (text) => process.stdout.write(text),
  })
  process.exit(code)
}

/** @returns {Promise<boolean>} */
async function build() {
  const { code, output } = await runNode([join(root, 'scripts/build.mjs')])
  if (code !== 0) console.error(output.trim())
  return code === 0
}

/**
 * Starts the built web server.
 *
 * @param {readonly string[]} paths
 * @param {string} port 0 for a free one
 * @returns {Promise<{ url: URL, stop: () => Promise<void> }>}
 */
function startServer(paths, port) {
  // The channel carries nothing: its end ends the server, also when this process is killed.
  const child = spawn(process.execPath, [CLI, 'serve', '--no-open', '--port', port, '--', ...paths], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const stop = async () => {
    child.disconnect()
    await ended
  }
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the server ended with code ${String(code)}`)))
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (more) => {
      text += String(more)
      const address = /^http:\S+$/m.exec(text)
      if (address) done({ url: new URL(address[0]), stop })
    })
  })
}

/** @param {readonly string[]} paths */
async function developInBrowser(paths) {
  if (!(await build())) process.exit(1)
  let server = await startServer(paths, '0')
  const { port } = server.url
  process.env['ROLLOUTLENS_SERVER'] = server.url.origin
  const page = await createServer({ configFile: join(root, 'vite.page.config.ts'), clearScreen: false })
  await page.listen()
  const tell = () => console.log(`${page.resolvedUrls?.local[0] ?? ''}${server.url.hash}`)
  tell()

  const restart = async () => {
    console.log('Changed outside the page: building again.')
    try {
      if (!(await build())) return
      await server.stop()
      server = await startServer(paths, port)
      tell()
    } catch (problem) {
      console.error(problem)
    }
  }
  let last = Promise.resolve()
  /** @type {NodeJS.Timeout | undefined} */
  let settling
  watch(join(root, 'src'), { recursive: true }, (_event, name) => {
    if (name === null || name.startsWith(`renderer${sep}`)) return
    clearTimeout(settling)
    settling = setTimeout(() => {
      last = last.then(restart)
    }, SETTLE_MS)
  })
}

stopChildrenOnSignals()
const cwd = process.env['INIT_CWD'] ?? process.cwd()
const paths = process.argv.slice(2).map((path) => resolve(cwd, path))
const electron = findElectron()
if ('path' in electron) await developInElectron(paths)
else {
  console.log(`Not in Electron: ${electron.missing}`)
  await developInBrowser(paths)
}
