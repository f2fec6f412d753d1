/**
 * Rows of one lane: which slices may share a line without lying over each other, on the wall-clock axis and on the
 * sequence axis at once.
 */

export interface Span {
  readonly startMs: number
  /** NaN while open: reaches to the end of everything. */
  readonly endMs: number
  readonly startSeq: number
  readonly endSeq: number
}

/** What can be numbered in a `Uint16Array`. */
export const rowLimit = 65_536
/** Rows that are tried before a new one is opened; keeps a lane of endless slices near-linear. */
const tries = 256

export interface RowAssigner {
  /**
   * The row of the next slice: `preferred` if it is free there, else the first free one from `from` on. Best packed when
   * slices come by ascending start, correct in any order.
   */
  assign(span: Span, preferred: number | undefined, from: number): number
  /** Rows used so far. */
  readonly rows: number
}

/** Rows below `reserved` are given only to slices that prefer them. */
export function createRowAssigner(reserved: number): RowAssigner {
  const endsMs: number[] = []
  const endsSeq: number[] = []
  let rows = 0

  const isFree = (row: number, { startMs, startSeq }: Span): boolean =>
    startMs >= (endsMs[row] ?? -Infinity) && startSeq >= (endsSeq[row] ?? -Infinity)

  const take = (row: number, span: Span): number => {
    endsMs[row] = Math.max(endsMs[row] ?? -Infinity, endOrForever(span.startMs, span.endMs))
    endsSeq[row] = Math.max(endsSeq[row] ?? -Infinity, endOrForever(span.startSeq, span.endSeq))
    rows = Math.max(rows, row + 1)
    return row
  }

  return {
    assign(span, preferred, from) {
      if (preferred !== undefined && isFree(preferred, span)) return take(preferred, span)
      const first = Math.max(from, reserved)
      const last = Math.min(first + tries, Math.max(rows, first))
      for (let row = first; row < last; row++) if (isFree(row, span)) return take(row, span)
      return take(Math.min(Math.max(rows, first), rowLimit - 1), span)
    },
    get rows() {
      return rows
    },
  }
}

/** An end before the start (a clock set back) counts as the start. */
function endOrForever(start: number, end: number): number {
  return Number.isNaN(end) ? Infinity : Math.max(start, end)
}
