/**
 * Rows of a long list that live on the other side, fetched by pages as they come into view. Pure bookkeeping: which pages are
 * wanted, which are at hand, what of them is still true after the list grew.
 */

export const PAGE_ROWS = 200
/** Pages kept; the ones farthest from what is seen are dropped first. */
const MOST_PAGES = 40

export interface PagedRows<Row> {
  readonly row: (index: number) => Row | undefined
  /** Pages to ask for so that rows [first, end) are at hand and of this `version`. */
  missing(first: number, end: number, version: number): readonly number[]
  /** Keeps a page. Pages of an older version stay visible until they are replaced. */
  keep(page: number, rows: readonly Row[], version: number): void
  clear(): void
}

/** Requests under way by page and version, so that none is sent twice. */
export interface PageRequests {
  /** Undefined if this page of this version is asked for already. */
  start(page: number, version: number): AbortController | undefined
  finish(page: number, version: number): void
  abortAll(): void
}

export function createPageRequests(): PageRequests {
  const underWay = new Map<string, AbortController>()
  const keyOf = (page: number, version: number): string => `${String(version)}/${String(page)}`
  return {
    start(page, version) {
      if (underWay.has(keyOf(page, version))) return undefined
      const controller = new AbortController()
      underWay.set(keyOf(page, version), controller)
      return controller
    },
    finish(page, version) {
      underWay.delete(keyOf(page, version))
    },
    abortAll() {
      for (const controller of underWay.values()) controller.abort()
      underWay.clear()
    },
  }
}

/** `pageRows`: rows of one page. Rows that carry much text come by fewer. */
export function createPagedRows<Row>(pageRows = PAGE_ROWS): PagedRows<Row> {
  const pages = new Map<number, { readonly rows: readonly Row[]; readonly version: number }>()
  return {
    row: (index) => pages.get(Math.floor(index / pageRows))?.rows[index % pageRows],
    missing(first, end, version) {
      if (end <= first) return []
      const from = Math.floor(first / pageRows)
      const to = Math.floor((end - 1) / pageRows)
      return Array.from({ length: to - from + 1 }, (_, at) => from + at).filter(
        (page) => pages.get(page)?.version !== version,
      )
    },
    keep(page, rows, version) {
      pages.set(page, { rows, version })
      if (pages.size <= MOST_PAGES) return
      const farthest = Array.from(pages.keys()).reduce(
        (a, b) => (Math.abs(b - page) > Math.abs(a - page) ? b : a),
        page,
      )
      pages.delete(farthest)
    },
    clear() {
      pages.clear()
    },
  }
}
