/** A page zoomed to 200 % has half the pixels of its window: what is drawn at 680 by 425 is what a person sees then. */
import type { Page } from '@playwright/test'
import { violations } from '../axe.ts'
import { expect, showcase, test } from '../fixtures.ts'

const zoomed = { '150 %': { width: 907, height: 567 }, '200 %': { width: 680, height: 425 } } as const

/** Controls that are cut off or lie outside of the window, and that no scrolling brings into sight. Heads of lanes go along with the lanes. */
async function unreachable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const control of document.querySelectorAll('button, input, select, [role="tab"], [role="treeitem"]')) {
      const box = control.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || !control.checkVisibility({ visibilityProperty: true })) continue
      if (control.closest('[data-region="lanes"]') !== null) continue
      const outer = placesAround(control).find(({ inner }) => outside(box, inner))
      if (outer !== undefined && !outer.scrolls)
        found.push(`${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent.trim()}`)
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than its window')
    return found

    function outside(box: DOMRect, inner: DOMRect): boolean {
      const slack = 2
      return (
        box.left < inner.left - slack ||
        box.right > inner.right + slack ||
        box.top < inner.top - slack ||
        box.bottom > inner.bottom + slack
      )
    }

    /** What may clip or scroll it, from the inside out; last the window. */
    function placesAround(control: Element): readonly { readonly inner: DOMRect; readonly scrolls: boolean }[] {
      const places = []
      for (let around = control.parentElement; around !== null; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        const scrolls = [overflowX, overflowY].some((overflow) => overflow === 'auto' || overflow === 'scroll')
        places.push({ inner: around.getBoundingClientRect(), scrolls })
      }
      return [...places, { inner: new DOMRect(0, 0, innerWidth, innerHeight), scrolls: false }]
    }
  })
}

for (const [zoom, size] of Object.entries(zoomed))
  test(`at ${zoom} every view shows its controls, and nothing lies beside the window`, async ({ showing }) => {
    const { window } = await showing({ paths: [showcase.path] })
    const { page, panel } = window
    await page.setViewportSize(size)
    await window.expectRead(showcase.name)
    for (const tab of await window.tabs.getByRole('tab').all()) {
      await tab.click()
      await expect(tab).toHaveAttribute('aria-selected', 'true')
      await expect(
        panel.getByRole('toolbar').or(panel.getByRole('status')).or(panel.getByRole('heading')).first(),
      ).toBeVisible()
      expect(await unreachable(page), (await tab.textContent()) ?? '').toEqual([])
    }
  })

test('at 200 % outline and inspector lie above the views, one at a time, by button and key', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, outline, inspector } = window
  await page.setViewportSize(zoomed['200 %'])
  await window.expectRead(showcase.name)
  await expect(outline).toBeHidden()
  await expect(inspector).toBeHidden()
  const [outlineRail, inspectorRail] = [
    page.getByRole('button', { name: 'Outline', exact: true }),
    page.getByRole('button', { name: 'Inspector', exact: true }),
  ]
  await outlineRail.click()
  await expect(outlineRail).toHaveAttribute('aria-expanded', 'true')
  await outline.getByRole('treeitem', { name: /write_tests/ }).click()
  await inspectorRail.click()
  await expect(outline).toBeHidden()
  await expect(inspector.getByText('agent thread')).toBeVisible()
  expect(await unreachable(page)).toEqual([])
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ControlOrMeta+i')
  await expect(inspector).toBeHidden()
  await page.keyboard.press('ControlOrMeta+b')
  await expect(outline).toBeVisible()
  await outlineRail.click()
  await expect(outline).toBeHidden()
})

test('at 200 % evidence leaves the view above it its room', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel, evidence } = window
  await page.setViewportSize(zoomed['200 %'])
  await window.expectRead(showcase.name)
  await page.keyboard.press('8')
  await expect(panel.getByRole('row', { name: /^\d+ / }).first()).toBeVisible()
  await page.keyboard.press('Home')
  await expect(panel.getByRole('row', { selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(evidence.getByText('trace.jsonl, line')).toBeVisible()
  await expect(panel.getByRole('row', { selected: true })).toBeInViewport()
  expect(await unreachable(page)).toEqual([])
  await evidence.getByRole('button', { name: 'Close the evidence' }).click()
  await expect(evidence).toHaveCount(0)
})
