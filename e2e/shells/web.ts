/** The web shell: the built command line serves, Playwright's Chromium shows. Owns the server's process. */
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { descendantsOf } from './children.ts'
import type { LaunchOptions, Shell } from './shell.ts'

const root = path.join(import.meta.dirname, '..', '..')

export class WebShell implements Shell {
  readonly name = 'web'
  readonly #server: ChildProcess
  readonly #url: Promise<URL>
  readonly #browser: Browser
  readonly #options: LaunchOptions
  readonly #requests: string[] = []
  #context: Promise<BrowserContext> | undefined
  #output = ''

  constructor(browser: Browser, userData: string, options: LaunchOptions) {
    const { paths = [], compare = false, timeZone, env = {} } = options
    this.#browser = browser
    this.#options = options
    this.#server = spawn(
      process.execPath,
      [
        path.join(root, 'out', 'cli', 'rolloutlens.js'),
        ...['serve', '--no-open', '--data', userData, ...(compare ? ['--compare'] : []), '--', ...paths],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env, ...(timeZone === undefined ? {} : { TZ: timeZone }) },
      },
    )
    this.#server.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#output += text))
    this.#url = new Promise((resolve, reject) => {
      this.#server.stdout?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
        const url = /^http:\/\/\S+$/m.exec(this.#output)?.[0]
        if (url !== undefined) resolve(new URL(url))
      })
      this.#server.once('exit', (code) => {
        reject(new Error(`the server ended with ${String(code)}: ${this.#output}`))
      })
    })
    this.#url.catch(() => undefined)
  }

  /** What the server wrote. */
  get output(): string {
    return this.#output
  }

  url(): Promise<URL> {
    return this.#url
  }

  async page(): Promise<Page> {
    const context = await this.context()
    return context.pages().at(-1) ?? this.newPage()
  }

  async newPage(): Promise<Page> {
    const page = await (await this.context()).newPage()
    await page.goto((await this.#url).href)
    return page
  }

  context(): Promise<BrowserContext> {
    this.#context ??= this.#newContext()
    return this.#context
  }

  async foreignRequests(): Promise<readonly string[]> {
    const { origin } = await this.#url
    return this.#requests.filter((url) => /^(https?|wss?):/.test(url) && originOf(url) !== origin)
  }

  hostPids(): Promise<readonly number[]> {
    return Promise.resolve(descendantsOf(this.#server.pid ?? 0, 'trace-host'))
  }

  async close(): Promise<void> {
    await (await this.#context?.catch(() => undefined))?.close()
    if (this.#server.exitCode !== null) return
    const ended = new Promise((resolve) => this.#server.once('exit', resolve))
    const patience = setTimeout(() => this.#server.kill('SIGKILL'), 5000)
    this.#server.kill('SIGTERM')
    await ended
    clearTimeout(patience)
  }

  async #newContext(): Promise<BrowserContext> {
    const { timeZone, theme = 'light' } = this.#options
    const context = await this.#browser.newContext({
      colorScheme: theme,
      viewport: { width: 1360, height: 860 },
      ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
    })
    context.on('request', (request) => this.#requests.push(request.url()))
    context.on('page', (page) => page.on('websocket', (socket) => this.#requests.push(socket.url())))
    return context
  }
}

/** A socket's origin is its page's, but for the scheme. */
function originOf(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin
}
