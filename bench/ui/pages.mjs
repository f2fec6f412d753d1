/** Drives a page as a person does, and records what that costs the page's main thread. */
import { categories, droppedFrames, framesOf, longestTaskMs, mainThreadOf, quantile } from './trace-frames.mjs'

export const viewport = { width: 1360, height: 850 }
/** A slow machine's processor, as Chromium imitates it. */
export const THROTTLE = 4
const PATIENCE_MS = 90_000

/** @typedef {import('playwright').Page} Page */
/** @typedef {import('playwright').Browser} Browser */

/** @param {Page} page @param {number} rate */
export async function throttle(page, rate) {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** Memory of the page in use after a collection, MB. @param {Page} page */
export async function heapMegabytes(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** @param {Browser} browser @param {Page} page @param {() => Promise<void>} work */
export async function recorded(browser, page, work) {
  await browser.startTracing(page, { categories })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'))
  const main = mainThreadOf(traceEvents)
  return { main, events: traceEvents, longestMs: longestTaskMs(main) }
}

/** The middle of an element, so that it can be clicked while work is recorded: finding it would be work of the page too. @param {import('playwright').Locator} element */
export async function placeOf(element) {
  const box = await element.boundingBox()
  if (box === null) throw new Error(`${String(element)} is not there to be clicked`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** @param {Page} page @param {{ x: number, y: number }} at */
export async function clickAt(page, { x, y }) {
  await page.mouse.click(x, y)
}

/**
 * Milliseconds from `act` to the frame that shows an element with that text. The page looks once per frame, at what the selector
 * names alone.
 * @param {Page} page @param {string} selector @param {RegExp} text @param {() => Promise<void>} act
 */
export async function shown(page, selector, text, act) {
  const seen = page.evaluate(
    ({ selector, pattern, patienceMs }) =>
      new Promise((done, failed) => {
        const text = new RegExp(pattern)
        setTimeout(failed, patienceMs, new Error(`no ${selector} with ${pattern} within ${String(patienceMs)} ms`))
        const look = () => {
          const found = [...document.querySelectorAll(selector)].some(({ textContent }) => text.test(textContent ?? ''))
          requestAnimationFrame(found ? () => done(undefined) : look)
        }
        look()
      }),
    { selector, pattern: text.source, patienceMs: PATIENCE_MS },
  )
  const started = performance.now()
  await act()
  await seen
  return performance.now() - started
}

/** @param {Page} page @param {number} times @param {number} deltaX @param {number} deltaY @param {boolean} [zooms] @param {number} [everyMs] */
export async function wheel(page, times, deltaX, deltaY, zooms = false, everyMs = 4) {
  if (zooms) await page.keyboard.down('Control')
  for (let step = 0; step < times; step += 1) {
    await page.mouse.wheel(deltaX, deltaY)
    await new Promise((done) => setTimeout(done, everyMs))
  }
  if (zooms) await page.keyboard.up('Control')
}

/**
 * The gesture that is compared: from a part of the run, zoom in, pan to both sides, zoom out. One wheel event at a time, each
 * answered before the next.
 * @param {Page} page @param {{ x: number, y: number }} at
 */
export async function panAndZoom(page, at) {
  await page.mouse.move(at.x, at.y)
  await wheel(page, 20, 0, -30, true)
  await wheel(page, 30, 40, 0)
  await wheel(page, 30, -40, 0)
  await wheel(page, 20, 0, 30, true)
}

/** @param {Awaited<ReturnType<typeof recorded>>} record @param {(frame: import('./trace-frames.mjs').Frame) => boolean} [counts] */
export function costOf({ main, events, longestMs }, counts) {
  const frames = framesOf(main, counts)
  const mean = (/** @type {keyof import('./trace-frames.mjs').Frame} */ work) =>
    frames.reduce((sum, frame) => sum + frame[work], 0) / Math.max(1, frames.length)
  return {
    frames: frames.length,
    script: mean('script'),
    style: mean('style'),
    layout: mean('layout'),
    paint: mean('paint'),
    raster: mean('raster'),
    total: mean('total'),
    p95: quantile(
      frames.map(({ total }) => total),
      0.95,
    ),
    longestMs,
    ...droppedFrames(events, main[0]?.pid ?? 0),
  }
}
