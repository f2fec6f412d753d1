/** The time cursor, range and axis that all views of a session share. */
import type { AxisKind, TraceRange } from './time-range.ts'

export interface TimeState {
  readonly axis: AxisKind
  readonly range: TraceRange | undefined
  setAxis(axis: AxisKind): void
  setRange(range: TraceRange | undefined): void
}

export function createTimeState(): TimeState {
  let axis = $state<AxisKind>('clock')
  let range = $state.raw<TraceRange | undefined>(undefined)
  return {
    get axis() {
      return axis
    },
    get range() {
      return range
    },
    setAxis(to) {
      axis = to
    },
    setRange(to) {
      range = to
    },
  }
}
