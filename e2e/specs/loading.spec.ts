/** Reading can be watched, cancelled and survived. */
import { writeLongBundle } from '../bundles.ts'
import { expect, showcase, test } from '../fixtures.ts'

test('reading a long log is shown in bytes and can be cancelled', async ({ showing }, testInfo) => {
  const bundle = await writeLongBundle(testInfo.outputPath('long'), 300_000)
  const { window } = await showing({ paths: [bundle] })
  await expect(window.page.getByRole('progressbar', { name: 'Reading the trace' })).toBeVisible()
  await expect(window.page.getByText(/MiB of \d/).first()).toBeVisible()
  await window.page.getByRole('button', { name: 'Cancel' }).click()
  await expect(window.page.getByText(/cancelled/i).first()).toBeVisible()
  await expect(window.page.getByRole('progressbar')).toHaveCount(0)
  await expect(window.page.getByRole('button', { name: 'Reopen' })).toBeVisible()
})

test('a trace host that dies takes neither window nor program along, and the trace can be reopened', async ({
  showing,
}) => {
  const { app, window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  const [host] = await app.hostPids()
  expect(host).toBeDefined()
  process.kill(host ?? 0, 'SIGKILL')
  await expect(window.page.getByText(/The reading process ended \(/)).toBeVisible()
  await expect(window.outline.getByRole('treeitem').first()).toBeVisible()
  await window.page.getByRole('button', { name: 'Reopen' }).click()
  await window.expectRead(showcase.name)
  await expect(window.page.getByText(/The reading process ended/)).toHaveCount(0)
  expect(await app.hostPids()).not.toContain(host)
})
