/** The window as a person meets it: by role and name only. Steps are named after what a person does. */
import { expect, type Locator, type Page } from '@playwright/test'

export class TraceWindow {
  readonly page: Page
  readonly startHeading: Locator
  readonly header: Locator
  readonly outline: Locator
  readonly lanes: Locator
  readonly inspector: Locator
  readonly evidence: Locator
  readonly tabs: Locator
  /** The view in front. */
  readonly panel: Locator
  readonly samples: Locator
  readonly search: Locator
  /** What is said in passing, over what is open. */
  readonly notice: Locator

  constructor(page: Page) {
    this.page = page
    this.startHeading = page.getByRole('heading', { name: 'Rolloutlens', level: 1 })
    this.header = page.getByRole('banner')
    this.outline = page.getByRole('tree', { name: 'Agents and turns' })
    this.lanes = page.getByRole('application', { name: 'Lanes' })
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.evidence = page.getByRole('region', { name: 'Evidence' })
    this.panel = page.locator('[role=tabpanel][data-region=view]')
    this.tabs = page.getByRole('tablist', { name: 'Views' })
    this.search = page.getByRole('region', { name: 'Find everywhere' })
    this.notice = page.getByRole('region', { name: 'Notice' })
    this.samples = page.getByRole('region', { name: 'Sample runs' })
  }

  /** Waits until the trace is read to its end: the live region says so. */
  async expectRead(name: string | RegExp): Promise<void> {
    await expect(this.header.getByRole('heading', { level: 1 })).toHaveText(name)
    // Waits for, rather than expects: that looks more often.
    await this.page.getByText(/ is read: [\d,.\s]+ events?, [\d,.\s]+ agents?\.$/).waitFor({ state: 'attached' })
  }

  /** Through the palette, by the keyboard: what `words` find first, which is called `title`. */
  async command(words: string, title: string | RegExp): Promise<void> {
    const palette = this.page.getByRole('dialog', { name: 'Find a command or object' })
    await this.page.keyboard.press('ControlOrMeta+k')
    await expect(palette.getByRole('combobox')).toBeFocused()
    await this.page.keyboard.type(words)
    await expect(palette.getByRole('option', { selected: true })).toContainText(title)
    await this.page.keyboard.press('Enter')
  }

  async expectStart(): Promise<void> {
    await expect(this.startHeading).toBeVisible()
  }

  /** The notice that something could not be opened: what, its title, and why. */
  async expectFailure(what: string, title: string, why: string | RegExp): Promise<void> {
    const notice = this.page.getByRole('main')
    await expect(notice.getByRole('definition').first()).toHaveText(what)
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

  /** The transcript that is shown, of the agent with this path or of whichever. */
  conversation(agent?: string): Locator {
    return agent === undefined
      ? this.page.getByRole('feed', { name: /^Conversation of / })
      : this.page.getByRole('feed', { name: `Conversation of ${agent}`, exact: true })
  }

  /** In the view in front. */
  async chooseAgent(agent: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Agent' }).selectOption({ label: agent })
  }

  /** Through every view, two objects with their fields, a raw event and a payload, and back. */
  async tour(): Promise<void> {
    for (const tab of await this.tabs.getByRole('tab').all()) {
      await tab.click()
      await expect(tab).toHaveAttribute('aria-selected', 'true')
    }
    await this.outline.getByRole('treeitem').nth(1).click()
    await expect(this.inspector.getByText('Fields')).toBeVisible()
    await this.inspector.getByRole('button', { name: 'codex_turn_started' }).click()
    await expect(this.evidence.getByText('trace.jsonl, line')).toBeVisible()
    await this.outline.getByRole('treeitem').first().click()
    await this.inspector.getByRole('button', { name: 'Payload' }).first().click()
    await expect(this.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
    await this.page.getByRole('button', { name: 'Back' }).click()
  }

  /** Presses F6 until the focus is on it or within. */
  async focusRegion(region: Locator): Promise<void> {
    const focused = this.page.locator(':focus')
    await expect(async () => {
      await this.page.keyboard.press('F6')
      await expect(region.and(focused).or(region.locator(':focus'))).toBeAttached({ timeout: 200 })
    }).toPass()
  }

  /** Presses Tab until the focus is on it, unless it is. */
  async tabTo(target: Locator): Promise<void> {
    const focused = target.and(this.page.locator(':focus'))
    while ((await focused.count()) === 0) await this.page.keyboard.press('Tab')
  }

  /**
   * Nothing of a hostile bundle became an element, a script that ran, or a character that hides or reorders what is around it:
   * not in what is drawn, not in names and tooltips, in whatever lies above the window either.
   */
  async expectNothingInterpreted(): Promise<void> {
    await expect(this.page.locator('body :is(img, script:not([src]), iframe, object, embed, a[href])')).toHaveCount(0)
    await expect(this.page).not.toHaveTitle(/owned/)
    expect(await this.page.evaluate(charactersOutOfSight)).toEqual([])
  }

  /** The texts that a search or find marks now. */
  async marked(): Promise<readonly string[]> {
    return this.page.evaluate(() =>
      Array.from(CSS.highlights.get('find') ?? [], (range) => (range instanceof Range ? range.toString() : '')),
    )
  }

  /** The text that find led to, if it is in sight. */
  async shownMark(): Promise<string> {
    return this.page.evaluate(() => {
      const [range] = CSS.highlights.get('find-here') ?? []
      if (!(range instanceof Range)) return ''
      const { top, bottom, height } = range.getBoundingClientRect()
      return height > 0 && top >= 0 && bottom <= innerHeight ? range.toString() : ''
    })
  }

  async chooseInMenu(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
  }

  /** What a browser sends where a person pastes `text`. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((copied) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', copied)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  /** Drops files and folders of this machine on the window, as the system does it. */
  async drop(...paths: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  }
}

/** Texts, names and tooltips of the page with controls, bidi controls or lone surrogates in them; runs in the page. */
function charactersOutOfSight(): readonly string[] {
  const hidden = /(?![\t\n\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/u
  const found: string[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode() !== null) {
    const text = texts.currentNode.nodeValue ?? ''
    if (hidden.test(text)) found.push(`text ${JSON.stringify(text.slice(0, 200))}`)
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'data-tip', 'alt', 'placeholder'])
    for (const element of document.body.querySelectorAll(`[${name}]`)) {
      const value = element.getAttribute(name) ?? ''
      if (hidden.test(value)) found.push(`${element.tagName} ${name} ${JSON.stringify(value.slice(0, 200))}`)
    }
  return found
}
