/**
 * Which rows of a long list are drawn, and where. Browsers cap the height of an element (Firefox at about 17.8 million pixels), so
 * past `MOST_PIXELS` the scroll bar stands for more than it measures and the rows are placed relative to it.
 * All lengths are CSS pixels.
 */

export interface ListGeometry {
  readonly count: number
  readonly rowHeight: number
  /** Height of the visible part. */
  readonly viewHeight: number
}

export interface RowWindow {
  /** First row drawn and the one after the last. */
  readonly first: number
  readonly end: number
  /** From the top of the scrolled content to the top of the first drawn row. */
  readonly offset: number
}

const MOST_PIXELS = 10_000_000
/** Rows drawn beyond each edge, so that a small scroll shows no gap. */
const OVERSCAN = 8

/** Height of the scrolled content. */
export function contentHeight({ count, rowHeight }: ListGeometry): number {
  return Math.min(count * rowHeight, MOST_PIXELS)
}

export function rowWindow(geometry: ListGeometry, scrollTop: number): RowWindow {
  const { count, rowHeight, viewHeight } = geometry
  const top = scrollTop * scaleOf(geometry)
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - OVERSCAN)
  const end = Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + OVERSCAN)
  return { first, end, offset: scrollTop - (top - first * rowHeight) }
}

/** The scroll position that shows `index` whole, moving no more than needed. */
export function scrollTopFor(geometry: ListGeometry, scrollTop: number, index: number): number {
  const { rowHeight, viewHeight } = geometry
  const scale = scaleOf(geometry)
  const top = scrollTop * scale
  const rowTop = index * rowHeight
  if (rowTop < top) return rowTop / scale
  if (rowTop + rowHeight > top + viewHeight) return (rowTop + rowHeight - viewHeight) / scale
  return scrollTop
}

/** Pixels of list per pixel of scroll bar. */
function scaleOf(geometry: ListGeometry): number {
  const { count, rowHeight, viewHeight } = geometry
  const travel = contentHeight(geometry) - viewHeight
  return travel <= 0 ? 1 : Math.max(1, (count * rowHeight - viewHeight) / travel)
}
