/** Windows of the desktop application: one per trace, brought back when closed, each in its place. */
import { asStandIn, expect, fixture, showcase, test } from '../fixtures.ts'
import { TraceWindow } from '../pages/trace-window.ts'

const folder = { path: fixture('conformance', 's2-whole-life'), name: 's2-whole-life' }

test.skip(({ shell }) => shell !== 'stand-in', 'the web shell has no windows; Playwright starts Electron once')

test('a trace that is shown already comes to the front', async ({ launch }) => {
  const app = asStandIn(launch({ paths: [folder.path] }))
  await new TraceWindow(await app.page()).expectRead(folder.name)
  const opened = (await app.context()).waitForEvent('page')
  expect(await asStandIn(launch({ paths: [showcase.path] })).exited).toBe(0)
  await new TraceWindow(await opened).expectRead(showcase.name)
  // By one of its files: it is the same trace.
  expect(await asStandIn(launch({ paths: [`${folder.path}/trace.jsonl`] })).exited).toBe(0)
  await expect
    .poll(async () => (await app.ask('windows', {})).filter(({ focused }) => focused).map(({ title }) => title))
    .toEqual(['s2-whole-life · Rolloutlens'])
  expect(await app.ask('windows', {})).toHaveLength(2)
})

test('a closed window is brought back with its trace', async ({ launch }) => {
  const app = asStandIn(launch({ paths: [folder.path] }))
  await new TraceWindow(await app.page()).expectRead(folder.name)
  const context = await app.context()
  const second = context.waitForEvent('page')
  await app.ask('openFile', { file: showcase.path })
  await new TraceWindow(await second).expectRead(showcase.name)
  const shown = (await app.ask('windows', {})).find(({ title }) => title.startsWith('showcase'))
  await app.ask('closeWindow', { id: shown?.id ?? 0 })
  await expect.poll(() => app.ask('windows', {})).toHaveLength(1)
  const again = context.waitForEvent('page')
  await app.ask('clickMenu', { id: 'reopen-window' })
  await new TraceWindow(await again).expectRead(showcase.name)
  // There is nothing more to bring back.
  await app.ask('clickMenu', { id: 'reopen-window' })
  expect(await app.ask('windows', {})).toHaveLength(2)
})

test('a second window comes back in its own size', async ({ launch }) => {
  const first = asStandIn(launch({ paths: [folder.path, showcase.path] }))
  await first.page()
  await expect.poll(() => first.ask('windows', {})).toHaveLength(2)
  const [, other] = await first.ask('windows', {})
  await first.ask('resizeWindow', { id: other?.id ?? 0, width: 900, height: 640 })
  await first.close()
  const second = asStandIn(launch({ paths: [folder.path, showcase.path] }))
  await second.page()
  await expect
    .poll(async () => (await second.ask('windows', {})).map(({ bounds }) => bounds.width))
    .toEqual([1360, 900])
})
