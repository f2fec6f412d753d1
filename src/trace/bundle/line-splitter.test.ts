import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineSplitter } from './line-splitter.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function split(text: string, cuts: readonly number[], longest?: number): string[] {
  const bytes = bytesOf(text)
  const splitter = new LineSplitter(longest)
  const bounds = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const lines = bounds.flatMap((end, at) => [...splitter.push(bytes.slice(bounds[at - 1] ?? 0, end))])
  return [...lines, ...(splitter.rest ? [splitter.rest] : [])].map(
    (line) =>
      `${String(line.number)}@${String(line.offset)}+${String(line.length)} ${line.tooLong ? '!' : textOf(line.bytes)}`,
  )
}

it('numbers lines and gives their places in bytes', () => {
  expect(split('a\n\nü\r\nlast', [])).toEqual(['1@0+1 a', '2@2+0 ', '3@3+2 ü', '4@7+4 last'])
})

it('gives the same lines however the bytes arrive', () => {
  const line = fc.stringMatching(/^[a\r\u00fc\u{1f600}]{0,6}$/u)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 8 }), (lines, cuts) => {
      const text = lines.join('\n')
      expect(split(text, cuts)).toEqual(split(text, []))
    }),
  )
})

it('lets the bytes of a line go that is too long', () => {
  expect(split('abcdef\nxy\nlonger than that', [3], 5)).toEqual(['1@0+6 !', '2@7+2 xy', '3@10+16 !'])
})
