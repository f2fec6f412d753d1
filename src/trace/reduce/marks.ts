/** From objects to the diagnostics about them. */
import type { Diagnostic } from '../model/reduction.ts'

/** Indices ascending. */
export function marksOf(diagnostics: readonly Diagnostic[]): Map<string, number[]> {
  const marks = new Map<string, number[]>()
  diagnostics.forEach(({ object }, index) => {
    if (object === null) return
    const indices = marks.get(object)
    if (indices === undefined) marks.set(object, [index])
    else indices.push(index)
  })
  return marks
}
