/** One long conversation: opened, scrolled, left and come back to. Every frame of the scrolling must have moved and show articles. */
import {
  clickAt,
  costOf,
  heapMegabytes,
  placeOf,
  recorded,
  shown,
  THROTTLE,
  throttle,
  viewport,
  wheel,
} from './pages.mjs'
import { readUntilComplete, serveBundle } from './programs.mjs'

const WHEELS = 150
const WHEEL_PX = 400

/** Notes of every frame where the feed stands and how many of its articles are still being fetched. */
const watchFeed = () => {
  const feed = document.querySelector('[role=feed]')
  /** @type {{ top: number, articles: number, waiting: number }[]} */
  const frames = []
  Object.assign(globalThis, { feedFrames: frames })
  const note = () => {
    if (feed === null) return
    const [articles, waiting] = ['[role=article]', '[role=article] .waiting'].map((each) => feed.querySelectorAll(each))
    frames.push({ top: feed.scrollTop, articles: articles?.length ?? 0, waiting: waiting?.length ?? 0 })
    requestAnimationFrame(note)
  }
  note()
}

/** The article at the top of the feed and how far above the border it begins. */
const topArticle = () => {
  const feed = document.querySelector('[role=feed]')?.getBoundingClientRect()
  const articles = [...document.querySelectorAll('[role=feed] [role=article]')]
  const top = articles.find((article) => article.getBoundingClientRect().bottom > (feed?.top ?? 0))
  return {
    name: top?.ariaLabel,
    number: top?.ariaPosInSet,
    offset: (top?.getBoundingClientRect().top ?? NaN) - (feed?.top ?? 0),
  }
}

/** @param {import('playwright').Browser} browser @param {string} bundle @param {number} items at least in it */
export async function measureConversation(browser, bundle, items) {
  const server = await serveBundle(bundle)
  const page = await browser.newPage({ viewport, locale: 'en-US' })
  const opening = await readUntilComplete(browser, page, server.url)
  const tab = await placeOf(page.getByRole('tab', { name: 'Conversation' }))
  const elsewhere = await placeOf(page.getByRole('tab', { name: 'Events' }))

  await throttle(page, THROTTLE)
  let openMs = NaN
  const opened = await recorded(browser, page, async () => {
    openMs = await shown(page, '[role=article]', /\w/, () => clickAt(page, tab))
  })
  const feed = page.getByRole('feed')
  const said = Number((await page.getByRole('article').first().getAttribute('aria-setsize')) ?? 0)
  if (said < items) throw new Error(`the feed has ${String(said)} articles of ${String(items)}`)

  await page.evaluate(watchFeed)
  const middle = await placeOf(feed)
  await page.mouse.move(middle.x, middle.y)
  const scrolled = await recorded(browser, page, () => wheel(page, WHEELS, 0, WHEEL_PX, false, 16))
  const frames = await page.evaluate(() => /** @type {any} */ (globalThis).feedFrames)
  const moved = frames.filter((/** @type {any} */ frame, /** @type {number} */ at) => frame.top !== frames[at - 1]?.top)
  const far = frames.at(-1)?.top ?? 0
  if (far < WHEELS * WHEEL_PX * 0.9 || moved.some((/** @type {any} */ { articles }) => articles === 0))
    throw new Error(
      `the feed scrolled ${String(far)} px in ${String(moved.length)} frames, or showed nothing on the way`,
    )
  await page.waitForTimeout(1000)

  let endMs = NaN
  await feed.getByRole('article').first().focus()
  const jumped = await recorded(browser, page, async () => {
    endMs = await shown(page, `[role=article][aria-posinset="${String(said)}"]`, /\w/, () => page.keyboard.press('End'))
  })
  await page.keyboard.press('Home')
  await page.mouse.move(middle.x, middle.y)
  await wheel(page, 40, 0, WHEEL_PX, false, 16)
  await page.waitForTimeout(1500)
  const before = await page.evaluate(topArticle)
  await clickAt(page, elsewhere)
  await page.waitForTimeout(1000)
  await clickAt(page, tab)
  await page.waitForTimeout(1000)
  const after = await page.evaluate(topArticle)
  if (after.number !== before.number || Math.abs(after.offset - before.offset) > 1)
    throw new Error(`the feed was left at ${JSON.stringify(before)} and came back at ${JSON.stringify(after)}`)
  await throttle(page, 1)
  const result = {
    ...{ opening, openMs, openTaskMs: opened.longestMs, endMs, endTaskMs: jumped.longestMs, articles: said },
    scroll: { ...costOf(scrolled), moved: moved.length },
    fetching: moved.filter((/** @type {any} */ { waiting }) => waiting > 0).length,
    heapMegabytes: await heapMegabytes(page),
    hostMegabytes: server.host().megabytes,
  }
  await page.close()
  await server.close()
  return result
}
