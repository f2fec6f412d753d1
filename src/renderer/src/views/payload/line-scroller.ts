/**
 * Scrolls through windows whose numbers of rows are known only once they are read. The place is a window and a row in it, never
 * a pixel count, so reading a window elsewhere moves nothing. Pure; rows may be fractions.
 */

export interface Place {
  readonly window: number
  /** From the window's first row; a fraction while scrolling smoothly. */
  readonly row: number
}

export interface Lines {
  /** Number of windows. */
  readonly windows: number
  /** Rows that fit the view; a fraction. */
  readonly viewRows: number
  /** Undefined while the window is not read. */
  rowsOf(window: number): number | undefined
}

/** Moves by rows; stops at both ends and at windows that are not read. */
export function moveBy(place: Place, rows: number, lines: Lines): Place {
  let { window, row } = place
  row += rows
  while (row < 0 && window > 0) {
    const before = lines.rowsOf(window - 1)
    if (before === undefined) break
    window--
    row += before
  }
  for (let here = lines.rowsOf(window); here !== undefined && row >= here && window < lines.windows - 1;) {
    row -= here
    window++
    here = lines.rowsOf(window)
  }
  if (lines.rowsOf(window) === undefined) row = 0
  return earlier({ window, row: Math.max(0, row) }, endPlace(lines))
}

/** The place that shows the last row at the bottom, as far as the last windows are read. */
export function endPlace(lines: Lines): Place {
  let left = lines.viewRows
  for (let window = lines.windows - 1; window >= 0; window--) {
    const here = lines.rowsOf(window)
    if (here === undefined) return { window: Math.min(window + 1, lines.windows - 1), row: 0 }
    if (here >= left) return { window, row: here - left }
    left -= here
  }
  return { window: 0, row: 0 }
}

/** How far down the place is, 0 to 1, counted in windows: their bytes are known before their rows. */
export function shareOf(place: Place, lines: Lines): number {
  const end = depthOf(endPlace(lines), lines)
  return end <= 0 ? 0 : Math.min(1, depthOf(place, lines) / end)
}

export function placeAt(share: number, lines: Lines): Place {
  const end = endPlace(lines)
  const depth = Math.min(1, Math.max(0, share)) * depthOf(end, lines)
  const window = Math.min(lines.windows - 1, Math.floor(depth))
  const row = (depth - window) * (lines.rowsOf(window) ?? 0)
  return earlier({ window, row }, end)
}

/** The rows to draw from `place` on, enough to fill the view: window and row, or the window that is missing. */
export function rowsInView(
  place: Place,
  lines: Lines,
): { readonly window: number; readonly row: number | undefined }[] {
  const seen: { readonly window: number; readonly row: number | undefined }[] = []
  const wanted = Math.ceil(lines.viewRows) + 1
  let { window } = place
  let row = Math.floor(place.row)
  while (seen.length < wanted && window < lines.windows) {
    const here = lines.rowsOf(window)
    if (here === undefined) {
      seen.push({ window, row: undefined })
      break
    }
    if (row < here) seen.push({ window, row: row++ })
    else {
      window++
      row = 0
    }
  }
  return seen
}

function depthOf({ window, row }: Place, lines: Lines): number {
  const here = lines.rowsOf(window)
  return window + (here === undefined || here === 0 ? 0 : row / here)
}

function earlier(a: Place, b: Place): Place {
  if (a.window !== b.window) return a.window < b.window ? a : b
  return a.row <= b.row ? a : b
}
