import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ComparisonOutline, SideFacts, TextDiff } from '../../../shared/view-models/compare.ts'
import { reportHtml } from './report-html.ts'
import { reportMarkdown } from './report-markdown.ts'
import type { Report } from './report.ts'

/** A report in which every text of a bundle is `text`. */
function reportSaying(text: string): Report {
  const side: SideFacts = {
    name: text,
    schemaVersion: 2,
    status: 'completed',
    complete: true,
    models: [text],
    startedAt: 0,
    durationMs: 1,
    tokens: null,
    counts: { agents: 1, turns: 1, calls: 1, items: 1, tools: 0, failures: 0, edges: 0, compactions: 0 },
  }
  const deltas = { input: null, cached: null, output: null, reasoning: null, durationMs: 0 }
  const outline: ComparisonOutline = {
    ...{ a: side, b: side, warnings: [{ code: 'model', side: null, text }], firstInput: null, firstOutput: null },
    ...{ extent: null, deltas, revisionA: 1, revisionB: 1, agents: [], stops: [], stopsTotal: 1, edges: [] },
    ...{ firstInputAt: null, firstOutputAt: null, opensAt: -1 },
  }
  const line = { number: 1, segments: [{ text, mark: 'changed' as const }] }
  const diff: TextDiff = {
    ...{ title: text, side: 'model', form: 'text', equality: 'different', hidden: 3, coarse: 'lines' },
    a: { length: 1, cut: true },
    b: { length: 1, cut: false },
    rows: [
      { type: 'line', a: line, b: null, same: false },
      { type: 'line', a: line, b: line, same: true },
      { type: 'skip', lines: 7 },
    ],
  }
  const stop = { agent: 0, what: 'output', a: null, b: null, rank: 1, text } as const
  return {
    outline,
    verdicts: [text],
    sides: [{ name: 'run', a: text, b: text, delta: '' }],
    agents: [],
    stops: [{ stop, detail: undefined, texts: [diff] }],
    stopsLeft: 0,
  }
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "</style></title></table>'",
  '](javascript:alert(1)) ![x](http://x/y) `code` ```',
  '| a | b\n# head\n---\n\u202Eevil\u0000\u001b[31m',
]

describe('a report as HTML', () => {
  it('holds no tag, attribute or address that a bundle wrote', () => {
    const plain = reportHtml(reportSaying('x'))
    const tagsOf = (html: string) => html.match(/<[^>]*>/g)
    for (const text of hostile) {
      const html = reportHtml(reportSaying(text))
      expect(tagsOf(html)).toEqual(tagsOf(plain))
    }
  })

  it('runs and loads nothing', () => {
    const html = reportHtml(reportSaying('x'))
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/<script|<link|<img|\bsrc=|\bhref=|\bon\w+=/i)
  })

  it('keeps its tags whatever a bundle says', () => {
    const plain = reportHtml(reportSaying('x')).match(/<[^>]*>/g)?.length
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(reportHtml(reportSaying(text)).match(/<[^>]*>/g)?.length).toBe(plain)
      }),
    )
  })
})

describe('a report as Markdown', () => {
  it('holds no heading, link, tag or table row that a bundle wrote', () => {
    const plain = reportMarkdown(reportSaying('x')).split('\n')
    for (const text of hostile) {
      const lines = reportMarkdown(reportSaying(text)).split('\n')
      expect(lines).toHaveLength(plain.length)
      const outside = lines.filter((_, at) => !/^[ +-]x$/.test(plain[at] ?? ''))
      for (const line of outside) expect(line).not.toMatch(/(?<!\\)[<[]|(?<!\\)!\\?\[/)
    }
  })

  it('fences texts so that they cannot end the fence', () => {
    const markdown = reportMarkdown(reportSaying('````'))
    expect(markdown).toContain('`````diff\n-````\n ````\n@@ 7 equal lines @@\n`````')
  })

  it('shows marks that reorder or hide text', () => {
    expect(reportMarkdown(reportSaying('a\u202Eb'))).toContain('a[U+202E]b')
    expect(reportHtml(reportSaying('a\u0007b'))).toContain('a[U+0007]b')
  })
})
