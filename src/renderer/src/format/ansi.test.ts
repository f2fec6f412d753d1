import { expect, test } from 'vitest'
import { ansiRuns } from './ansi.ts'

const ESC = '\u001B'

test('basic colours, weight and reset', () => {
  expect(ansiRuns(`a${ESC}[1;31mb${ESC}[0mc${ESC}[92;44md${ESC}[39me`)).toEqual([
    { text: 'a', style: {} },
    { text: 'b', style: { bold: true, front: 1 } },
    { text: 'c', style: {} },
    { text: 'd', style: { front: 10, back: 4 } },
    { text: 'e', style: { back: 4 } },
  ])
})

test('palette and true colour, with semicolons or colons', () => {
  expect(ansiRuns(`${ESC}[38;5;196mr${ESC}[48;2;1;2;300mb${ESC}[38:5:244mg`).map(({ style }) => style)).toEqual([
    { front: '#ff0000' },
    { front: '#ff0000', back: '#0102ff' },
    { front: '#808080', back: '#0102ff' },
  ])
})

test('anything but a style stays in the text', () => {
  const link = `${ESC}]8;;http://evil.example${ESC}\\click${ESC}]8;;${ESC}\\`
  expect(ansiRuns(link)).toEqual([{ text: link, style: {} }])
  expect(ansiRuns(`${ESC}[2Jx`)).toEqual([{ text: `${ESC}[2Jx`, style: {} }])
})

test('an empty sequence resets, unknown codes change nothing', () => {
  expect(ansiRuns(`${ESC}[1mx${ESC}[my${ESC}[999mz`).map(({ style }) => style)).toEqual([{ bold: true }, {}, {}])
})
