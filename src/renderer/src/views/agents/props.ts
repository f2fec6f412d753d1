/** What the frame passes to the Agents and Timeline views: shared state in, wishes out. */
import type { ObjectRef } from '../../../../trace/model/object-ref.ts'
import type { Lanes } from '../../../../shared/view-models/lanes.ts'
import type { KeptPart } from '../../state/kept.ts'
import type { TimeStyle } from '../../format/time.ts'
import type { LanesLook } from './lanes-look.svelte.ts'
import type { AxisKind, TraceRange } from '../../state/time-range.ts'

/** How the lanes are shown: over time, as a tree of agents, or as the table twin. */
export type LanesForm = 'lanes' | 'topology' | 'table'

/** Shows an object in another view. */
export type ShowIn = (view: 'conversation' | 'context', ref: ObjectRef) => void

export interface LanesViewProps {
  /** What is remembered of the view from window to window; nothing without. */
  readonly kept?: KeptPart | undefined
  readonly lanes: Lanes
  /** In front; a view that is not draws nothing and takes no keys. */
  readonly active?: boolean
  /** The log is still growing: running slices move. */
  readonly live?: boolean
  /** Keep the end of the axis in view. */
  readonly following?: boolean
  /** Somebody looks elsewhere than at the end. */
  readonly onleave?: () => void
  /** What began after this seq is marked as new. */
  readonly newAfter?: number | undefined
  readonly selected: ObjectRef | undefined
  readonly onselect: (ref: ObjectRef | undefined) => void
  /** Enter or the context menu on an object: show its evidence. */
  readonly onopen?: (ref: ObjectRef) => void
  /** Not where there are no other views. */
  readonly onshow?: ShowIn | undefined
  readonly axis: AxisKind
  readonly onaxis: (axis: AxisKind) => void
  readonly times: TimeStyle
  readonly range: TraceRange | undefined
  readonly onrange: (range: TraceRange | undefined) => void
  /** Shared with another view, with which this one moves. */
  readonly look?: LanesLook | undefined
  /** Without toolbar, minimap and range: they are around both views. */
  readonly bare?: boolean
}
