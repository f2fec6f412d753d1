/**
 * Cuts a document of any size into byte windows, and a window into rows of text that fit a number of columns. Where each window
 * starts depends only on the bytes at its nominal start, so windows can be read in any order and still join without gap or overlap:
 * it starts after the first line end within `LOOK_BYTES`, else at the first whole character. Offsets are bytes, columns are cells of a
 * fixed-width font.
 */
import { visibleText } from '../../format/visible-text.ts'

export const WINDOW_BYTES = 128 * 1024
/** How far past its nominal start a window may begin. */
const LOOK_BYTES = 4096
const LINE_FEED = 10
const TAB_COLUMNS = 4

export interface TextRow {
  readonly text: string
  /** Characters from the start of the window's text to the start of this row. */
  readonly start: number
  /** The row goes on with the line of the row before it. */
  readonly continued: boolean
}

export interface TextWindow {
  /** Byte offset of its first character in the document. */
  readonly offset: number
  readonly text: string
  readonly rows: readonly TextRow[]
}

/** At least one, also of an empty document. */
export function windowCount(size: number): number {
  return Math.max(1, Math.ceil(size / WINDOW_BYTES))
}

/** The bytes to read for window `index`. */
export function windowRange(index: number, size: number): { readonly offset: number; readonly length: number } {
  const offset = index * WINDOW_BYTES
  return { offset, length: Math.max(0, Math.min(WINDOW_BYTES + LOOK_BYTES, size - offset)) }
}

/** Window `index` from the bytes of its `windowRange`. Bytes that are not UTF-8 show as U+FFFD. */
export function makeWindow(index: number, bytes: Uint8Array, size: number, columns: number): TextWindow {
  const start = index === 0 ? 0 : startWithin(bytes)
  const last = (index + 1) * WINDOW_BYTES >= size
  const end = last ? bytes.length : WINDOW_BYTES + startWithin(bytes.subarray(WINDOW_BYTES))
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end))
  const midLine = index > 0 && bytes[start - 1] !== LINE_FEED
  return { offset: index * WINDOW_BYTES + start, text, rows: rowsOf(text, columns, midLine, last) }
}

function startWithin(bytes: Uint8Array): number {
  const lineEnd = bytes.subarray(0, LOOK_BYTES).indexOf(LINE_FEED)
  if (lineEnd !== -1) return lineEnd + 1
  let start = 0
  while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++
  return start
}

/** Rows of at most `columns` columns. A line end at the end of the text starts no row, unless it ends the document. */
export function rowsOf(text: string, columns: number, midLine = false, last = true): TextRow[] {
  const rows: TextRow[] = []
  for (let start = 0; start < text.length || (last && start === text.length);) {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    const shown = found > start && text[found - 1] === '\r' ? found - 1 : end
    wrapLine(text, start, shown, columns, midLine && start === 0, rows)
    start = end + 1
  }
  return rows
}

function wrapLine(text: string, from: number, to: number, columns: number, continued: boolean, rows: TextRow[]): void {
  const line = text.slice(from, to)
  if (line.length <= columns && PLAIN.test(line)) {
    rows.push({ text: line, start: from, continued })
    return
  }
  let rowStart = 0
  let used = 0
  let at = 0
  for (const character of line) {
    const width = columnsOf(character, used)
    if (used + width > columns && at > rowStart) {
      rows.push({ text: line.slice(rowStart, at), start: from + rowStart, continued: continued || rowStart > 0 })
      rowStart = at
      used = 0
    }
    used += width
    at += character.length
  }
  rows.push({ text: line.slice(rowStart), start: from + rowStart, continued: continued || rowStart > 0 })
}

const PLAIN = /^[\x20-\x7e]*$/

/** Never less than what is drawn, so that no text is cut off. */
function columnsOf(character: string, used: number): number {
  if (character === '\t') return TAB_COLUMNS - (used % TAB_COLUMNS)
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return 1
  const shown = visibleText(character)
  if (shown !== character) return shown.length
  return code >= 0x1100 ? 2 : 1
}

/** The row that holds the byte at `offset` of the document; -1 if this window does not. */
export function rowAtOffset(window: TextWindow, offset: number): number {
  const wanted = offset - window.offset
  if (wanted < 0) return -1
  const bytes = new TextEncoder().encode(window.text)
  if (wanted > bytes.length) return -1
  const character = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, wanted)).length
  return window.rows.findLastIndex(({ start }) => start <= character)
}

/** Byte offset in the document of a row's first character. */
export function offsetOfRow(window: TextWindow, row: number): number {
  return window.offset + new TextEncoder().encode(window.text.slice(0, window.rows[row]?.start ?? 0)).length
}
