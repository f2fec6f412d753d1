/** The lanes of two traces set side by side, see `compare.ts` and `lanes.ts`. */
import type { Lanes } from './lanes.ts'

export interface ComparedLanes {
  /** Both have the same number of lanes in the same order: lane n of A stands opposite lane n of B. */
  readonly a: Lanes
  readonly b: Lanes
  /** Where the differences lie on the shared sequence of steps, in the order of the outline's stops; NaN if nowhere. */
  readonly stops: Float64Array
}
