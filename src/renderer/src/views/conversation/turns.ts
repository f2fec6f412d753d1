/** Going through the turns of a transcript. `turnRows`: rows that begin a turn, ascending. */

/** The ordinal, from 1, of the turn that a row belongs to; 0 before the first. */
export function turnAt(turnRows: readonly number[], row: number): number {
  let low = 0
  let high = turnRows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((turnRows[middle] ?? Infinity) <= row) low = middle + 1
    else high = middle
  }
  return low
}

/** The row of the next or previous turn. Backwards from within a turn leads to its own beginning first. */
export function turnFrom(turnRows: readonly number[], row: number, direction: 1 | -1): number | undefined {
  const turn = turnAt(turnRows, direction === 1 ? row : row - 1)
  return turnRows[direction === 1 ? turn : turn - 1]
}
