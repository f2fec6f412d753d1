/**
 * Reading typed arrays: an index out of range is our own bug and throws, instead of turning into NaN far away.
 * One reader per element type keeps each call monomorphic, which matters in loops over 100,000 slices.
 */
import type { StringColumn } from '../../../shared/view-models/lanes.ts'

export function f64(column: Float64Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

export function f32(column: Float32Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

export function u32(column: Uint32Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

export function i32(column: Int32Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

export function u16(column: Uint16Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

export function u8(column: Uint8Array, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(index, column.length)
  return value
}

/** An element of a plain list that our own invariants promise. */
export function item<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw outOfRange(index, list.length)
  return value
}

/** A text of a column. */
export function textAt({ text, ends }: StringColumn, index: number): string {
  return text.slice(index === 0 ? 0 : u32(ends, index - 1), u32(ends, index))
}

/** Where a text stands in a column, -1 if it does not. Reads only those as long as it. */
export function indexOfText({ text, ends }: StringColumn, wanted: string): number {
  let from = 0
  for (let index = 0; index < ends.length; index++) {
    const end = u32(ends, index)
    if (end - from === wanted.length && text.startsWith(wanted, from)) return index
    from = end
  }
  return -1
}

function outOfRange(index: number, length: number): Error {
  return new Error(`broken invariant: index ${String(index)} in a column of ${String(length)}`)
}

/** First index in [from, to) whose value is greater than `bound`, `to` if there is none. The stretch is ascending. */
export function firstAbove(column: Float64Array, from: number, to: number, bound: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (f64(column, middle) > bound) high = middle
    else low = middle + 1
  }
  return low
}

/** First index in [from, to) whose value is at least `bound`, `to` if there is none. The stretch is ascending. */
export function firstAtLeast(column: Float64Array, from: number, to: number, bound: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (f64(column, middle) >= bound) high = middle
    else low = middle + 1
  }
  return low
}
