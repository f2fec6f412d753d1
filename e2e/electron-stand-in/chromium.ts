/** Starts the Chromium whose pages are the windows, and ends it with this process. Knows nothing of Electron. */
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { unusedFeatures } from '../../scripts/chromium-flags.mjs'
import { Connection } from './cdp.ts'

const flags = [
  unusedFeatures,
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  // Windows are covered by nothing a person would see; they must draw all the same.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
  // Beside the port, so that the end of the pipe tells Chromium that this process is gone, however it went.
  '--remote-debugging-pipe',
]

const PATIENCE_MS = 3000

export interface Chromium {
  /** For a second client: the test. */
  readonly endpoint: string
  readonly connection: Connection
  /** Lets it write what pages stored, and waits until it has ended. */
  close(): Promise<void>
}

export async function startChromium(executable: string, userData: string): Promise<Chromium> {
  const child = spawn(executable, [...flags, `--user-data-dir=${path.join(userData, 'chromium')}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const endpoint = await endpointOf(child)
  const connection = await Connection.open(endpoint)
  return {
    endpoint,
    connection,
    async close() {
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      // It may end before it answers.
      connection.browser.send('Browser.close').catch(() => undefined)
      await ended
      clearTimeout(patience)
    },
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const endpoint = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (endpoint !== undefined) resolve(endpoint)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`Chromium ended with ${String(code)}: ${said.slice(-2000)}`))
    })
  })
}
