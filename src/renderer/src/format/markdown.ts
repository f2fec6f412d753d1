/**
 * Markdown of a bundle as a small tree of our own, to be laid out and nothing else: text that no rule is known for stays as it
 * was written, HTML and pictures are text, a link is its words and its address. What would take the parser long, or is nested
 * deeper than anybody writes, is left as text. Pure.
 */
import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked'

export type MarkdownInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'emphasis'; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'struck'; readonly inlines: readonly MarkdownInline[] }
  /** `address` is shown, never followed; empty where the words are the address. */
  | { readonly kind: 'link'; readonly inlines: readonly MarkdownInline[]; readonly address: string }

export type MarkdownBlock =
  | { readonly kind: 'paragraph'; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'quote'; readonly blocks: readonly MarkdownBlock[] }
  | {
      readonly kind: 'list'
      /** Number of the first item; undefined for bullets. */
      readonly start: number | undefined
      readonly items: readonly (readonly MarkdownBlock[])[]
    }
  | { readonly kind: 'rule' }

/** The parser looks for the end of what each of these may begin. */
const OPENERS = /[*_~[\]<`!&@]/g
const MOST_OPENERS = 200
const MOST_INLINE = 8000
/** Quotes and lists opened on one line, or by its indentation. */
const TOO_DEEP = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){8}|^[ \t]{40}/m

export function markdownTree(text: string): readonly MarkdownBlock[] {
  if (TOO_DEEP.test(text)) return [plain(text)]
  const lexer = new Lexer({ gfm: true })
  lexer.blockTokens(text, lexer.tokens)
  for (const { src, tokens } of lexer.inlineQueue) {
    if (isCheap(src)) lexer.inlineTokens(src, tokens)
    else tokens.push({ type: 'text', raw: src, text: src, escaped: false } satisfies Tokens.Text)
  }
  return lexer.tokens.flatMap(blockOf)
}

function isCheap(text: string): boolean {
  return text.length <= MOST_INLINE && (text.match(OPENERS)?.length ?? 0) <= MOST_OPENERS
}

function plain(text: string): MarkdownBlock {
  return { kind: 'paragraph', inlines: [{ kind: 'text', text }] }
}

function blockOf(token: Token): readonly MarkdownBlock[] {
  if (!isKnown(token)) return [plain(token.raw)]
  switch (token.type) {
    case 'space':
    case 'def':
      return token.type === 'space' ? [] : [plain(token.raw.trimEnd())]
    case 'heading':
      return [{ kind: 'heading', level: token.depth, inlines: token.tokens.flatMap(inlineOf) }]
    case 'code':
      // Indented text is seldom meant as code.
      return token.codeBlockStyle === 'indented'
        ? [plain(token.raw.trimEnd())]
        : [{ kind: 'code', text: token.text, language: token.lang ?? '' }]
    case 'blockquote':
      return [{ kind: 'quote', blocks: token.tokens.flatMap(blockOf) }]
    case 'list':
      return [
        {
          kind: 'list',
          start: token.start === '' ? undefined : token.start,
          items: token.items.map(itemOf),
        },
      ]
    case 'hr':
      return [{ kind: 'rule' }]
    case 'table':
      return [{ kind: 'code', text: token.raw.trimEnd(), language: '' }]
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: token.tokens.flatMap(inlineOf) }]
    case 'text':
      return [{ kind: 'paragraph', inlines: token.tokens?.flatMap(inlineOf) ?? [{ kind: 'text', text: token.raw }] }]
    default:
      return [plain(token.raw.trimEnd())]
  }
}

function itemOf({ task, checked, tokens }: Tokens.ListItem): readonly MarkdownBlock[] {
  const blocks = tokens.filter(({ type }) => type !== 'checkbox').flatMap(blockOf)
  const [first, ...rest] = blocks
  if (!task || first?.kind !== 'paragraph') return blocks
  const box: MarkdownInline = { kind: 'text', text: checked === true ? '☑ ' : '☐ ' }
  return [{ ...first, inlines: [box, ...first.inlines] }, ...rest]
}

function inlineOf(token: Token): readonly MarkdownInline[] {
  if (!isKnown(token)) return [{ kind: 'text', text: token.raw }]
  switch (token.type) {
    case 'strong':
      return [{ kind: 'strong', inlines: token.tokens.flatMap(inlineOf) }]
    case 'em':
      return [{ kind: 'emphasis', inlines: token.tokens.flatMap(inlineOf) }]
    case 'del':
      return [{ kind: 'struck', inlines: token.tokens.flatMap(inlineOf) }]
    case 'codespan':
      return [{ kind: 'code', text: token.text }]
    case 'link': {
      // One that stands for itself reads as it was written.
      if (!token.raw.startsWith('[')) return [{ kind: 'text', text: token.raw }]
      const address = token.href === token.text ? '' : token.href
      return [{ kind: 'link', inlines: token.tokens.flatMap(inlineOf), address }]
    }
    case 'escape':
      return [{ kind: 'text', text: token.text }]
    case 'br':
      return [{ kind: 'text', text: '\n' }]
    case 'checkbox':
      return [{ kind: 'text', text: token.checked ? '☑ ' : '☐ ' }]
    default:
      return [{ kind: 'text', text: token.raw }]
  }
}

const known: ReadonlySet<string> = new Set<MarkedToken['type']>([
  ...([
    'space',
    'def',
    'heading',
    'code',
    'blockquote',
    'list',
    'hr',
    'table',
    'paragraph',
    'text',
    'checkbox',
  ] as const),
  ...(['strong', 'em', 'del', 'codespan', 'link', 'escape', 'br', 'html', 'image'] as const),
])

function isKnown(token: Token): token is MarkedToken {
  return known.has(token.type)
}
