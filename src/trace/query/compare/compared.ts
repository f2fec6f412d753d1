/** Two traces, compared, with the indices of both: what the questions of the compare window are answered from. */
import type { CompareOptions, Comparison, Side } from '../../../shared/view-models/compare.ts'
import type { TraceFacts } from '../overview.ts'
import type { TraceIndex } from '../trace-index.ts'
import { compareSides } from './index.ts'
import type { CompareSide } from './side.ts'
import type { ComparedTexts } from './texts.ts'

export interface ComparedPart {
  readonly index: TraceIndex
  readonly side: CompareSide
}

export interface Compared {
  readonly comparison: Comparison
  readonly a: ComparedPart
  readonly b: ComparedPart
}

/** One side as the host holds it. */
export interface IndexedTrace {
  readonly name: TraceFacts['name']
  readonly index: TraceIndex
  readonly texts: ComparedTexts
}

export function compareIndexed(a: IndexedTrace, b: IndexedTrace, options: CompareOptions): Compared {
  const sides = compareSides(traceOf(a), traceOf(b), options)
  return {
    comparison: sides.comparison,
    a: { index: a.index, side: sides.a },
    b: { index: b.index, side: sides.b },
  }
}

function traceOf({ name, index, texts }: IndexedTrace) {
  const { events, reduction } = index
  const lastEventAt = events.count === 0 ? undefined : events.row(events.count - 1).time
  return { name, reduction, lastEventAt, texts }
}

export function partOf(compared: Compared, side: Side): ComparedPart {
  return compared[side]
}
