/**
 * Text from a bundle made harmless for a terminal: control characters, which could move the cursor or worse, and characters
 * that reorder or hide others are shown as escapes.
 */

/** Control, format (bidi, zero width, tags), half characters, line and paragraph separators; line ends and tabs stay. */
const HARMFUL = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

export function printable(text: string): string {
  return text.replace(HARMFUL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** The same on one line of at most `length` characters. */
export function oneLine(text: string, length: number): string {
  const characters = Array.from(printable(text.replace(/\s+/g, ' ').trim()))
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`
}
