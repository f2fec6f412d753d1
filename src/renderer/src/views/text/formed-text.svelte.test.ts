import { expect, test } from 'vitest'
import { render } from 'vitest-browser-svelte'
import FormedText from './FormedText.svelte'

const ESCAPE = '\u001B'
const forms = ['markdown', 'text', 'code', 'json', 'patch', 'terminal', 'something else']
/** What markdown is laid out with. */
const layout = ['div', 'p', 'ul', 'ol', 'li', 'strong', 'em', 's', 'code', 'blockquote', 'hr']
const hostile = [
  '# <h1>big</h1> <img src="http://127.0.0.1:9/x" onerror="document.title=1">',
  '[click](javascript:alert(1)) ![picture](http://127.0.0.1:9/y)',
  '```html',
  '<script>document.title = 2</script><iframe srcdoc="<p>x"></iframe>',
  '```',
  `${ESCAPE}]8;;http://127.0.0.1:9/z${ESCAPE}\\link${ESCAPE}]8;;${ESCAPE}\\ ${ESCAPE}[2J${ESCAPE}[31mred`,
  '+<a href="http://127.0.0.1:9">added</a>',
].join('\n')

test.each(forms)('hostile text drawn as %s makes no element but those that lay text out', async (form) => {
  const { container } = await render(FormedText, { form, text: hostile })
  const names = new Set([...container.querySelectorAll('*')].map(({ localName }) => localName))
  for (const name of ['pre', 'span', 'bdi', ...(form === 'markdown' ? layout : [])]) names.delete(name)
  expect([...names]).toEqual([])
  expect(container.querySelectorAll('[href], [src], [onerror]')).toHaveLength(0)
  // Indenting JSON sets white space anew.
  expect(container.textContent.replaceAll(/\s/g, '')).toContain('<script>document.title=2</script>')
  expect(document.title).not.toMatch(/^[12]$/)
})

test('markdown is laid out: headings, lists, code and emphasis, the words of a link beside its address', async () => {
  const text = '# Plan\n\n- **first**\n- `second`\n\n[here](http://127.0.0.1:9/)\n\n```\nfenced\n```'
  const { container } = await render(FormedText, { form: 'markdown', text })
  expect(container.querySelector('.heading')?.textContent).toBe('Plan')
  expect([...container.querySelectorAll('li')].map(({ textContent }) => textContent.trim())).toEqual([
    'first',
    'second',
  ])
  expect(container.querySelector('strong')?.textContent).toBe('first')
  expect(container.querySelector('pre')?.textContent).toBe('fenced')
  expect(container.textContent).toContain('here (http://127.0.0.1:9/)')
})

test('only colour and weight are taken from terminal output; other sequences stay as marks', async () => {
  const { container } = await render(FormedText, { form: 'terminal', text: hostile })
  const marks = [...container.querySelectorAll('[data-tip]')].map((mark) => mark.getAttribute('data-tip'))
  expect(marks.filter((tip) => tip === 'U+001B escape').length).toBe(5)
  expect(container.textContent).toContain('red')
})
