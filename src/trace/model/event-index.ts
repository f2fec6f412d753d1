/**
 * Where each raw event stands in the log and which objects it made or changed. Built while the log is read; the text of
 * an event is not kept: it is read again from `offset` when somebody looks at it.
 */
import type { ObjectRef } from './object-ref.ts'

export interface EventRow {
  /** Position in the log, from 0, blank lines not counted. */
  readonly index: number
  /** NaN if the line is not a readable envelope. */
  readonly seq: number
  /** From 1, blank lines counted. */
  readonly line: number
  /** Bytes from the start of `trace.jsonl`. */
  readonly offset: number
  /** Bytes, without the line end. */
  readonly length: number
  /** Unix milliseconds; NaN if unreadable. */
  readonly time: number
  /** As recorded, also when unknown to us; empty if unreadable. */
  readonly type: string
  readonly thread_id: string | null
  readonly codex_turn_id: string | null
}

export interface EventIndex {
  readonly count: number
  row(index: number): EventRow
  /** Objects that this event made or changed, the most specific first. */
  objectsOf(index: number): readonly ObjectRef[]
  /** Events that made or changed this object, ascending. Empty if there are none. */
  eventsOf(ref: ObjectRef): readonly number[]
  /** The event with this seq, the first if several have it. */
  indexOfSeq(seq: number): number | undefined
}
