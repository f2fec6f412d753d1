/** Nothing leaves the machine, and nothing is written into a bundle. */
import { copyBundle, fingerprint } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'

test('a full tour asks for nothing elsewhere and leaves the bundle as it was', async ({ showing }, testInfo) => {
  const folder = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('tour'))
  const archive = copyBundle(showcase.path, testInfo.outputPath('tour.rollout'))
  const before = [fingerprint(folder), fingerprint(archive)]
  const { app, window } = await showing({ paths: [folder] })
  await window.expectRead('tour')
  await window.tour()
  await window.drop(archive)
  await window.expectRead('tour.rollout')
  await window.tour()
  expect(await app.foreignRequests()).toEqual([])
  expect([fingerprint(folder), fingerprint(archive)]).toEqual(before)
})

test('the page breaks none of its own policies', async ({ showing }) => {
  const { window } = await showing()
  const complaints: string[] = []
  window.page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  window.page.on('pageerror', (error) => complaints.push(error.message))
  await window.expectStart()
  await window.openSample(/^showcase(\.rollout)?$/)
  await window.expectRead(showcase.name)
  await window.tour()
  await window.page.keyboard.press('ControlOrMeta+k')
  await window.page.keyboard.type('show')
  await expect(window.page.getByRole('option', { name: /Show the Agents view/ })).toBeVisible()
  await window.page.keyboard.press('Enter')
  await expect(window.page.getByRole('dialog')).toHaveCount(0)
  await window.page.getByRole('button', { name: 'Menu' }).click()
  await expect(window.page.getByRole('menu')).toBeVisible()
  await window.page.keyboard.press('Escape')
  await expect(window.page.getByRole('menu')).toHaveCount(0)
  await window.page.keyboard.press('?')
  await expect(window.page.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible()
  await window.page.keyboard.press('Escape')
  await expect(window.page.getByRole('dialog')).toHaveCount(0)
  expect(complaints).toEqual([])
})
