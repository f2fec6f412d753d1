/** One payload of hundreds of megabytes on one line: opened as a tree and as text, scrolled, gone through to its end, searched. */
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

const LAST = /the end of the large payload/

/** @param {import('playwright').Browser} browser @param {string} bundle */
export async function measurePayload(browser, bundle) {
  const server = await serveBundle(bundle)
  const page = await browser.newPage({ viewport, locale: 'en-US' })
  const opening = await readUntilComplete(browser, page, server.url)
  const readMegabytes = server.host().megabytes
  // The cell of the first call has it; what runs in the cell has the cell's name as well.
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByLabel('Filter events').first().fill('call_0_0_cell')
  await page.getByRole('row').filter({ hasText: 'tool_call_ended' }).last().click()
  const link = page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: /tool_result/ })
    .first()
  await link.waitFor()
  const at = await placeOf(link)

  await throttle(page, THROTTLE)
  const times = { tree: NaN, text: NaN, end: NaN, find: NaN, indexed: NaN }
  const opened = await recorded(browser, page, async () => {
    times.tree = await shown(page, '[role=treeitem]', /response_item/, () => clickAt(page, at))
    times.text = await shown(page, '[role=document]', /"type":"direct_response"/, () => page.keyboard.press('r'))
  })
  const evidence = page.getByRole('region', { name: 'Evidence' })
  const text = evidence.getByRole('document')
  const middle = await placeOf(text)
  await page.mouse.move(middle.x, middle.y)
  const start = await text.innerText()
  const scrolled = await recorded(browser, page, () => wheel(page, 120, 0, 400, false, 16))
  await page.waitForTimeout(500)
  if ((await text.innerText()) === start) throw new Error('the text of the payload did not scroll')
  await text.focus()
  const ended = await recorded(browser, page, async () => {
    times.end = await shown(page, '[role=document]', LAST, () => page.keyboard.press('End'))
  })
  await page.keyboard.press('Home')
  await page.waitForTimeout(500)
  await evidence.getByRole('searchbox').fill('the end of the large payload')
  const found = await recorded(browser, page, async () => {
    times.find = await shown(page, '[role=document]', LAST, () => page.keyboard.press('Enter'))
  })
  await evidence.getByRole('searchbox').fill('')
  await text.focus()
  times.indexed = await shown(page, '[role=treeitem]', /^.*last/, () => page.keyboard.press('r'))
  await throttle(page, 1)
  const result = {
    ...{ opening, times, scroll: costOf(scrolled), readMegabytes },
    longestMs: Math.max(...[opened, scrolled, ended, found].map(({ longestMs }) => longestMs)),
    heapMegabytes: await heapMegabytes(page),
    hostMegabytes: server.host().megabytes,
  }
  await page.close()
  await server.close()
  return result
}
