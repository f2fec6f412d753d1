/** A library as a person meets it. */
import { expect, type Locator, type Page } from '@playwright/test'

export class LibraryPage {
  readonly page: Page
  readonly heading: Locator
  readonly rows: Locator
  readonly search: Locator
  readonly toolbar: Locator
  readonly head: Locator

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('banner', { name: 'Library' }).getByRole('heading', { level: 1 })
    this.rows = page.getByRole('grid', { name: 'Bundles' }).getByRole('row')
    this.search = page.getByRole('searchbox', { name: 'Search first messages' })
    this.toolbar = page.getByRole('toolbar', { name: 'Library' })
    this.head = page.getByRole('group', { name: 'Sort by' })
  }

  async expectOpen(name: string | RegExp): Promise<void> {
    await expect(this.heading).toHaveText(name)
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text })
  }

  async mark(text: string | RegExp): Promise<void> {
    await this.row(text).getByRole('button', { name: 'Mark to compare' }).click()
  }
}
