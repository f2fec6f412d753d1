/**
 * Runs the built program on the Electron stand-in and reaches what only a system or a person could. Owns the process, its
 * data folder is the test's. Pages come through Playwright's own connection to the same Chromium.
 */
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { findChromium } from '../../scripts/chromium.mjs'
import { standInFolder } from '../electron-stand-in/build.ts'
import type { ControlMessage, ControlName, ControlRequests } from '../electron-stand-in/control.ts'
import type { Shell } from './shell.ts'

export interface StandInLaunch {
  /** Folder of the program's package.json. */
  readonly application: string
  readonly userData: string
  readonly args?: readonly string[]
  readonly cwd?: string
  readonly theme?: 'light' | 'dark'
  readonly earlyFiles?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export class StandIn implements Shell {
  readonly name = 'stand-in'
  /** What the program wrote to both its outputs. */
  output = ''
  /** Settles with the exit code. */
  readonly exited: Promise<number>
  readonly #child: ChildProcess
  readonly #endpoint: Promise<string>
  readonly #answers = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  #browser: Promise<Browser> | undefined
  #lastId = 0

  constructor(launch: StandInLaunch) {
    const { application, userData, args = [], cwd = application, theme = 'light', earlyFiles = [], env = {} } = launch
    this.#child = spawn(
      process.execPath,
      [path.join(standInFolder, 'runner.js'), `--user-data-dir=${userData}`, ...args],
      {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          ...process.env,
          ...env,
          STAND_IN_APPLICATION: application,
          STAND_IN_CHROMIUM: findChromium() ?? '',
          STAND_IN_THEME: theme,
          STAND_IN_EARLY_FILES: earlyFiles.join('\n'),
        },
      },
    )
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    this.exited = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code ?? -1)))
    this.#endpoint = new Promise((resolve, reject) => {
      this.#child.on('message', (message: unknown) => {
        if (!isControlMessage(message)) return
        if (message.type === 'ready') resolve(message.endpoint)
        else this.#settle(message)
      })
      void this.exited.then((code) => {
        reject(new Error(`the program ended with ${String(code)}: ${this.output}`))
        for (const { reject: fail } of this.#answers.values()) fail(new Error('the program has ended'))
      })
    })
    // Whoever waits for it is told; a second launch waits for the end alone.
    this.#endpoint.catch(() => undefined)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Asks the operating system's or a person's side of the program. */
  ask<Name extends ControlName>(
    name: Name,
    request: ControlRequests[Name]['request'],
  ): Promise<ControlRequests[Name]['response']> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject })
      this.#child.send({ id, name, request })
    })
  }

  /** The newest window, once its page is there. */
  async page(): Promise<Page> {
    const context = await this.context()
    const page = context.pages().at(-1) ?? (await context.waitForEvent('page'))
    await page.waitForURL(isPageOfProgram)
    return page
  }

  /** Holds one page per window. */
  async context(): Promise<BrowserContext> {
    const [context] = (await this.#connected()).contexts()
    if (context === undefined) throw new Error('Chromium has no context')
    return context
  }

  foreignRequests(): Promise<readonly string[]> {
    return this.ask('foreignRequests', {})
  }

  hostPids(): Promise<readonly number[]> {
    return this.ask('hostPids', {})
  }

  /** As a person quits it; ends it where it does not end by itself. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.connected) {
      const patience = setTimeout(() => this.#child.kill('SIGKILL'), 5000)
      await this.ask('quit', {}).catch(() => undefined)
      await this.exited
      clearTimeout(patience)
    }
    await this.disconnect()
  }

  /** Pages that were handed out are of no more use; the next are seen afresh. */
  async disconnect(): Promise<void> {
    const browser = await this.#browser?.catch(() => undefined)
    this.#browser = undefined
    await browser?.close()
  }

  #connected(): Promise<Browser> {
    this.#browser ??= this.#endpoint.then((endpoint) => chromium.connectOverCDP(endpoint))
    return this.#browser
  }

  #settle(message: Exclude<ControlMessage<never>, { type: 'ready' }>): void {
    const waiting = this.#answers.get(message.id)
    this.#answers.delete(message.id)
    if (message.type === 'failure') waiting?.reject(new Error(message.message))
    else waiting?.resolve(message.value)
  }
}

function isPageOfProgram({ hostname }: URL): boolean {
  return hostname.endsWith('.stand-in')
}

function isControlMessage(value: unknown): value is ControlMessage<never> {
  return typeof value === 'object' && value !== null && 'type' in value
}
