import { expect, test } from 'vitest'
import { rankCommands } from './rank.ts'

const commands = ['Show the Events view', 'Open folder…', 'Previous event', 'Go back'].map((title) => ({
  id: title,
  title,
  group: 'Go',
}))

function titles(wanted: string): string[] {
  return rankCommands(commands, wanted).map(({ title }) => title)
}

test('every word must occur, a start counts more', () => {
  expect(titles('event')).toEqual(['Show the Events view', 'Previous event'])
  expect(titles('prev ev')).toEqual(['Previous event'])
  expect(titles('vent')).toEqual(['Show the Events view', 'Previous event'])
  expect(titles('go')).toEqual(['Go back', 'Show the Events view', 'Open folder…', 'Previous event'])
})

test('of two titles of the same words the one that was typed comes first', () => {
  const sides = ['Close A and keep B', 'Close B and keep A'].map((title) => ({ id: title, title, group: 'Compare' }))
  for (const { title } of sides) expect(rankCommands(sides, title)[0]?.title).toBe(title)
})

test('nothing typed keeps the order, nonsense finds nothing', () => {
  expect(titles('  ')).toEqual(commands.map(({ title }) => title))
  expect(titles('zzz')).toEqual([])
})
