import { expect, test } from 'vitest'
import { markdownTree, type MarkdownBlock, type MarkdownInline } from './markdown.ts'

function words(inlines: readonly MarkdownInline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'text') return inline.text
      if (inline.kind === 'code') return `code(${inline.text})`
      const inner = words(inline.inlines)
      return inline.kind === 'link' ? `link(${inner} → ${inline.address})` : `${inline.kind}(${inner})`
    })
    .join('')
}

function print(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return words(block.inlines)
    case 'heading':
      return `h${String(block.level)} ${words(block.inlines)}`
    case 'code':
      return `[${block.language}] ${block.text}`
    case 'quote':
      return `> ${block.blocks.map(print).join(' / ')}`
    case 'list':
      return `${String(block.start ?? '-')} ${block.items.map((item) => `<${item.map(print).join(' / ')}>`).join('')}`
    case 'rule':
      return '---'
  }
}

test.each([
  ['# A `b`\n\nHello **x *y*** ~~z~~', ['h1 A code(b)', 'Hello strong(x emphasis(y)) struck(z)']],
  ['one\ntwo\n  three', ['one\ntwo\n  three']],
  ['- a\n- b\n   1. c', ['- <a><b / 1 <c>>']],
  ['3. a\n4. b', ['3 <a><b>']],
  ['- [ ] a\n- [x] b', ['- <☐ a><☑ b>']],
  ['> q', ['> q']],
  ['```js\ncode <b>\n```', ['[js] code <b>']],
  ['```\nnever closed', ['[] never closed']],
  ['a\n\n***\n\nb', ['a', '---', 'b']],
  ['<div onclick="x">\nhi</div>', ['<div onclick="x">\nhi</div>']],
  ['a <script>b</script> &amp; \\*c\\*', ['a <script>b</script> &amp; *c*']],
  [
    '[x](javascript:alert(1)) ![p](http://q/y) <http://r>',
    ['link(x → javascript:alert(1)) ![p](http://q/y) <http://r>'],
  ],
  ['[a]: http://b', ['[a]: http://b']],
  ['|a|b|\n|-|-|\n|1|2|', ['[] |a|b|\n|-|-|\n|1|2|']],
  ['', []],
])('%j', (text, expected) => {
  expect(markdownTree(text).map(print)).toEqual(expected)
})

const size = 16_384
const hostile = {
  brackets: '['.repeat(size),
  emphasis: '_a'.repeat(size / 2),
  strong: '**a'.repeat(size / 3) + '**'.repeat(size / 3),
  quotes: '>'.repeat(size),
  'spaced quotes': '> '.repeat(size / 2),
  bullets: '- '.repeat(size / 2),
  numbers: '1. '.repeat(size / 3),
  pictures: '![]('.repeat(size / 4),
  tildes: '~a~ '.repeat(size / 4),
  indentation: Array.from({ length: 170 }, (_, at) => `${' '.repeat(at)}- a`).join('\n'),
}

test.each(Object.entries(hostile))('%s without end are text, at once', (_, text) => {
  const start = performance.now()
  const blocks = markdownTree(text)
  expect(performance.now() - start).toBeLessThan(1000)
  expect(blocks.map(print).join('').length).toBeGreaterThan(text.length / 4)
})
