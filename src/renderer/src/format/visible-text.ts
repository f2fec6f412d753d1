/**
 * Splits text from a bundle into what may be shown as it is and marks for characters that would not be seen or would
 * reorder what surrounds them: controls, bidi controls, invisible format characters, tag characters, lone surrogates.
 * Tab and line feed stay: layout is theirs. Zero width joiners stay too: scripts and emoji need them.
 */

export interface Segment {
  readonly text: string
  /** Undefined for plain text; else what the mark stands for, for its tooltip. */
  readonly name?: string
}

/** Controls, format characters, surrogates, line and paragraph separators, variation selectors; visible ones left out. */
const HIDDEN =
  /(?![\t\n\u200C\u200D\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{E0100}-\u{E01EF}]/gu

const names: ReadonlyMap<number, string> = new Map([
  [0x1b, 'escape'],
  [0x0d, 'carriage return'],
  [0x00, 'null'],
  [0x07, 'bell'],
  [0x08, 'backspace'],
  [0x7f, 'delete'],
  [0x85, 'next line'],
  [0xad, 'soft hyphen'],
  [0x61c, 'Arabic letter mark'],
  [0x200b, 'zero width space'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0xfeff, 'byte order mark'],
])

/** Segments in order; joined without the marks' names they read like the text. A clean text is one segment. */
export function visibleSegments(text: string): readonly Segment[] {
  if (text === '') return []
  const segments: Segment[] = []
  let shown = 0
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > shown) segments.push({ text: text.slice(shown, match.index) })
    segments.push(markOf(match[0]))
    shown = match.index + match[0].length
  }
  if (shown < text.length) segments.push({ text: text.slice(shown) })
  return segments
}

/** The same as one string, for places that take no markup (titles, labels, the canvas). */
export function visibleText(text: string): string {
  return text.replaceAll(HIDDEN, (character) => markOf(character).text)
}

function markOf(character: string): Segment {
  const code = character.codePointAt(0) ?? 0
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  const name = names.get(code) ?? kindName(code)
  return { text: picture(code) ?? `⟨${hex}⟩`, name: `${hex} ${name}` }
}

/** The control pictures block has one visible sign per C0 control. */
function picture(code: number): string | undefined {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '␡' : undefined
}

function kindName(code: number): string {
  if (code >= 0xe0000 && code <= 0xe007f) return 'tag character'
  if (code >= 0xe0100) return 'variation selector'
  if (code >= 0xd800 && code <= 0xdfff) return 'lone surrogate'
  return code < 0xa0 ? 'control character' : 'invisible format character'
}
