/** An event index for tests of queries, drawn row by row: `SEQ TYPE [thread] [turn]` and what the event made. */
import type { EventIndex, EventRow } from '../model/event-index.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import { msOf } from './draw-graph.ts'

export interface DrawnEvent {
  readonly seq: number
  readonly type: string
  readonly thread?: string
  readonly turn?: string
  readonly objects?: readonly ObjectRef[]
}

/** Rows in the order given, one line of 100 bytes each. */
export function drawEvents(events: readonly DrawnEvent[]): EventIndex {
  const rows = events.map(({ seq, type, thread, turn }, index): EventRow => ({
    index,
    seq,
    line: index + 1,
    offset: index * 101,
    length: 100,
    time: msOf(seq),
    type,
    thread_id: thread ?? null,
    codex_turn_id: turn ?? null,
  }))
  const objectsOf = (index: number): readonly ObjectRef[] => events[index]?.objects ?? []
  return {
    count: rows.length,
    row(index) {
      const row = rows[index]
      if (row === undefined) throw new RangeError(`no event ${String(index)}`)
      return row
    },
    objectsOf,
    eventsOf: ({ kind, id }) =>
      rows.flatMap(({ index }) =>
        objectsOf(index).some((object) => object.kind === kind && object.id === id) ? [index] : [],
      ),
    indexOfSeq: (seq) => rows.find((row) => row.seq === seq)?.index,
  }
}
