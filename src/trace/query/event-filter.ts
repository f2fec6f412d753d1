/**
 * The filter of the Events view. Words are separated by spaces and must all match, upper and lower case alike:
 *   - `type:TEXT`    the event's type contains the text
 *   - `thread:TEXT`  the id or agent path of the thread in its envelope, or of a thread it started or ended, contains it
 *   - `turn:TEXT`    the turn's id contains the text
 *   - `seq:N`, `seq:N-M`, `seq:N-`, `seq:-M`  the seq is N, or lies within
 *   - any other word: type, thread, turn or the id of an object that the event made or changed contains it
 */
import { as } from '../base/ids.ts'
import type { ThreadId } from '../base/ids.ts'
import type { EventRow } from '../model/event-index.ts'
import type { TraceIndex } from './trace-index.ts'

export type EventTest = (row: EventRow) => boolean

/** True for rows to show. A filter without words shows all; a malformed `seq:` matches nothing. */
export function eventFilter(index: TraceIndex, filter: string): EventTest {
  const words = filter.toLowerCase().split(/\s+/)
  const tests = words.filter((word) => word !== '').map((word) => testOf(index, word))
  return (row) => tests.every((test) => test(row))
}

function testOf(index: TraceIndex, word: string): EventTest {
  const colon = word.indexOf(':')
  const rest = word.slice(colon + 1)
  switch (word.slice(0, Math.max(colon, 0))) {
    case 'type':
      return ({ type }) => contains(type, rest)
    case 'thread':
      return (row) => threadsOf(index, row).some((thread) => isThread(index, thread, rest))
    case 'turn':
      return ({ codex_turn_id: turn }) => contains(turn ?? '', rest)
    case 'seq':
      return seqTest(rest)
    default:
      return (row) => anywhere(index, row, word)
  }
}

function anywhere(index: TraceIndex, row: EventRow, word: string): boolean {
  if (contains(row.type, word) || contains(row.codex_turn_id ?? '', word)) return true
  if (row.thread_id !== null && isThread(index, row.thread_id, word)) return true
  return index.events.objectsOf(row.index).some(({ id }) => contains(id, word))
}

function threadsOf(index: TraceIndex, row: EventRow): readonly string[] {
  const changed = index.events.objectsOf(row.index).flatMap(({ kind, id }) => (kind === 'thread' ? [id] : []))
  return row.thread_id === null ? changed : [row.thread_id, ...changed]
}

function isThread(index: TraceIndex, thread: string, text: string): boolean {
  return contains(thread, text) || contains(index.pathOf(as<ThreadId>(thread)), text)
}

function seqTest(range: string): EventTest {
  const match = /^(\d*)(-?)(\d*)$/.exec(range)
  const [, from = '', dash = '', to = ''] = match ?? []
  if (from === '' && to === '') return () => false
  const first = from === '' ? -Infinity : Number(from)
  const last = to === '' ? (dash === '' ? first : Infinity) : Number(to)
  return ({ seq }) => seq >= first && seq <= last
}

function contains(text: string, lowerCasePart: string): boolean {
  return text.toLowerCase().includes(lowerCasePart)
}
