/** Reading what an agent's model saw. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { copyBundle } from '../bundles.ts'
import { expect, fixture, showcase, test } from '../fixtures.ts'

test('an agent message is read back to its edge, and the edge to the call that sent it', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.showView('Conversation')
  await window.chooseAgent('/root/fix')
  const message = window
    .conversation('/root/fix')
    .getByRole('article', { name: /^Agent message/ })
    .first()
  await expect(message.getByText('Encrypted by the provider')).toBeVisible()
  await expect(message.getByText(/^Repair parseDuration/)).toBeVisible()
  await message.getByRole('button', { name: 'Both ends' }).click()
  await expect(window.evidence.getByRole('heading', { name: 'Sender /root' })).toBeVisible()
  await window.evidence
    .getByRole('button', { name: /spawn_agent/ })
    .first()
    .click()
  const call = window.conversation('/root').getByRole('article', { name: /^Call spawn_agent/ })
  await expect(call.first()).toBeVisible()
  await expect(window.inspector.getByText('What the model saw')).toBeVisible()
})

test('outputs stand under their calls, with what really ran beside what was told', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /reproduce/ }).click()
  await window.showView('Conversation')
  await window.inspector
    .getByRole('button', { name: /exec_command git stash/ })
    .first()
    .click()
  const call = window
    .conversation('/root/reproduce')
    .getByRole('article', { name: /^Call exec_command/ })
    .first()
  await expect(call).toBeInViewport()
  await expect(call.getByRole('group', { name: 'Output' })).toContainText('told the same, exit')
  await call.getByRole('button', { name: 'payload' }).first().click()
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
})

test('whatever is selected is found in the transcript of its agent', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /write_tests/ }).click()
  await window.showView('Conversation')
  const feed = window.conversation('/root/write_tests')
  await expect(feed.getByRole('article', { name: 'Turn 1' })).toBeVisible()
  await window.inspector
    .getByRole('button', { name: /inference 4/ })
    .first()
    .click()
  await expect(feed.getByRole('article').filter({ hasText: 'by inference 4' }).first()).toBeInViewport()
})

test('a transcript is read with the keyboard alone, and keeps its place', async ({ showing }) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { keyboard } = window.page
  await window.expectRead(showcase.name)
  await keyboard.press('3')
  const feed = window.conversation('/root')
  const articles = feed.getByRole('article')
  await expect(articles.first()).toBeVisible()
  await articles.first().focus()
  await keyboard.press('End')
  const last = feed.locator('[role="article"]:focus')
  await expect(last).toHaveAccessibleName(/^Assistant · final/)
  await expect(last).toBeInViewport()
  await keyboard.press('ArrowUp')
  const before = await last.getAttribute('aria-posinset')
  await keyboard.press('Enter')
  await expect(window.evidence.getByText('trace.jsonl, line')).toBeVisible()
  await keyboard.press('1')
  await keyboard.press('3')
  await expect(feed.locator(`[aria-posinset="${before ?? ''}"]`)).toBeInViewport()
  await feed.locator(`[aria-posinset="${before ?? ''}"]`).focus()
  await keyboard.press('Home')
  await expect(articles.first()).toBeInViewport()
})

test('a range narrows the transcript to what was seen in it; turns are walked by key; the place comes back', async ({
  showing,
}) => {
  const { window } = await showing({ paths: [showcase.path] })
  const { page, panel } = window
  await window.expectRead(showcase.name)
  await window.outline.getByRole('treeitem', { name: /reproduce/ }).click()
  await expect(window.inspector.getByText('agent thread')).toBeVisible()
  await page.keyboard.press('1')
  await expect(window.lanes).toBeFocused()
  await page.keyboard.press('Shift+M')
  await page.keyboard.press('3')
  await expect(window.conversation('/root/reproduce').getByRole('article').first()).toBeVisible()
  await window.chooseAgent('/root')
  const bar = panel.getByRole('toolbar', { name: 'Conversation' })
  const clear = bar.getByRole('button', { name: /^Clear the range/ })
  await expect(clear).toBeVisible()
  await expect(bar.getByRole('status').first()).toContainText(/ · [1-9] items$|· [1-4]\d items$/)
  const feed = window.conversation('/root')
  await expect(feed.getByRole('article', { name: /^Assistant · final/ })).toHaveCount(0)
  await clear.press('Enter')
  await expect(bar.getByRole('status').first()).toContainText('63 items')

  await window.chooseAgent('/root/fix')
  await expect(bar.getByRole('status').first()).toContainText('Turn 1 of 2')
  await page.keyboard.press('3')
  await expect(panel.locator('[role=article]:focus')).toBeVisible()
  await page.keyboard.press(']')
  await expect(panel.locator('[role=article]:focus')).toHaveAccessibleName('Turn 2')
  await page.keyboard.press('End')
  await expect(window.conversation('/root/fix').getByRole('article').last()).toBeInViewport()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('reopen')
  await expect(page.getByRole('option', { name: /Reopen this trace/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await window.expectRead(showcase.name)
  await expect(window.conversation('/root/fix').getByRole('article').first()).toBeVisible()
  await expect(window.conversation('/root/fix').getByRole('article', { name: 'Turn 1' })).toHaveCount(0)
})

test('text of a bundle stays text, however it is written', async ({ showing }, testInfo) => {
  const bundle = copyBundle(fixture('conformance', 's2-whole-life'), testInfo.outputPath('hostile'))
  const markup = '<img src="http://127.0.0.1:9/x" onerror="document.title=1"><script>document.title=2</script>'
  const hostile = `${markup} [link](javascript:alert(1)) \u001b]0;title\u0007\u202Etxt.exe ${'x'.repeat(10_000_000)}`
  const payloads = path.join(bundle, 'payloads')
  for (const name of readdirSync(payloads)) {
    const file = path.join(payloads, name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replaceAll('"text": "list"', `"text": ${JSON.stringify(hostile)}`))
  }
  const { app, window } = await showing({ paths: [bundle] })
  await window.expectRead('hostile')
  await window.showView('Conversation')
  const item = window.conversation().getByRole('article', { name: /^User: <img/ })
  await expect(item).toContainText(markup)
  await expect(item).toContainText('Only the beginning is here.')
  await expect(item.locator('img, script, a')).toHaveCount(0)
  await item.getByRole('button', { name: /^Show/ }).click()
  // By the key: the item grows under the pointer while it is measured.
  await item.getByRole('button', { name: 'Open the payload' }).press('Enter')
  await expect(window.evidence.getByText(/payloads\/\d+\.json/).first()).toBeVisible()
  expect(await app.foreignRequests()).toEqual([])
  expect(await window.page.title()).not.toMatch(/^[12]$|title/)
})

/** One red pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
const SVG = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=3"/>').toString('base64')}`

test('an image is a picture only when asked for, and only where its bytes are in the log', async ({
  showing,
}, testInfo) => {
  const bundle = copyBundle(fixture('conformance', 's2-item-image-replay'), testInfo.outputPath('images'))
  const remote = 'http://127.0.0.1:9/pixel.png'
  const images = [PNG, SVG, remote, 'data:image/png;base64,bm90IGEgcGljdHVyZQ==']
  const parts = images.map((address) => JSON.stringify({ type: 'input_image', image_url: address })).join(', ')
  for (const name of readdirSync(path.join(bundle, 'payloads'))) {
    const file = path.join(bundle, 'payloads', name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/\{\s*"type":\s*"input_image",\s*"image_url":\s*"x"\s*\}/g, () => parts),
    )
  }
  const { app, window } = await showing({ paths: [bundle] })
  await window.expectRead('images')
  await window.showView('Conversation')
  const item = window.conversation().getByRole('article', { name: /^User/ }).first()
  const shows = item.getByRole('button', { name: 'Show as a picture' })
  await expect(shows).toHaveCount(4)
  await expect(item.locator('img')).toHaveCount(0)

  await shows.first().press('Enter')
  const picture = item.getByRole('img', { name: 'Image of the item' })
  await expect(picture).toHaveCount(1)
  await expect.poll(() => picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth)).toBe(1)
  await expect(item).toContainText('image/png, 70 B')
  for (const said of [SVG, remote]) {
    await shows.first().press('Enter')
    await expect(item).toContainText(said)
    await expect(item.locator('img')).toHaveCount(1)
  }
  await shows.first().press('Enter')
  await expect(item).toContainText('These bytes are no image that can be drawn.')

  // Out of sight again when asked.
  await item.getByRole('button', { name: 'Hide the picture' }).first().press('Enter')
  await expect(item.locator('img')).toHaveCount(0)
  expect(await app.foreignRequests()).toEqual([])
  expect(await window.page.title()).not.toBe('3')
})
