/**
 * The coordinate spaces of the canvas engine, as number types that do not mix.
 *
 * - `TraceMs`: wall clock as recorded, Unix milliseconds; need not be monotonic.
 * - `Seq`: position in the raw event log.
 * - `AxisUnit`: position on the axis that is shown: folded milliseconds since the start of the trace, or steps.
 * - `CssPx`: CSS pixels. x counts from the left of the plot (right of the lane headers), y from the top of the viewport.
 * - `ContentPx`: CSS pixels from the top of the first lane, independent of scrolling.
 * - `DevicePx`: pixels of the backing store, `CssPx` times the device pixel ratio.
 *
 * A plain number fits every space (results of arithmetic need no cast); a number of one space never fits another.
 */
declare const space: unique symbol
type Space<Name extends string> = number & { readonly [space]?: Name }

export type TraceMs = Space<'TraceMs'>
export type Seq = Space<'Seq'>
export type AxisUnit = Space<'AxisUnit'>
export type CssPx = Space<'CssPx'>
export type ContentPx = Space<'ContentPx'>
export type DevicePx = Space<'DevicePx'>

export interface Point {
  readonly x: CssPx
  readonly y: CssPx
}
