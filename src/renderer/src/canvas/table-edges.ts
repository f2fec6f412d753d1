/** Edges by the slice at either end, for the table twin. */
import type { Lanes } from '../../../shared/view-models/lanes.ts'
import { i32 } from './columns.ts'

export function edgesBySlice({ edges }: Lanes): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  const note = (slice: number, edge: number): void => {
    const known = found.get(slice)
    if (known === undefined) found.set(slice, [edge])
    else known.push(edge)
  }
  for (let edge = 0; edge < edges.count; edge++) {
    const from = i32(edges.fromSlice, edge)
    const to = i32(edges.toSlice, edge)
    if (from >= 0) note(from, edge)
    if (to >= 0 && to !== from) note(to, edge)
  }
  return found
}
