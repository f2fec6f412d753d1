/**
 * The runs of one band in view: slices wide enough to be seen, and neighbours narrower than a pixel merged into one run.
 * Drawing and hit testing both read runs, so that what is hit is what was drawn. The columns are reused from band to band.
 */
import { f64, firstAtLeast, u32, u8 } from './columns.ts'
import { FAILED } from './kinds.ts'
import type { Placement } from './placement.ts'
import { type Viewport, xOf } from './viewport.ts'

/** Slices narrower than this merge with neighbours that are closer than a pixel. */
const MERGE_PX = 1.5
const MERGE_GAP_PX = 1

export interface Runs {
  count: number
  /** CSS px from the left of the plot, not yet cut to the view. */
  x0: Float32Array
  x1: Float32Array
  /** The slice; of a merged run the first failed one, else the first. */
  slice: Uint32Array
  /** How many slices the run stands for. */
  merged: Uint32Array
  /** 1 if any of them failed. */
  failed: Uint8Array
}

export function createRuns(): Runs {
  return sized(1024)
}

/** Fills `runs` with what `band` shows in the viewport, left to right. */
export function scanBand(
  placement: Placement,
  statuses: Uint8Array,
  band: number,
  viewport: Viewport,
  runs: Runs,
): void {
  const { start, end, order, reach } = placement
  const last = u32(placement.bandFirst, band + 1)
  const right = viewport.start + viewport.width * viewport.perPx
  runs.count = 0
  let openX1 = -Infinity
  let at = firstAtLeast(reach, u32(placement.bandFirst, band), last, viewport.start)
  for (; at < last; at++) {
    const slice = u32(order, at)
    const from = f64(start, slice)
    if (from > right) break
    const to = f64(end, slice)
    if (to < viewport.start) continue
    const x0 = xOf(viewport, from)
    const x1 = xOf(viewport, to)
    const failed = u8(statuses, slice) === FAILED ? 1 : 0
    const narrow = x1 - x0 < MERGE_PX
    if (narrow && x0 - openX1 < MERGE_GAP_PX) {
      const run = runs.count - 1
      openX1 = Math.max(openX1, x1)
      runs.x1[run] = openX1
      runs.merged[run] = u32(runs.merged, run) + 1
      if (failed === 1 && u8(runs.failed, run) === 0) {
        runs.failed[run] = 1
        runs.slice[run] = slice
      }
      continue
    }
    if (runs.count === runs.x0.length) grow(runs)
    runs.x0[runs.count] = x0
    runs.x1[runs.count] = x1
    runs.slice[runs.count] = slice
    runs.merged[runs.count] = 1
    runs.failed[runs.count] = failed
    runs.count += 1
    openX1 = narrow ? x1 : -Infinity
  }
}

function grow(runs: Runs): void {
  const larger = sized(runs.x0.length * 2)
  larger.x0.set(runs.x0)
  larger.x1.set(runs.x1)
  larger.slice.set(runs.slice)
  larger.merged.set(runs.merged)
  larger.failed.set(runs.failed)
  Object.assign(runs, larger, { count: runs.count })
}

function sized(length: number): Runs {
  return {
    count: 0,
    x0: new Float32Array(length),
    x1: new Float32Array(length),
    slice: new Uint32Array(length),
    merged: new Uint32Array(length),
    failed: new Uint8Array(length),
  }
}
