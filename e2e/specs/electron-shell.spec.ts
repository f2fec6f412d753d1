/** What only the Electron shell does: windows, their life, and what its page may not do. */
import type { Page } from '@playwright/test'
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'
import { isAlive } from '../shells/children.ts'

test.skip(
  ({ shell }) => shell !== 'stand-in',
  'the web shell has no windows; of Electron’s a test reaches only the pages',
)

/** What the page of the window has in its hands. */
function reach(page: Page): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate(async () => {
    const bridge: unknown = Reflect.get(window, 'rolloutlens')
    const members = typeof bridge === 'object' && bridge !== null ? Object.entries(bridge) : []
    const permission = async (name: PermissionName) => (await navigator.permissions.query({ name })).state
    return {
      bridge: members.map(([name, member]) => [name, typeof member]),
      frozen: Object.isFrozen(bridge),
      node: ['require', 'process', 'Buffer', 'module', 'electron'].filter((name) => name in window),
      permissions: [await permission('geolocation'), await permission('notifications')],
      opened: window.open('https://example.com/') === null,
    }
  })
}

test('the page has the bridge, and nothing of Node or Electron', async ({ showing }) => {
  const { app, window } = await showing()
  await window.expectStart()
  await expect.poll(async () => (await reach(window.page))['permissions']).toEqual(['denied', 'denied'])
  expect(await reach(window.page)).toMatchObject({
    bridge: [
      ['invoke', 'function'],
      ['cancel', 'function'],
      ['on', 'function'],
      ['giveFiles', 'function'],
    ],
    frozen: true,
    node: [],
    opened: true,
  })
  await expect.poll(async () => (await app.context()).pages().length).toBe(1)
})

test('a call that is not of the contract is refused', async ({ showing }) => {
  const { window } = await showing()
  await window.expectStart()
  const replies = await window.page.evaluate(async () => {
    const bridge: unknown = Reflect.get(window, 'rolloutlens')
    if (typeof bridge !== 'object' || bridge === null || !('invoke' in bridge)) return []
    const { invoke } = bridge
    if (typeof invoke !== 'function') return []
    const attempts: readonly (readonly unknown[])[] = [
      ['bridge/files', 1, ['/etc/passwd']],
      ['trace/open', 2, { ticket: '/etc/passwd' }],
      ['trace/open', 3, { path: '/etc/passwd' }],
      ['app/info', -1, {}],
      ['app/info', 4, { extra: true }],
    ]
    return Promise.all(
      attempts.map((attempt): Promise<unknown> => Promise.resolve(Reflect.apply(invoke, undefined, [...attempt]))),
    )
  })
  expect(replies).toMatchObject([
    { ok: false, error: { code: 'bad_request' } },
    { ok: false, error: { code: 'unknown_ticket' } },
    { ok: false, error: { code: 'bad_request' } },
    { ok: false, error: { code: 'bad_request' } },
    { ok: false, error: { code: 'bad_request' } },
  ])
})

test('the page stays where it is', async ({ showing }) => {
  const { app, window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await window.showView('Events')
  expect(await app.foreignRequests()).toEqual([])
})

test('a window is shown once it is drawn, and is named after its trace', async ({ showing }) => {
  const { app, window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await expect
    .poll(() => asStandIn(app).ask('windows', {}))
    .toMatchObject([{ title: 'showcase.rollout · Rolloutlens', visible: true, focused: true }])
})

test('the program ends with its last window, and its hosts end with it', async ({ showing }) => {
  const { app, window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  const standIn = asStandIn(app)
  const hosts = await standIn.hostPids()
  expect(hosts).toHaveLength(1)
  const [shown] = await standIn.ask('windows', {})
  await standIn.ask('closeWindow', { id: shown?.id ?? 0 })
  expect(await standIn.exited).toBe(0)
  // They see their channel close, and go a moment later.
  await expect.poll(() => hosts.filter(isAlive)).toEqual([])
})

test('a page that crashed is loaded again and shows its trace', async ({ showing }) => {
  const { app, window } = await showing({ paths: [fixture('conformance', 's2-whole-life')] })
  await window.expectRead('s2-whole-life')
  const standIn = asStandIn(app)
  const [shown] = await standIn.ask('windows', {})
  await standIn.ask('crashPage', { id: shown?.id ?? 0 })
  // To Playwright a crashed page stays one; a new connection sees what Chromium has.
  await standIn.disconnect()
  await new TraceWindow(await standIn.page()).expectRead('s2-whole-life')
})

test('a page that crashes again and again is left to the person', async ({ showing }) => {
  const { app, window } = await showing()
  await window.expectStart()
  const standIn = asStandIn(app)
  const [shown] = await standIn.ask('windows', {})
  for (let crash = 1; crash <= 4; crash++) {
    await standIn.ask('crashPage', { id: shown?.id ?? 0 })
    await standIn.disconnect()
    if (crash < 4) await new TraceWindow(await standIn.page()).expectStart()
  }
  await expect
    .poll(() => standIn.ask('dialogs', {}))
    .toMatchObject([{ kind: 'message', options: { buttons: ['Reload', 'Close'] } }])
  await standIn.ask('answerDialog', { kind: 'message', answer: { response: 1 } })
  expect(await standIn.exited).toBe(0)
})

test('the window comes back in its size', async ({ launch }) => {
  const first = asStandIn(launch())
  await new TraceWindow(await first.page()).expectStart()
  const [shown] = await first.ask('windows', {})
  await first.ask('resizeWindow', { id: shown?.id ?? 0, width: 1000, height: 700 })
  await first.close()
  const second = asStandIn(launch())
  await second.page()
  expect(await second.ask('windows', {})).toMatchObject([{ bounds: { width: 1000, height: 700 } }])
})
