/** Sums over a stretch of the axis: what started, what failed, how long it kept busy. */
import type { Lanes, SliceKind } from '../../../shared/view-models/lanes.ts'
import { f64, item, u8 } from './columns.ts'
import type { EdgeFilter } from './edge-geometry.ts'
import { FAILED, SLICE_KINDS } from './kinds.ts'
import type { Placement } from './placement.ts'
import type { Stretch } from './scene.ts'

export interface KindTotal {
  readonly kind: SliceKind
  /** Slices that touch the stretch. */
  readonly count: number
  readonly failed: number
  /** Milliseconds of them, cut to nothing: whole slices count. Open ones count to the end of the trace. */
  readonly ms: number
}

export interface Totals {
  /** One per kind that occurs, in the order of the kinds. */
  readonly kinds: readonly KindTotal[]
  /** Edges sent in the stretch. */
  readonly edges: number
}

/** Whether an edge was sent in the stretch. */
export function isSentIn(placement: Placement, { from, to }: Stretch): EdgeFilter {
  return (edge) => {
    const at = f64(placement.edgeFrom, edge)
    return at >= from && at <= to
  }
}

export function totalsIn(lanes: Lanes, placement: Placement, stretch: Stretch): Totals {
  const { slices, edges } = lanes
  const sums = SLICE_KINDS.map(() => ({ count: 0, failed: 0, ms: 0 }))
  for (let slice = 0; slice < slices.count; slice++) {
    if (f64(placement.start, slice) > stretch.to || f64(placement.end, slice) < stretch.from) continue
    const sum = item(sums, u8(slices.kind, slice))
    const endMs = f64(slices.endMs, slice)
    sum.count += 1
    sum.failed += u8(slices.status, slice) === FAILED ? 1 : 0
    sum.ms += Math.max(0, (Number.isNaN(endMs) ? lanes.endMs : endMs) - f64(slices.startMs, slice))
  }
  const isSent = isSentIn(placement, stretch)
  let sent = 0
  for (let edge = 0; edge < edges.count; edge++) if (isSent(edge)) sent += 1
  return {
    kinds: SLICE_KINDS.map((kind, code) => ({ kind, ...item(sums, code) })).filter(({ count }) => count > 0),
    edges: sent,
  }
}
