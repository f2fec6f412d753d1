import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiffRow, TextDiff } from '../../../shared/view-models/compare.ts'
import { noisePieces, normaliseText } from './normalise.ts'
import { diffTexts } from './text-diff.ts'

const plain = { title: 'Text', side: 'model', form: 'text' } as const

function diff(a: string, b: string, form: TextDiff['form'] = 'text'): TextDiff {
  return diffTexts({ text: a }, { text: b }, { ...plain, form })
}

/** `-` and `+` before what only one side has, `~` before noise. */
function drawn(rows: readonly DiffRow[]): readonly string[] {
  const side = (row: Extract<DiffRow, { type: 'line' }>, of: 'a' | 'b', sign: string) =>
    row[of]?.segments
      .map(({ text, mark }) => (mark === 'same' ? text : `[${mark === 'noise' ? '~' : sign}${text}]`))
      .join('') ?? '·'
  return rows.map((row) =>
    row.type === 'skip' ? `… ${String(row.lines)}` : `${side(row, 'a', '-')} | ${side(row, 'b', '+')}`,
  )
}

describe('two texts', () => {
  it('differ by words within a line', () => {
    const { rows, equality } = diff('boil for 12 minutes', 'boil for 16 long minutes')
    expect(drawn(rows)).toEqual(['boil for [-12] minutes | boil for [+16 long ]minutes'])
    expect(equality).toBe('different')
  })

  it('differ by lines, far equal ones left out', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${String(at)}`)
    const { rows } = diff(lines.join('\n'), lines.toSpliced(10, 1, 'another', 'more').join('\n'))
    expect(drawn(rows)).toEqual([
      '… 7',
      'line 7 | line 7',
      'line 8 | line 8',
      'line 9 | line 9',
      '[-line 10] | [+another]',
      '· | [+more]',
      'line 11 | line 11',
      'line 12 | line 12',
      'line 13 | line 13',
      '… 6',
    ])
  })

  it('that differ by noise only are equal, with the noise marked', () => {
    const { rows, equality } = diff('Wall time: 1.5 seconds\nok', 'Wall time: 2.5 seconds\nok')
    expect(drawn(rows)).toEqual(['[~Wall time: 1.5 seconds] | [~Wall time: 2.5 seconds]', 'ok | ok'])
    expect(equality).toBe('normalised')
  })

  it('of JSON differ by members, whatever their order', () => {
    const { rows, equality } = diff('{"b":1,"a":{"x":"one\\ntwo"}}', '{ "a": {"x":"one\\n2"}, "b": 1 }', 'json')
    expect(equality).toBe('different')
    expect(drawn(rows).filter((row) => row.includes('['))).toEqual(['      [-two] |       [+2]'])
    expect(diff('{"b":1,"a":2}', '{"a":2,"b":1}', 'json').equality).toBe('normalised')
  })

  it('of which one is missing show the other whole', () => {
    const { rows, a, equality } = diffTexts(undefined, { text: 'one' }, plain)
    expect([drawn(rows), a, equality]).toEqual([['· | [+one]'], null, 'unknown'])
  })

  it('that are too different are set side by side coarsely, and it is said', () => {
    const words = (seed: number) => Array.from({ length: 3000 }, (_, at) => `w${String((at * seed) % 4999)}`).join(' ')
    expect(diff(words(7), words(11)).coarse).toBe('words')
  })

  it('are given bounded rows, and the number of those left out', () => {
    const long = Array.from({ length: 5000 }, (_, at) => `a${String(at)}`)
    const { rows, hidden } = diffTexts(undefined, { text: long.join('\n') }, plain)
    expect([rows.length, hidden]).toEqual([2000, 3000])
  })

  it('always show every line of both sides once, in order', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c d', 'c e', ''), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const { rows } = diff(a.join('\n'), b.join('\n'))
        const shown = (side: 'a' | 'b') =>
          rows.flatMap((row) =>
            row.type === 'line' && row[side] !== null ? [row[side].segments.map(({ text }) => text).join('')] : [],
          )
        const skipped = rows.some((row) => row.type === 'skip')
        const whole = (list: readonly string[]) => (list.length > 1 && list.at(-1) === '' ? list.slice(0, -1) : list)
        if (!skipped) expect([shown('a'), shown('b')]).toEqual([whole(a), whole(b)])
      }),
    )
  })
})

it('pieces of a text are the text, and what it is compared as', () => {
  const words = fc.constantFrom(
    'call_abc123xyz',
    'Chunk ID: ab12',
    ' ',
    '127.0.0.1:4000',
    'plain',
    '/tmp/tmp.Xy12z/f',
    'session ID 77',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (list) => {
      const text = list.join(' ')
      const pieces = noisePieces(text)
      expect(pieces.map(({ raw }) => raw).join('')).toBe(text)
      expect(pieces.map(({ normal }) => normal).join('')).toBe(normaliseText(text))
    }),
  )
})
