import { describe, expect, test } from 'vitest'
import {
  makeWindow,
  offsetOfRow,
  rowAtOffset,
  rowsOf,
  WINDOW_BYTES,
  windowCount,
  windowRange,
  type TextWindow,
} from './byte-windows.ts'

const encoder = new TextEncoder()

function windowsOf(text: string, columns = 80): TextWindow[] {
  const bytes = encoder.encode(text)
  return Array.from({ length: windowCount(bytes.length) }, (_, index) => {
    const { offset, length } = windowRange(index, bytes.length)
    return makeWindow(index, bytes.subarray(offset, offset + length), bytes.length, columns)
  })
}

describe('windows', () => {
  test.each([
    ['short lines', 'some line of text\n'.repeat(30_000)],
    ['one long line', 'x'.repeat(400_000)],
    ['one long line of wide characters', '漢字😀é'.repeat(60_000)],
    ['lines longer than the look-ahead', `${'y'.repeat(9000)}\n`.repeat(40)],
    ['a line end exactly at the border', `${'z'.repeat(WINDOW_BYTES - 1)}\n${'w'.repeat(10)}`],
    ['nothing', ''],
  ])('join to the whole text: %s', (_, text) => {
    expect(
      windowsOf(text)
        .map((window) => window.text)
        .join(''),
    ).toBe(text)
  })

  test('start at whole lines where lines are short', () => {
    const windows = windowsOf('0123456789abcdef\n'.repeat(20_000))
    expect(windows.every(({ text }) => text === '' || text.startsWith('0123'))).toBe(true)
    expect(windows.flatMap(({ rows }) => rows).filter(({ continued }) => continued)).toEqual([])
  })

  test('know that they go on with a line', () => {
    const [first, second] = windowsOf('x'.repeat(WINDOW_BYTES + 10), 1_000_000)
    expect([first?.rows[0]?.continued, second?.rows[0]?.continued]).toEqual([false, true])
  })

  test('find the row of an offset and the offset of a row', () => {
    const [window] = windowsOf('é1\nabc\n漢字 end', 4)
    if (window === undefined) throw new Error('no window')
    expect(window.rows.map(({ text }) => text)).toEqual(['é1', 'abc', '漢字', ' end'])
    const offsets = window.rows.map((_, row) => offsetOfRow(window, row))
    expect(offsets).toEqual([0, 4, 8, 14])
    expect(offsets.map((offset) => rowAtOffset(window, offset))).toEqual([0, 1, 2, 3])
    expect(rowAtOffset(window, 99)).toBe(-1)
  })
})

describe('rows', () => {
  test('line ends of both kinds; a last line end leaves an empty last row', () => {
    expect(rowsOf('a\r\nb\nc\n', 80).map(({ text }) => text)).toEqual(['a', 'b', 'c', ''])
  })

  test('inside a document a line end starts no empty row', () => {
    expect(rowsOf('a\nb\n', 80, false, false).map(({ text }) => text)).toEqual(['a', 'b'])
  })

  test('tabs, wide characters and marks take the columns they are drawn with', () => {
    expect(rowsOf('a\tb', 4).map(({ text }) => text)).toEqual(['a\t', 'b'])
    expect(rowsOf('漢漢漢', 4).map(({ text }) => text)).toEqual(['漢漢', '漢'])
    expect(rowsOf('a\u202Eb', 8).map(({ text }) => text)).toEqual(['a', '\u202E', 'b'])
  })

  test('no surrogate pair is cut, a row holds at least one character', () => {
    expect(rowsOf('😀😀', 1).map(({ text }) => text)).toEqual(['😀', '😀'])
  })
})
