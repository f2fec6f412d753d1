/**
 * F6: moves the focus between the regions of the window, in document order. A region is an element with `data-region`; the
 * focus goes to the part marked with `data-region-start`, else to the first that takes it.
 */

const FOCUSABLE = [
  '[tabindex="0"]',
  'button:not(:disabled, [tabindex="-1"])',
  'input:not(:disabled)',
  'a[href]',
  'summary',
].join(',')

/** The index of the region to go to from region `at` (-1: none), over `count` regions. */
export function nextRegion(at: number, count: number, step: 1 | -1): number {
  if (at === -1) return step === 1 ? 0 : count - 1
  return (at + step + count) % count
}

/** False if there is no region with something to focus. */
export function focusNextRegion(page: Document, step: 1 | -1): boolean {
  const targets = Array.from(page.querySelectorAll('[data-region]'))
    .map((region) => ({ region, target: firstFocusable(region) }))
    .filter(({ target }) => target !== undefined)
  if (targets.length === 0) return false
  // Regions nest: the innermost comes last.
  const at = targets.findLastIndex(({ region }) => region.contains(page.activeElement))
  targets[nextRegion(at, targets.length, step)]?.target?.focus()
  return true
}

/**
 * Focuses the search of the part or region that has the focus, else of the opened evidence, else of the view: the first that has one,
 * marked with `data-find`.
 */
export function focusFind(page: Document): boolean {
  const here = ['[data-find-scope]', '[data-region]'].map((scope) => page.activeElement?.closest(scope))
  const places = [...here, ...['evidence', 'view'].map((name) => page.querySelector(`[data-region="${name}"]`))]
  for (const place of places) {
    const input = place?.querySelector('[data-find]')
    if (!(input instanceof HTMLInputElement)) continue
    input.focus()
    input.select()
    return true
  }
  return false
}

/** What a view is about: its canvas, or its list with the row or article that takes the keys. */
const MAIN = [
  '[data-region-start]',
  '[role="feed"] [role="article"][tabindex="0"]',
  ...['grid', 'treegrid', 'tree', 'listbox', 'table', 'list'].map((role) => `[role="${role}"][tabindex="0"]`),
].join(',')

/**
 * Moves the focus to what the view in front is about; to the view itself until that is there. What is drawn anew while the
 * view is made gets it again, up to the next key or click.
 */
export function focusView(page: Document): void {
  const view = page.querySelector('[data-region="view"]')
  if (!(view instanceof HTMLElement)) return
  const keep = (): void => {
    if (!focusMain(page, view)) view.focus({ preventScroll: true })
  }
  keep()
  const observer = new MutationObserver(() => {
    if (page.activeElement === view || isFocusLost(page)) keep()
  })
  observer.observe(view, { childList: true, subtree: true, attributeFilter: ['style', 'tabindex'] })
  const over = new AbortController()
  const end = (): void => {
    observer.disconnect()
    over.abort()
  }
  for (const event of ['keydown', 'pointerdown', 'focusin']) {
    page.addEventListener(
      event,
      ({ target }) => {
        const isOurs = event === 'focusin' && target instanceof Node && view.contains(target)
        if (!isOurs) end()
      },
      { capture: true, signal: over.signal },
    )
  }
}

/** Whether nothing has the focus, or something that can have it no longer. */
export function isFocusLost({ activeElement, body }: Document): boolean {
  return activeElement === null || activeElement === body || activeElement.closest('[inert]') !== null
}

function focusMain(page: Document, view: Element): boolean {
  for (const found of view.querySelectorAll(MAIN)) {
    if (!(found instanceof HTMLElement)) continue
    found.focus({ preventScroll: true })
    if (page.activeElement === found) return true
  }
  return false
}

function firstFocusable(region: Element): HTMLElement | undefined {
  for (const found of [...region.querySelectorAll('[data-region-start]'), ...region.querySelectorAll(FOCUSABLE)]) {
    if (
      found instanceof HTMLElement &&
      found.checkVisibility({ visibilityProperty: true }) &&
      found.role !== 'separator'
    )
      return found
  }
  return undefined
}
