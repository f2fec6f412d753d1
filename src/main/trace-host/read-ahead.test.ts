import { describe, expect, it } from 'vitest'
import { ReadAhead } from './read-ahead.ts'

const limits = { smallBytes: 10, filesAhead: 4, bytesAhead: 20 }

/** Payloads 1 to `count` of one byte each, but for `sizes`. */
function payloads(count: number, sizes: Readonly<Record<number, number>> = {}): ReadAhead {
  const files = Array.from(
    { length: count },
    (_, index) => [`p/${String(index + 1)}.json`, sizes[index + 1] ?? 1] as const,
  )
  return new ReadAhead(new Map(files.reverse()), limits)
}

function after(ahead: ReadAhead, ...read: readonly number[]): readonly string[] {
  return read.map((number) =>
    ahead
      .after(`p/${String(number)}.json`)
      .map((path) => path.slice(2, -5))
      .join(' '),
  )
}

describe('reading ahead', () => {
  it('goes on in the order of the numbers, many at once, asking for each file once', () => {
    expect(after(payloads(14), 1, 2, 3, 4, 5, 6, 7)).toEqual(['2 3 4 5', '', '', '6 7 8', '', '', '9 10 11'])
  })

  it('ends with the last file', () => {
    expect(after(payloads(3), 1, 2, 3)).toEqual(['2 3', '', ''])
  })

  it('bears gaps', () => {
    expect(after(payloads(14), 1, 4, 8)).toEqual(['2 3 4 5', '6 7 8', '9 10 11 12'])
  })

  it('does nothing after a jump, in either direction, until it goes on from there', () => {
    expect(after(payloads(40), 1, 30, 5, 6)).toEqual(['2 3 4 5', '', '', '7 8 9 10'])
  })

  it('does nothing more while one file is read window by window', () => {
    expect(after(payloads(9), 1, 1, 1)).toEqual(['2 3 4 5', '', ''])
  })

  it('leaves out what is large, and asks for no more than so many bytes', () => {
    expect(after(payloads(9, { 2: 11 }), 1)).toEqual(['3 4 5'])
    expect(after(payloads(9, { 2: 10, 3: 10, 4: 10 }), 1)).toEqual(['2 3'])
  })

  it('knows nothing of other files', () => {
    expect(payloads(3).after('elsewhere')).toEqual([])
  })
})
