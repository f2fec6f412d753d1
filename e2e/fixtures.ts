/**
 * What specs are given: `launch` starts the program on the project's shell with data folders of the test's own; whatever was
 * started is ended with the test. `showing` starts it and hands over its window.
 */
import { test as base } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { TraceWindow } from './pages/trace-window.ts'
import { ElectronShell } from './shells/electron.ts'
import type { LaunchOptions, Shell, ShellName } from './shells/shell.ts'
import { StandIn } from './shells/stand-in.ts'
import { WebShell } from './shells/web.ts'

export { expect } from '@playwright/test'

const application = path.join(import.meta.dirname, '..')

/** A file or folder of `fixtures/`. */
export function fixture(...names: readonly string[]): string {
  return path.join(application, 'fixtures', ...names)
}

/** The bundled sample run, and what it is called. */
export const showcase = { path: fixture('samples', 'showcase.rollout'), name: /showcase/ }

interface Fixtures {
  readonly launch: (options?: LaunchOptions) => Shell
  /** Starts the program and gives the window of its newest page. */
  readonly showing: (options?: LaunchOptions) => Promise<{ readonly app: Shell; readonly window: TraceWindow }>
}

export const test = base.extend<Fixtures & { shell: ShellName }>({
  shell: ['web', { option: true }],
  launch: async ({ shell, browser }, use, testInfo) => {
    const started: Shell[] = []
    const userData = testInfo.outputPath('user-data')
    mkdirSync(userData, { recursive: true })
    await use((options = {}) => {
      const app = start(shell)
      started.push(app)
      return app

      function start(name: ShellName): Shell {
        if (name === 'web') return new WebShell(browser, userData, options)
        if (name === 'electron') return new ElectronShell(userData, options)
        return standIn(userData, options)
      }
    })
    for (const app of started.reverse()) await app.close()
  },
  showing: async ({ launch }, use) => {
    await use(async (options) => {
      const app = launch(options)
      return { app, window: new TraceWindow(await app.page()) }
    })
  },
})

function standIn(userData: string, options: LaunchOptions): StandIn {
  const { paths = [], compare = false, timeZone, theme = 'light', earlyFiles = [], env = {} } = options
  return new StandIn({
    application,
    userData,
    theme,
    earlyFiles,
    args: [...(compare ? ['--compare'] : []), '--', ...paths],
    env: { ...env, ...(timeZone === undefined ? {} : { TZ: timeZone }) },
  })
}

/** The shell as the one it is; a spec asks for it only after it has skipped the others. */
export function asStandIn(app: Shell): StandIn {
  if (!(app instanceof StandIn)) throw new Error(`${app.name} is not the stand-in`)
  return app
}
