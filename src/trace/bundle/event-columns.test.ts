import { expect, it } from 'vitest'
import { as } from '../base/ids.ts'
import { EventColumns } from './event-columns.ts'

function columnsOf(count: number): EventColumns {
  const columns = new EventColumns()
  for (let index = 0; index < count; index += 1) {
    columns.append({
      seq: index + 1,
      line: index + 1,
      offset: index * 100,
      length: 99,
      time: 1000 + index,
      type: index % 2 === 0 ? 'even' : 'odd',
      thread_id: index === 0 ? null : as('thread'),
      codex_turn_id: null,
    })
    if (index % 3 === 0) columns.touch('thread', 'a')
    columns.touch('conversation_item', `i${String(index)}`)
    columns.touch('conversation_item', `i${String(index)}`)
  }
  return columns
}

it('keeps rows as they were given, however many there are', () => {
  const columns = columnsOf(1000)
  expect(columns.count).toBe(1000)
  expect(columns.row(0)).toMatchObject({ index: 0, seq: 1, type: 'even', thread_id: null })
  expect(columns.row(999)).toMatchObject({ index: 999, seq: 1000, offset: 99_900, type: 'odd', thread_id: 'thread' })
})

it('leads from events to objects, most specific first, and back', () => {
  const columns = columnsOf(10)
  expect(columns.objectsOf(3)).toEqual([
    { kind: 'conversation_item', id: 'i3' },
    { kind: 'thread', id: 'a' },
  ])
  expect(columns.eventsOf({ kind: 'thread', id: 'a' })).toEqual([0, 3, 6, 9])
  expect(columns.eventsOf({ kind: 'tool_call', id: 'a' })).toEqual([])
})

it('answers for events that came after an earlier answer', () => {
  const columns = columnsOf(4)
  expect(columns.eventsOf({ kind: 'thread', id: 'a' })).toEqual([0, 3])
  expect(columns.indexOfSeq(5)).toBeUndefined()
  columns.append({ seq: 5, line: 5, offset: 0, length: 0, time: 0, type: '', thread_id: null, codex_turn_id: null })
  columns.touch('thread', 'a')
  expect(columns.eventsOf({ kind: 'thread', id: 'a' })).toEqual([0, 3, 4])
  expect(columns.indexOfSeq(5)).toBe(4)
})

it('gives the first of several events with one seq', () => {
  const columns = columnsOf(2)
  columns.append({ seq: 1, line: 3, offset: 0, length: 0, time: 0, type: '', thread_id: null, codex_turn_id: null })
  expect(columns.indexOfSeq(1)).toBe(0)
})
