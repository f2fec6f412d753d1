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
 * Focuses the search of the region that has the focus, else of the opened evidence, else of the view: the first that has one,
 * marked with `data-find`.
 */
export function focusFind(page: Document): boolean {
  const here = page.activeElement?.closest('[data-region]')
  const places = [here, ...['evidence', 'view'].map((name) => page.querySelector(`[data-region="${name}"]`))]
  for (const place of places) {
    const input = place?.querySelector('[data-find]')
    if (!(input instanceof HTMLInputElement)) continue
    input.focus()
    input.select()
    return true
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
