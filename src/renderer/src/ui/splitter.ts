/** Sizes of a pane beside a splitter, in CSS pixels. A size of 0 is a collapsed pane. Pure. */

export interface PaneBounds {
  readonly min: number
  readonly max: number
  /** Size at first and after a reset. */
  readonly usual: number
}

/** The size a drag leads to: below half the least size the pane collapses. */
export function sizeAfterDrag(wanted: number, { min, max }: PaneBounds): number {
  if (wanted < min / 2) return 0
  return Math.round(Math.min(max, Math.max(min, wanted)))
}

/** The size after a key that grows or shrinks: past the least size the pane collapses, from nothing it opens at it. */
export function sizeAfterStep(size: number, step: number, { min, max }: PaneBounds): number {
  if (size === 0) return step > 0 ? min : 0
  if (size + step < min) return 0
  return Math.min(max, size + step)
}

/** Collapses, or opens at the size it had before. */
export function toggledSize(size: number, before: number, { min, usual }: PaneBounds): number {
  if (size > 0) return 0
  return before >= min ? before : usual
}
