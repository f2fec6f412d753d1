/**
 * One sequence of steps for two traces: what is paired lies at the same place as long as its order is the same on both
 * sides; between two such anchors each side's own steps follow one another, and the shorter side has a gap.
 */
import { longestRising, type AlignedIndex } from './sequence.ts'

export interface AlignedSteps {
  /** Where each step of a side lies; ascending. */
  readonly a: Float64Array
  readonly b: Float64Array
  /** The last place of either side, at least 1. */
  readonly extent: number
}

/** `steps`: seqs, ascending and distinct. `pairs`: seqs of the same thing on both sides; those that are no step are left out. */
export function alignSteps(stepsA: Float64Array, stepsB: Float64Array, pairs: readonly AlignedIndex[]): AlignedSteps {
  const [placeA, placeB] = [placesOf(stepsA), placesOf(stepsB)]
  const a = new Float64Array(stepsA.length)
  const b = new Float64Array(stepsB.length)
  let [fromA, fromB, unit] = [0, 0, 0]
  const fill = (endA: number, endB: number) => {
    for (let at = fromA; at < endA; at += 1) a[at] = unit + at - fromA
    for (let at = fromB; at < endB; at += 1) b[at] = unit + at - fromB
    unit += Math.max(endA - fromA, endB - fromB)
    fromA = endA
    fromB = endB
  }
  for (const anchor of anchorsOf(pairs, placeA, placeB)) {
    fill(anchor.a, anchor.b)
    fill(anchor.a + 1, anchor.b + 1)
  }
  fill(stepsA.length, stepsB.length)
  return { a, b, extent: Math.max(1, unit - 1) }
}

function placesOf(steps: Float64Array): ReadonlyMap<number, number> {
  return new Map(Array.from(steps, (seq, at) => [seq, at]))
}

/** The longest run of pairs that is in order on both sides. */
function anchorsOf(
  pairs: readonly AlignedIndex[],
  placeA: ReadonlyMap<number, number>,
  placeB: ReadonlyMap<number, number>,
): readonly AlignedIndex[] {
  const known = pairs.flatMap(({ a, b }): AlignedIndex[] => {
    const [atA, atB] = [placeA.get(a), placeB.get(b)]
    return atA === undefined || atB === undefined ? [] : [{ a: atA, b: atB }]
  })
  // Of several pairs at one step of A only one can rise; descending b keeps the others out.
  known.sort((left, right) => left.a - right.a || right.b - left.b)
  return longestRising(known)
}
