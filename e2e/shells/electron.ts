/** Electron itself, where its binary is. The same built program, driven through Playwright's own support. */
import { _electron, type BrowserContext, type ElectronApplication, type Page } from '@playwright/test'
import path from 'node:path'
import { findElectron } from '../../scripts/electron-binary.mjs'
import { descendantsOf } from './children.ts'
import type { LaunchOptions, Shell } from './shell.ts'

const root = path.join(import.meta.dirname, '..', '..')

export class ElectronShell implements Shell {
  readonly name = 'electron'
  readonly #app: Promise<ElectronApplication>
  readonly #requests: string[] = []

  constructor(userData: string, { paths = [], compare = false, timeZone, env = {}, theme = 'light' }: LaunchOptions) {
    const found = findElectron()
    if ('missing' in found) throw new Error(found.missing)
    this.#app = _electron
      .launch({
        executablePath: found.path,
        // Windows ends a start in which anything but a path follows a URL-like argument without this.
        args: [root, `--user-data-dir=${userData}`, ...(compare ? ['--compare'] : []), '--', ...paths],
        colorScheme: theme,
        ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
        env: { ...definedOf(process.env), ...env, ...(timeZone === undefined ? {} : { TZ: timeZone }) },
      })
      .then((app) => {
        app.context().on('request', (request) => this.#requests.push(request.url()))
        return app
      })
    this.#app.catch(() => undefined)
  }

  application(): Promise<ElectronApplication> {
    return this.#app
  }

  async page(): Promise<Page> {
    const app = await this.#app
    const page = app.windows().at(-1) ?? (await app.firstWindow())
    await page.waitForURL(({ protocol }) => protocol === 'app:')
    return page
  }

  async context(): Promise<BrowserContext> {
    return (await this.#app).context()
  }

  foreignRequests(): Promise<readonly string[]> {
    return Promise.resolve(this.#requests.filter((url) => !/^(app|data|blob|devtools):/.test(url)))
  }

  async hostPids(): Promise<readonly number[]> {
    return descendantsOf((await this.#app).process().pid ?? 0, '--utility-sub-type=node.mojom.NodeService')
  }

  async close(): Promise<void> {
    const app = await this.#app.catch(() => undefined)
    await app?.close()
  }
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
