/**
 * The stand-in against Electron's documentation, tried with a program of its own. If this and the documentation part, specs
 * that pass on the stand-in say nothing about Electron.
 */
import { expect, test as base, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { descendantsOf, isAlive } from '../shells/children.ts'
import { StandIn, type StandInLaunch } from '../shells/stand-in.ts'

declare global {
  interface Window {
    /** What the specimen's preload exposes. */
    readonly specimen: Specimen
  }
}

interface Specimen {
  readonly scope: Readonly<Record<string, unknown>>
  readonly nested: { readonly list: readonly object[] }
  readonly point: object
  readonly mixed: object
  invoke(channel: string, ...args: readonly unknown[]): Promise<unknown>
  ping(value: unknown): void
  onPong(listener: (...args: readonly unknown[]) => void): () => void
  fails(): void
  later(): Promise<never>
  kind(value: unknown): unknown
  pathOf(file: unknown): string
}

const application = path.join(import.meta.dirname, '..', 'electron-stand-in', 'specimen')

const test = base.extend<{ launch: (more?: Partial<StandInLaunch>) => StandIn; page: Page }>({
  launch: async ({}, use, testInfo) => {
    const started: StandIn[] = []
    const userData = testInfo.outputPath('user-data')
    mkdirSync(userData, { recursive: true })
    await use((more = {}) => {
      const app = new StandIn({ application, userData, ...more })
      started.push(app)
      return app
    })
    await Promise.all(started.map((app) => app.close()))
  },
  page: async ({ launch }, use) => {
    await use(await launch().page())
  },
})

const log = (page: Page) => page.evaluate(() => window.specimen.invoke('log'))

test('ready comes after the main module, early files between them', async ({ launch }) => {
  const page = await launch({ earlyFiles: ['/runs/a'] }).page()
  await page.waitForFunction(() => document.body.dataset['ran'] !== undefined)
  expect(await log(page)).toEqual([
    'main module ran',
    'will-finish-launching',
    'open-file /runs/a',
    'ready',
    'visible before show: false',
  ])
})

test('the preload is sandboxed, isolated and runs before the page', async ({ page }) => {
  expect(await page.evaluate(() => [document.body.dataset['ran'], window.specimen.scope])).toEqual([
    'object',
    {
      fs: 'module not found: fs',
      events: "not modelled: require('node:events') in a preload",
      clipboard: 'not modelled: electron.clipboard',
      isolated: true,
      leaked: 'undefined',
    },
  ])
})

test('the bridge copies, freezes and drops what it must', async ({ page }) => {
  const facts = await page.evaluate(() => {
    const { nested, point, mixed } = window.specimen
    const message = (error: unknown) => (error instanceof Error ? [error.message, 'code' in error] : [])
    let thrown: unknown[] = []
    try {
      window.specimen.fails()
    } catch (error) {
      thrown = message(error)
    }
    return window.specimen.later().catch((error: unknown) => ({
      frozen: [Object.isFrozen(window.specimen), Object.isFrozen(nested.list[0])],
      point: [JSON.stringify(point), Object.getPrototypeOf(point) === Object.prototype],
      symbol: 'symbol' in mixed ? typeof mixed.symbol : 'absent',
      date: 'when' in mixed && mixed.when instanceof Date,
      bytes: window.specimen.kind(new Uint8Array(3)),
      thrown,
      rejected: message(error),
    }))
  })
  expect(facts).toEqual({
    frozen: [true, true],
    point: ['{"x":1}', true],
    symbol: 'undefined',
    date: true,
    bytes: ['[object Uint8Array]', true],
    thrown: ['from the preload', false],
    rejected: ['later', false],
  })
})

test('IPC follows structured clone and tells errors as text', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const { invoke } = window.specimen
    const failure = (promise: Promise<unknown>) => promise.then(String, (error: unknown) => String(error))
    const map = await invoke('echo', new Map([['a', new Set([1])]]))
    return {
      map: map instanceof Map && map.get('a') instanceof Set,
      echo: await invoke('echo', { list: [undefined, -0, 5n], bytes: new Uint16Array([1, 2]) }),
      missing: await failure(invoke('nobody')),
      throws: await failure(invoke('throws')),
      file: await failure(invoke('echo', new File(['x'], 'x'))),
      buffer: (await invoke('buffer')) instanceof Uint8Array,
      second: await invoke('twice'),
      sender: await invoke('sender'),
    }
  })
  expect(outcome).toEqual({
    map: true,
    echo: { list: [undefined, -0, 5n], bytes: new Uint16Array([1, 2]) },
    missing: "Error: Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    throws: "Error: Error invoking remote method 'throws': Error: secret path",
    file: 'Error: An object could not be cloned.',
    buffer: true,
    second: "Attempted to register a second handler for 'echo'",
    sender: ['app://specimen/', null],
  })
})

test('main sends to the page until the page no longer listens', async ({ page }) => {
  const heard = await page.evaluate(async () => {
    const all: unknown[] = []
    const pong = (value: unknown) =>
      new Promise<void>((resolve) => {
        const stop = window.specimen.onPong((...args) => {
          all.push(args)
          stop()
          resolve()
        })
        window.specimen.ping(value)
      })
    await pong('one')
    await pong('two')
    return all
  })
  expect(heard).toEqual([
    ['one', new Uint8Array([1, 2])],
    ['two', new Uint8Array([1, 2])],
  ])
})

test('dropped files and folders have paths, files made by script have none', async ({ page }) => {
  await page.evaluate(() => {
    window.addEventListener('dragover', (event) => event.preventDefault())
    window.addEventListener('drop', (event) => {
      event.preventDefault()
      document.title = [...(event.dataTransfer?.files ?? [])].map((file) => window.specimen.pathOf(file)).join('|')
    })
  })
  const files = [application, path.join(application, 'main.js')]
  const session = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 20,
      y: 20,
      data: { items: [], files, dragOperationsMask: 1 },
    })
  await expect(page).toHaveTitle(files.join('|'))
  expect(
    await page.evaluate(() => {
      try {
        return [window.specimen.pathOf(new File([], 'a')), window.specimen.pathOf('a')]
      } catch (error) {
        return [String(error)]
      }
    }),
  ).toEqual(['Error: getPathForFile expected to receive a File object but did not.'])
})

test('the scheme serves what its handler gives, under its own policy', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const status = (url: string) =>
      fetch(url).then(
        (response) => response.status,
        (error: unknown) => String(error),
      )
    const evil = await new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective), {
        once: true,
      })
      document.body.appendChild(
        Object.assign(document.createElement('script'), { textContent: 'document.title = "x"' }),
      )
    })
    return [await status('/page.js'), await status('/absent'), await status('/throws'), evil]
  })
  expect(outcome).toEqual([200, 404, 'TypeError: Failed to fetch', 'script-src-elem'])
})

test('navigation and windows are the program’s to refuse', async ({ launch }) => {
  const app = launch()
  const page = await app.page()
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.com/link', target: '_blank' })
    link.click()
    document.title = window.open('https://example.com/script') === null ? 'refused' : 'opened'
    location.href = 'https://example.com/elsewhere'
  })
  await expect
    .poll(() => log(page))
    .toEqual(
      expect.arrayContaining([
        'will-frame-navigate https://example.com/elsewhere',
        'window wanted https://example.com/script',
        expect.stringMatching(/window wanted (?!.*script)/),
      ]),
    )
  await expect(page).toHaveTitle('refused')
  expect(await page.evaluate(() => document.querySelector('main')?.textContent)).toBe('specimen')
  await expect.poll(async () => (await app.context()).pages().length).toBe(1)
})

test('permissions are the program’s to grant', async ({ page }) => {
  const states = () =>
    page.evaluate(async () => {
      const state = async (name: PermissionName) => (await navigator.permissions.query({ name })).state
      const copied = navigator.clipboard.writeText('text').then(
        () => 'granted',
        () => 'denied',
      )
      return [await state('geolocation'), await state('notifications'), await copied]
    })
  await expect.poll(states).toEqual(['denied', 'denied', 'granted'])
})

test('a second start tells the first and ends', async ({ launch }) => {
  const first = launch()
  const page = await first.page()
  const second = launch({ args: ['/runs/b', '--flag'], cwd: path.dirname(application) })
  expect(await second.exited).toBe(0)
  await expect
    .poll(() => log(page))
    .toContainEqual([
      'second',
      6,
      path.dirname(application),
      { argv: expect.arrayContaining([application, '/runs/b', '--flag']), cwd: path.dirname(application) },
    ])
})

test('a utility process differs from a child process where it is said to', async ({ page }) => {
  expect(await page.evaluate(() => window.specimen.invoke('fork'))).toEqual({
    killBeforeSpawn: false,
    pidBeforeSpawn: undefined,
    message: { own: ['an argument', 'undefined', 'utility'], got: '[object Uint8Array]', isBuffer: false, ports: [] },
    killed: true,
    exit: [0],
  })
})

test('a dialog waits for an answer, and the menu for a click', async ({ launch }) => {
  const app = launch()
  const page = await app.page()
  const answer = page.evaluate(() => window.specimen.invoke('open'))
  await expect
    .poll(() => app.ask('dialogs', {}))
    .toEqual([{ kind: 'open', options: { properties: ['openDirectory'] } }])
  await app.ask('answerDialog', { kind: 'open', answer: { canceled: false, filePaths: ['/runs/a'] } })
  expect(await answer).toEqual({ canceled: false, filePaths: ['/runs/a'] })

  expect(await app.ask('menu', {})).toMatchObject([
    { role: 'fileMenu', items: [{ id: 'note', accelerator: 'Control+N' }] },
  ])
  await app.ask('clickMenu', { id: 'note' })
  expect(await log(page)).toContain('clicked')
})

test('a crashed page is told of and can be loaded again', async ({ launch }) => {
  const app = launch()
  await app.page()
  const [window] = await app.ask('windows', {})
  await app.ask('crashPage', { id: window?.id ?? 0 })
  // To Playwright a crashed page stays one; a new connection sees what Chromium has.
  await app.disconnect()
  expect(await log(await app.page())).toContain('gone crashed')
})

test('a window keeps its size for the next start', async ({ launch }) => {
  const first = launch()
  await first.page()
  const [before] = await first.ask('windows', {})
  await first.ask('resizeWindow', { id: before?.id ?? 0, width: 1000, height: 700 })
  await first.close()
  const second = launch()
  await second.page()
  const [after] = await second.ask('windows', {})
  expect([before?.bounds, after?.bounds]).toEqual([
    { width: 900, height: 600 },
    { width: 1000, height: 700 },
  ])
})

test('what is not modelled throws', async ({ page }) => {
  const tries = ['module', 'option', 'event', 'dialog']
  expect(
    await page.evaluate((names) => Promise.all(names.map((name) => window.specimen.invoke('unmodelled', name))), tries),
  ).toEqual([
    'not modelled: app.dock',
    'not modelled: BrowserWindow with kiosk',
    "not modelled: app event 'gpu-info-update'",
    'not modelled: dialog.showCertificateTrustDialog',
  ])
})

test('a stand-in that is killed leaves no Chromium behind', async ({ launch }) => {
  const app = launch()
  await app.page()
  const chromium = descendantsOf(app.pid, '--remote-debugging-port')
  expect(chromium.filter(isAlive)).not.toEqual([])
  await app.disconnect()
  process.kill(app.pid, 'SIGKILL')
  await expect.poll(() => chromium.filter(isAlive)).toEqual([])
})
