/** What is drawn and hit: the data, where it lies, and what is picked out. A scene is a value; building one costs nothing. */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import type { Axis, FoldedGap } from './axis.ts'
import type { Runs } from './band-runs.ts'
import { createRuns } from './band-runs.ts'
import type { EdgeBundle } from './edge-bundles.ts'
import { createCurve, type Curve, type EdgeGeometry } from './edge-geometry.ts'
import type { LabelFitter } from './label-fit.ts'
import type { LaneLayout } from './lane-layout.ts'
import type { Placement } from './placement.ts'
import { createRectBatches, type RectBatches } from './rect-batches.ts'
import type { AxisUnit, CssPx } from './spaces.ts'
import type { Viewport } from './viewport.ts'

/** Something under the pointer or selected. `merged` counts the slices of a run, 1 for a slice by itself. */
export type Target =
  | { readonly type: 'slice'; readonly slice: number; readonly merged: number }
  | { readonly type: 'edge'; readonly edge: number }
  | { readonly type: 'bundle'; readonly bundle: EdgeBundle }
  | { readonly type: 'lane'; readonly lane: number }
  | { readonly type: 'gap'; readonly gap: FoldedGap }

export interface Stretch {
  readonly from: AxisUnit
  readonly to: AxisUnit
}

export interface Scene {
  readonly lanes: Lanes
  readonly axis: Axis
  readonly placement: Placement
  readonly layout: LaneLayout
  readonly edges: EdgeGeometry
  /** False: only edges of the selection and of what is hovered are drawn. */
  readonly restingEdges: boolean
  /** What stands for the edges in view when there are too many. */
  readonly bundlesIn: (viewport: Viewport) => readonly EdgeBundle[]
  /** Per slice: 1 if the filter leaves it out. Undefined without a filter. */
  readonly dimmed: Uint8Array | undefined
  readonly selected: Target | undefined
  readonly hovered: Target | undefined
  /** Edges to show at full strength: those of the selection and of what is hovered. */
  readonly strongEdges: readonly number[]
  readonly range: Stretch | undefined
  /** Slices that began after this seq are marked as new. */
  readonly newAfter: number | undefined
  /** Stretch being measured right now. */
  readonly measure: Stretch | undefined
}

/** Bars of a density strip. */
export interface StripColumns {
  /** Runs per bar. */
  busy: Uint16Array
  /** 1 where one of them failed. */
  failed: Uint8Array
}

/** Scratch space and measures of one canvas, reused from frame to frame. */
export interface DrawTools {
  readonly runs: Runs
  readonly curve: Curve
  readonly batches: RectBatches
  readonly strip: StripColumns
  readonly fitter: LabelFitter
  readonly smallFitter: LabelFitter
  /** Device pixels per CSS pixel. */
  devicePixels: number
  /** Shift of the hatch of running slices; constant where nothing moves. */
  phase: CssPx
}

export function createDrawTools(fitter: LabelFitter, smallFitter: LabelFitter): DrawTools {
  return {
    runs: createRuns(),
    curve: createCurve(),
    batches: createRectBatches(),
    strip: { busy: new Uint16Array(0), failed: new Uint8Array(0) },
    fitter,
    smallFitter,
    devicePixels: 1,
    phase: 0,
  }
}

/** What a frame drew; shown to tests and benchmarks so that a fast frame cannot be an empty one. */
export interface DrawCounts {
  readonly slices: number
  readonly runs: number
  readonly edges: number
  readonly bundles: number
  readonly labels: number
  /** Indices of laid lanes in view: [firstLane, endLane). */
  readonly firstLane: number
  readonly endLane: number
}
