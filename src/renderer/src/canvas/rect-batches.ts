/**
 * Rectangles of a frame, collected by how they are painted, so that the context changes its style once per batch.
 * Columns grow and are reused; a frame allocates nothing once they are large enough.
 */
import { f32, u32 } from './columns.ts'
import { SLICE_KINDS } from './kinds.ts'
import type { CssPx } from './spaces.ts'

export interface RectBatch {
  count: number
  /** x, y, width, height of each. */
  boxes: Float32Array
  /** The slice of each, for labels and outlines. */
  slices: Uint32Array
  /** How many slices it stands for. */
  merged: Uint32Array
}

export interface RectBatches {
  /** By kind code; plain, then filtered out. */
  readonly plain: readonly RectBatch[]
  readonly dimmed: readonly RectBatch[]
  readonly merged: RectBatch
  readonly running: RectBatch
  readonly striped: RectBatch
  readonly dotted: RectBatch
  readonly failed: RectBatch
  /** Something failed inside that is not shown. */
  readonly failedInside: RectBatch
  /** New in a trace that grows. */
  readonly fresh: RectBatch
  readonly labelled: RectBatch
}

export function createRectBatches(): RectBatches {
  return {
    plain: SLICE_KINDS.map(createBatch),
    dimmed: SLICE_KINDS.map(createBatch),
    merged: createBatch(),
    running: createBatch(),
    striped: createBatch(),
    dotted: createBatch(),
    failed: createBatch(),
    failedInside: createBatch(),
    fresh: createBatch(),
    labelled: createBatch(),
  }
}

export function resetBatches(batches: RectBatches): void {
  for (const batch of batches.plain) batch.count = 0
  for (const batch of batches.dimmed) batch.count = 0
  batches.merged.count = 0
  batches.running.count = 0
  batches.striped.count = 0
  batches.dotted.count = 0
  batches.failed.count = 0
  batches.failedInside.count = 0
  batches.fresh.count = 0
  batches.labelled.count = 0
}

export function addRect(
  batch: RectBatch,
  x: CssPx,
  y: CssPx,
  width: CssPx,
  height: CssPx,
  slice: number,
  merged: number,
): void {
  const { count } = batch
  if (count === batch.slices.length) grow(batch)
  const at = count * 4
  batch.boxes[at] = x
  batch.boxes[at + 1] = y
  batch.boxes[at + 2] = width
  batch.boxes[at + 3] = height
  batch.slices[count] = slice
  batch.merged[count] = merged
  batch.count = count + 1
}

export function forEachRect(
  batch: RectBatch,
  visit: (x: CssPx, y: CssPx, width: CssPx, height: CssPx, slice: number, merged: number) => void,
): void {
  const { boxes, slices, merged } = batch
  for (let index = 0; index < batch.count; index++) {
    const at = index * 4
    visit(
      f32(boxes, at),
      f32(boxes, at + 1),
      f32(boxes, at + 2),
      f32(boxes, at + 3),
      u32(slices, index),
      u32(merged, index),
    )
  }
}

function createBatch(): RectBatch {
  return { count: 0, boxes: new Float32Array(64), slices: new Uint32Array(16), merged: new Uint32Array(16) }
}

function grow(batch: RectBatch): void {
  const boxes = new Float32Array(batch.boxes.length * 2)
  const slices = new Uint32Array(batch.slices.length * 2)
  const merged = new Uint32Array(batch.merged.length * 2)
  boxes.set(batch.boxes)
  slices.set(batch.slices)
  merged.set(batch.merged)
  batch.boxes = boxes
  batch.slices = slices
  batch.merged = merged
}
