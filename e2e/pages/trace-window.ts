/** The window as a person meets it: by role and name only. Steps are named after what a person does. */
import { expect, type Locator, type Page } from '@playwright/test'

export class TraceWindow {
  readonly page: Page
  readonly startHeading: Locator
  readonly header: Locator
  readonly outline: Locator
  readonly inspector: Locator
  readonly evidence: Locator
  readonly tabs: Locator
  readonly samples: Locator

  constructor(page: Page) {
    this.page = page
    this.startHeading = page.getByRole('heading', { name: 'Rolloutlens', level: 1 })
    this.header = page.getByRole('banner')
    this.outline = page.getByRole('tree', { name: 'Agents and turns' })
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.evidence = page.getByRole('region', { name: 'Evidence' })
    this.tabs = page.getByRole('tablist', { name: 'Views' })
    this.samples = page.getByRole('region', { name: 'Sample runs' })
  }

  /** Waits until the trace is read to its end: the live region says so. */
  async expectRead(name: string | RegExp): Promise<void> {
    await expect(this.page.getByText(/ is read: [\d,.\s]+ events?, [\d,.\s]+ agents?\.$/)).toBeAttached()
    await expect(this.header.getByRole('heading', { level: 1 })).toHaveText(name)
  }

  async expectStart(): Promise<void> {
    await expect(this.startHeading).toBeVisible()
  }

  /** The notice that something could not be opened, with its title. */
  async expectFailure(title: string, why: string | RegExp): Promise<void> {
    const notice = this.page.getByRole('main')
    await expect(notice.getByRole('heading', { name: title })).toBeVisible()
    await expect(notice.getByRole('definition').last()).toContainText(why)
  }

  async openSample(name: string | RegExp): Promise<void> {
    await this.samples.getByRole('button', { name }).click()
  }

  async showView(title: string): Promise<void> {
    await this.tabs.getByRole('tab', { name: title }).click()
    await expect(this.tabs.getByRole('tab', { name: title })).toHaveAttribute('aria-selected', 'true')
  }

  async chooseInMenu(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
  }

  /** Drops files and folders of this machine on the window, as the system does it. */
  async drop(...paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  }
}
