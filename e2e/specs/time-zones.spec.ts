/** Times carry their offset, in the zone of the machine or in UTC. */
import { expect, showcase, test } from '../fixtures.ts'

for (const { timeZone, offset, clock } of [
  { timeZone: 'UTC', offset: '+00:00', clock: '03:33:21.189' },
  { timeZone: 'Asia/Kathmandu', offset: '+05:45', clock: '09:18:21.189' },
])
  test(`on a machine in ${timeZone}`, async ({ showing }) => {
    const { window } = await showing({ paths: [showcase.path], timeZone })
    await window.expectRead(showcase.name)
    await window.showView('Events')
    const firstRow = window.page.getByRole('grid', { name: 'Raw events' }).getByRole('row').first()
    await expect(firstRow).toContainText(clock)
    await expect(window.page.getByText(`Time ${offset}`)).toBeVisible()
    await window.chooseInMenu('Switch times: local, UTC')
    await expect(firstRow).toContainText('03:33:21.189')
    await expect(window.page.getByText('Time +00:00')).toBeVisible()
  })
