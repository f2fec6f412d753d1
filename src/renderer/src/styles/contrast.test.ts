import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Tokens = ReadonlyMap<string, string>

const light = tokensOf("[data-theme='light']")
const dark = tokensOf("[data-theme='dark']")
const themes: readonly (readonly [string, Tokens])[] = [
  ['light', light],
  ['dark', dark],
  ['light, more contrast', new Map([...light, ...tokensOf("[data-theme='light'][data-contrast='more']")])],
  ['dark, more contrast', new Map([...dark, ...tokensOf("[data-theme='dark'][data-contrast='more']")])],
]

const texts = ['--text', '--text-muted', '--failed', '--warning', '--good', '--accent', '--side-a', '--side-b']
const codes = ['--code-key', '--code-string', '--code-number', '--code-literal']
const ansi = Array.from({ length: 16 }, (_, index) => `--ansi-${String(index)}`)
const kinds = ['turn', 'inference', 'tool', 'terminal', 'cell', 'compaction'].map((kind) => `--kind-${kind}`)

test.each(themes)('text is readable on every ground: %s', (_, tokens) => {
  const grounds = ['--bg', '--bg-panel', '--bg-raised', '--bg-hover', '--bg-selected', '--bg-selected-away']
  const pairs = [
    ...grounds.flatMap((ground) => ['--text', '--text-muted'].map((text) => [text, ground])),
    ...['--bg', '--bg-panel', '--bg-raised'].flatMap((ground) =>
      [...texts, ...codes, ...ansi].map((text) => [text, ground]),
    ),
    ...kinds.map((kind) => ['--on-kind', kind]),
    ['--text', '--bg-mark'],
    ['--failed', '--failed-bg'],
    ['--text', '--failed-bg'],
    ['--warning', '--warning-bg'],
    ['--text', '--warning-bg'],
    ['--on-accent', '--accent'],
  ]
  expect(tooClose(tokens, pairs, 4.5)).toEqual([])
})

test.each(themes)('marks and control borders stand out: %s', (_, tokens) => {
  const pairs = ['--bg', '--bg-panel', '--bg-raised'].flatMap((ground) =>
    [...kinds, '--line-strong', '--accent', '--failed'].map((mark) => [mark, ground]),
  )
  expect(tooClose(tokens, pairs, 3)).toEqual([])
})

test('both themes define the same tokens', () => {
  expect([...dark.keys()]).toEqual([...light.keys()])
})

function tokensOf(selector: string): Tokens {
  const block = css.split(`:root${selector} {`)[1]?.split('}')[0] ?? ''
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']))
}

function tooClose(tokens: Tokens, pairs: readonly (readonly (string | undefined)[])[], least: number): string[] {
  return pairs.flatMap(([front = '', back = '']) => {
    const ratio = contrast(tokens.get(front) ?? '', tokens.get(back) ?? '')
    return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`]
  })
}

/** WCAG 2 contrast ratio of two `#rrggbb`; 0 for anything else. */
function contrast(front: string, back: string): number {
  const [a, b] = [luminance(front), luminance(back)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: string): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour)
  const [red = NaN, green = NaN, blue = NaN] = (hex ?? []).slice(1).map((part) => {
    const share = parseInt(part, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
