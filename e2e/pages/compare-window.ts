/** The compare window as a person meets it: by role and name only. */
import { expect, type Locator, type Page } from '@playwright/test'

export class CompareWindow {
  readonly page: Page
  readonly header: Locator
  readonly divergence: Locator
  readonly outline: Locator
  readonly pair: Locator
  readonly evidence: Locator
  readonly tabs: Locator
  readonly filters: Locator
  readonly place: Locator

  constructor(page: Page) {
    this.page = page
    this.header = page.getByRole('banner', { name: 'Compared runs' })
    this.divergence = page.getByRole('region', { name: 'First divergence' })
    this.outline = page.getByRole('tree', { name: 'Agents of both runs' })
    this.pair = page.getByRole('region', { name: 'Chosen pair', exact: true })
    this.evidence = page.getByRole('region', { name: 'Evidence' })
    this.tabs = page.getByRole('tablist', { name: 'Views' })
    this.filters = page.getByRole('toolbar', { name: 'Filters' })
    this.place = this.divergence.getByRole('status')
  }

  /** Waits until both runs are read and compared. */
  async expectCompared(a: string | RegExp, b: string | RegExp): Promise<void> {
    await expect(this.page.getByText(/^Compared: \d+ differences\.$/)).toBeAttached()
    await expect(this.header.getByText(a).first()).toBeVisible()
    await expect(this.header.getByText(b).first()).toBeVisible()
  }

  inspector(side: 'A' | 'B'): Locator {
    return this.page.getByRole('complementary', { name: `Inspector ${side}` })
  }

  async showView(title: string): Promise<void> {
    await this.tabs.getByRole('tab', { name: title }).click()
    await expect(this.tabs.getByRole('tab', { name: title })).toHaveAttribute('aria-selected', 'true')
  }

  /** The heads of a side's lanes. */
  lanes(side: 'A' | 'B'): Locator {
    return this.page
      .getByRole('region', { name: `Lanes of ${side}` })
      .getByRole('list', { name: 'Lanes' })
      .getByRole('listitem')
  }

  /** Carries out a command by its name, with the keyboard alone. */
  async command(title: string): Promise<void> {
    const palette = this.page.getByRole('dialog', { name: 'Find a command or object' })
    await this.page.keyboard.press('ControlOrMeta+k')
    await expect(palette.getByRole('combobox')).toBeFocused()
    await this.page.keyboard.type(title)
    await expect(palette.getByRole('option', { selected: true })).toContainText(title)
    await this.page.keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }

  async filter(name: string): Promise<void> {
    await this.filters.getByRole('button', { name }).click()
  }
}
