/** Rows of the Events and Diagnostics views. */
import type { EventRow } from '../../trace/model/event-index.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { Diagnostic, Verdict } from '../../trace/model/reduction.ts'

export interface EventRows {
  readonly revision: number
  /** Rows that pass the filter. */
  readonly total: number
  readonly rows: readonly (EventRow & { readonly objects: readonly ObjectRef[] })[]
}

/** The row of an event, the first one if several have its seq; null where the filter leaves it out. */
export interface EventPlace {
  readonly revision: number
  readonly seq: number
  readonly row: number | null
}

export interface EventDetail {
  readonly revision: number
  readonly row: EventRow
  readonly objects: readonly ObjectRef[]
}

export interface DiagnosticsPage {
  readonly revision: number
  readonly verdict: Verdict
  readonly diagnostics: readonly { readonly diagnostic: Diagnostic; readonly ref: ObjectRef | null }[]
}
