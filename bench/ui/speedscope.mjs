/** The same gestures on speedscope, in its own page. Each frame must have been drawn by WebGL. */
import { costOf, panAndZoom, recorded, THROTTLE, throttle, viewport, wheel } from './pages.mjs'

const PATIENCE_MS = 120_000
const AT = { x: 720, y: 300 }

/** Counts what is drawn, as a mark per frame. */
const count = () => {
  const drawing = WebGLRenderingContext.prototype
  let calls = 0
  for (const name of /** @type {const} */ (['drawElements', 'drawArrays'])) {
    const original = drawing[name]
    Object.defineProperty(drawing, name, {
      value(/** @type {any[]} */ ...given) {
        if (calls === 0)
          requestAnimationFrame(() => {
            performance.mark('webgl-drawn', { detail: calls })
            performance.clearMarks('webgl-drawn')
            calls = 0
          })
        calls += 1
        return Reflect.apply(original, this, given)
      },
    })
  }
}

/** @param {import('playwright').Browser} browser @param {string} url @param {number} slices */
export async function panSpeedscope(browser, url, slices) {
  const page = await browser.newPage({ viewport, locale: 'en-US' })
  await page.addInitScript(count)
  await page.goto(url)
  await page.getByText('Time Order').waitFor({ timeout: PATIENCE_MS })
  await page.waitForTimeout(1000)
  await page.mouse.move(AT.x, AT.y)
  await wheel(page, 6, 0, -30, true)
  await throttle(page, THROTTLE)
  const record = await recorded(browser, page, () => panAndZoom(page, AT))
  await page.close()
  const drawn = record.main.filter(({ name, cat }) => name === 'webgl-drawn' && cat?.includes('blink.user_timing'))
  if (drawn.length < 60) throw new Error(`speedscope drew only ${String(drawn.length)} frames`)
  return { ...costOf(record), slices }
}
