import { expect, test } from 'vitest'
import { render } from 'vitest-browser-svelte'
import BundleText from './BundleText.svelte'

const RIGHT_TO_LEFT_OVERRIDE = String.fromCodePoint(0x202e)

test('markup from a bundle is shown as text and makes no element', async () => {
  const text = '<img src="x" onerror="document.title=1"><b>bold</b> {@html} &amp;'
  const { container } = await render(BundleText, { text })
  expect(container.textContent).toBe(text)
  expect([...container.querySelectorAll('*')].map(({ localName }) => localName)).not.toContain('img')
  expect(container.querySelector('b')).toBeNull()
})

test('a character that reorders its surroundings becomes a mark that says what it is', async () => {
  const { container } = await render(BundleText, { text: `user${RIGHT_TO_LEFT_OVERRIDE}txt.exe` })
  const marks = [...container.querySelectorAll('[data-tip]')].map((mark) => mark.getAttribute('data-tip'))
  expect(marks).toEqual(['U+202E right-to-left override'])
  expect(container.textContent).not.toContain(RIGHT_TO_LEFT_OVERRIDE)
})

test('text is isolated from the direction of what surrounds it', async () => {
  const { container } = await render(BundleText, { text: 'שלום' })
  expect(container.querySelector('bdi')?.textContent).toBe('שלום')
})
