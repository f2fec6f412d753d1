/** The lanes of one bundle: opening, panning and zooming with every frame checked, selecting, filtering, searching. */
import {
  clickAt,
  costOf,
  heapMegabytes,
  panAndZoom,
  placeOf,
  recorded,
  shown,
  THROTTLE,
  throttle,
  viewport,
  wheel,
} from './pages.mjs'
import { serveBundle } from './programs.mjs'
import { expectedEdges, expectedSlices } from './slices.mjs'
import { marksOf } from './trace-frames.mjs'

const PATIENCE_MS = 300_000
const AT = { x: 720, y: 480 }
/** Slices whose end lies this near to the border of the view may be drawn or not. */
const SLACK_PX = 8

/** Notes when lanes were drawn, and when all slices of the run stood in them: what the page itself says to a screen reader. */
const watch = (/** @type {number} */ slices) => {
  const seen = { first: NaN, complete: NaN, firstSlices: 0 }
  Object.assign(globalThis, { seen })
  const label = `${slices.toLocaleString()} slice`
  const isComplete = () => document.querySelector('[role=application]')?.ariaLabel?.includes(label) === true
  let whole = false
  const attributes = new MutationObserver(() => (whole ||= isComplete()))
  attributes.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] })
  new PerformanceObserver((list) => {
    for (const mark of list.getEntriesByName('lanes-drawn')) {
      const { slices: drawn } = /** @type {any} */ (mark).detail
      if (drawn === 0) continue
      if (Number.isNaN(seen.first)) Object.assign(seen, { first: mark.startTime, firstSlices: drawn })
      if (whole && Number.isNaN(seen.complete)) seen.complete = mark.startTime
    }
  }).observe({ type: 'mark' })
}

/** @param {import('playwright').Browser} browser @param {string} bundle @param {import('./slices.mjs').Run} run */
export async function openLanes(browser, bundle, run) {
  const server = await serveBundle(bundle)
  const page = await browser.newPage({ viewport, locale: 'en-US' })
  await page.addInitScript(watch, run.slices.length)
  const record = await recorded(browser, page, async () => {
    await page.goto(server.url)
    await page.waitForFunction(() => !Number.isNaN(/** @type {any} */ (globalThis).seen.complete), null, {
      timeout: PATIENCE_MS,
    })
  })
  await page.getByText(/ is read: /).waitFor({ state: 'attached', timeout: PATIENCE_MS })
  const seen = await page.evaluate(() => /** @type {any} */ (globalThis).seen)
  const host = server.host()
  return {
    server,
    page,
    opening: {
      firstMs: Number(seen.first),
      firstSlices: Number(seen.firstSlices),
      completeMs: Number(seen.complete),
      longestMs: record.longestMs,
      heapMegabytes: await heapMegabytes(page),
      hostMegabytes: host.megabytes,
      hostCpuSeconds: host.cpuSeconds,
    },
  }
}

/** @param {import('playwright').Page} page @param {boolean} everyRow */
export async function chooseRows(page, everyRow) {
  await page.getByRole('button', { name: 'Rows', exact: true }).click()
  await page.getByRole('menuitem', { name: everyRow ? 'All rows' : '3 rows', exact: true }).click()
}

/** @param {import('playwright').Browser} browser @param {import('playwright').Page} page @param {import('./slices.mjs').Run} run @param {boolean} everyRow */
export async function panLanes(browser, page, run, everyRow) {
  await chooseRows(page, everyRow)
  await page.getByRole('button', { name: 'Fit', exact: true }).click()
  await page.mouse.move(AT.x, AT.y)
  await wheel(page, 6, 0, -100, true)
  await throttle(page, THROTTLE)
  const record = await recorded(browser, page, () => panAndZoom(page, AT))
  await throttle(page, 1)
  const drawn = marksOf(record.main, 'lanes-drawn')
  const views = drawn.map(({ detail }) => checkFrame(run, detail, everyRow))
  if (new Set(drawn.map(({ detail }) => `${String(detail.start)} ${String(detail.perPx)}`)).size < 60)
    throw new Error(`only ${String(drawn.length)} frames of lanes were drawn, or they did not move`)
  return { ...costOf(record), ...views.reduce(most, { slices: 0, edges: 0, bundles: 0 }) }
}

/** Throws if a frame drew another number of slices than lie in its view, or left its edges out. @param {import('./slices.mjs').Run} run @param {any} detail @param {boolean} everyRow */
function checkFrame(run, detail, everyRow) {
  const { start, perPx, width, firstLane, endLane, slices, edges, bundles } = detail
  const view = { from: start, to: start + width * perPx, firstLane, endLane, slackMs: SLACK_PX * perPx, everyRow }
  const expected = expectedSlices(run, view)
  const said = `${String(slices)} slices drawn in lanes ${String(firstLane)} to ${String(endLane)}, ${start.toFixed(0)} to ${view.to.toFixed(0)} ms`
  if (slices < expected.least || slices > expected.most)
    throw new Error(`${said}; ${String(expected.least)} to ${String(expected.most)} lie there`)
  // Beyond 300 in view edges are drawn as bundles, by themselves only those that are never bundled.
  const between = expectedEdges(run, view)
  const isWrong = bundles === 0 ? edges < between.least : between.most <= 300
  if (isWrong || edges > between.most)
    throw new Error(
      `${said}, with ${String(edges)} edges and ${String(bundles)} bundles; ${String(between.least)} to ${String(between.most)} edges lie there`,
    )
  return { slices, edges, bundles }
}

/** @param {{ slices: number, edges: number, bundles: number }} a @param {{ slices: number, edges: number, bundles: number }} b */
function most(a, b) {
  return {
    slices: Math.max(a.slices, b.slices),
    edges: Math.max(a.edges, b.edges),
    bundles: Math.max(a.bundles, b.bundles),
  }
}

/** From the input to the frame that shows its effect. @param {import('playwright').Browser} browser @param {import('playwright').Page} page */
export async function selectAndFilter(browser, page) {
  await page.getByRole('button', { name: 'Fit', exact: true }).click()
  await page.mouse.move(AT.x, AT.y)
  await wheel(page, 12, 0, -100, true)
  await page.waitForTimeout(500)
  await throttle(page, THROTTLE)
  const select = await recorded(browser, page, async () => {
    await page.mouse.click(AT.x, AT.y)
    await page.waitForTimeout(1500)
  })
  await page.getByText('Fields', { exact: true }).waitFor()
  await page.getByRole('button', { name: /^Status/ }).click()
  const choice = page.getByRole('menuitemcheckbox', { name: /failed/i })
  await choice.waitFor()
  const at = await placeOf(choice)
  const filter = await recorded(browser, page, async () => {
    await clickAt(page, at)
    await page.waitForTimeout(1000)
  })
  await choice.click()
  await page.keyboard.press('Escape')
  await throttle(page, 1)
  return { select: effectOf(select, 'pointerup'), filter: effectOf(filter, 'click') }
}

/** Frames and CPU time from an input to the first lanes drawn after it. @param {Awaited<ReturnType<typeof recorded>>} record @param {string} type */
function effectOf({ main, longestMs }, type) {
  const input = main.findLast(({ name, args }) => name === 'EventDispatch' && args?.data?.type === type)
  const drawn = marksOf(main, 'lanes-drawn').find(({ ts }) => ts > (input?.ts ?? Infinity))
  if (input === undefined || drawn === undefined) throw new Error(`nothing was drawn after ${type}`)
  const frames = main.filter(({ name, ts }) => name === 'BeginMainThreadFrame' && ts > input.ts && ts < drawn.ts).length
  return { frames, ms: (drawn.ts - input.ts) / 1000, longestMs }
}

/** From the last key of a filter to the rows it leaves. @param {import('playwright').Browser} browser @param {import('playwright').Page} page */
export async function filterEvents(browser, page) {
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByRole('row').nth(3).waitFor()
  await page.getByLabel('Filter events').first().focus()
  await throttle(page, THROTTLE)
  let ms = NaN
  const record = await recorded(browser, page, async () => {
    ms = await shown(page, '[role=row]', /thread_ended/, () => page.keyboard.insertText('thread_ended'))
  })
  await throttle(page, 1)
  await page.getByRole('tab', { name: 'Agents' }).click()
  return { ms, longestMs: record.longestMs }
}

/** A search everywhere, payload bodies included: until the first hit, and until all is searched. @param {import('playwright').Browser} browser @param {import('playwright').Page} page */
export async function searchAll(browser, page) {
  await page.keyboard.press('Control+Shift+f')
  await page.keyboard.insertText('call_0_0_cell')
  await throttle(page, THROTTLE)
  const times = { first: NaN, all: NaN }
  const record = await recorded(browser, page, async () => {
    const all = shown(page, '[role=status]', /^\s*(Nothing found|The first|[1-9][\d,]* hits?\s*$)/, () =>
      Promise.resolve(),
    )
    times.first = await shown(page, '[role=option]', /call_0_0/, () => page.keyboard.press('Enter'))
    times.all = await all
  })
  await throttle(page, 1)
  return { ...times, longestMs: record.longestMs }
}
