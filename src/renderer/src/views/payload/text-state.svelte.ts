/** What a text view shows of a document: its place, the windows at hand, and the search in it. Windows are read as they are needed. */
import type { CallFailure } from '../../../../shared/events.ts'
import { failureOf } from '../../transport/client.ts'
import type { ByteSource, SearchableSource } from './byte-source.ts'
import { rowAtOffset, windowCount, WINDOW_BYTES, type TextRow } from './byte-windows.ts'
import { findInDocument, type FindState } from './find-document.ts'
import { moveBy, placeAt, rowsInView, shareOf, type Lines, type Place } from './line-scroller.ts'
import { createWindowCache } from './window-cache.ts'

export interface TextGeometry {
  /** Cells of the fixed-width font per row. */
  readonly columns: number
  /** Rows that fit the view; a fraction. */
  readonly viewRows: number
}

export interface ShownRow {
  readonly key: string
  /** Undefined while the window is being read. */
  readonly row: TextRow | undefined
  readonly marked: boolean
}

export interface TextState {
  readonly rows: readonly ShownRow[]
  /** How far the first row is scrolled out, 0 to 1. */
  readonly shift: number
  /** How far down the place is, 0 to 1. */
  readonly share: number
  readonly scrolls: boolean
  readonly failure: CallFailure | undefined
  readonly find: FindState
  scrollBy(rows: number): void
  scrollTo(share: number): void
  /** Shows and marks the row of the byte at `offset`. */
  reveal(offset: number): Promise<void>
  findNext(text: string, backwards: boolean): Promise<void>
  stopFinding(): void
  retry(): void
}

/** To be created while a component is set up. Only with a `document` can it be searched. */
export function createTextState(
  source: ByteSource,
  document: SearchableSource | undefined,
  geometry: () => TextGeometry,
): TextState {
  const cache = createWindowCache(source)
  let place = $state.raw<Place>({ window: 0, row: 0 })
  let marked = $state.raw<{ readonly window: number; readonly row: number } | undefined>(undefined)
  let find = $state.raw<FindState>({ name: 'idle' })
  let failure = $state.raw<CallFailure | undefined>(undefined)
  /** Counts windows that came in. */
  let arrived = $state(0)
  let finding: AbortController | undefined
  const ended = new AbortController()

  const lines = $derived.by((): Lines => {
    const { columns, viewRows } = geometry()
    // A window that came in makes new lines.
    const rowsOf = (window: number): number | undefined =>
      arrived >= 0 ? cache.window(window, columns)?.rows.length : undefined
    return { windows: windowCount(source.size), viewRows, rowsOf }
  })
  const shown = $derived(rowsInView(place, lines))

  async function load(window: number): Promise<void> {
    try {
      if (await cache.load(window, ended.signal)) arrived++
      failure = undefined
    } catch (problem) {
      if (!ended.signal.aborted) failure = failureOf(problem)
    }
  }

  function loadAround(window: number): void {
    for (const near of [window, window + 1, window - 1])
      if (near >= 0 && near < windowCount(source.size) && !cache.has(near)) void load(near)
  }

  $effect(() => {
    for (const { window } of shown) loadAround(window)
    // The end tells how far down the place is.
    loadAround(windowCount(source.size) - 1)
  })
  $effect(() => () => {
    ended.abort()
    finding?.abort()
  })

  /** Shows the byte at `offset` a third down the view. */
  async function reveal(offset: number): Promise<void> {
    const nominal = Math.min(windowCount(source.size) - 1, Math.floor(offset / WINDOW_BYTES))
    for (const window of [nominal, nominal - 1]) {
      if (window < 0) continue
      await load(window)
      const text = cache.window(window, geometry().columns)
      const row = text === undefined ? -1 : rowAtOffset(text, offset)
      if (row === -1) continue
      marked = { window, row }
      place = moveBy({ window, row }, -Math.floor(geometry().viewRows / 3), lines)
      return
    }
  }

  async function findNext(text: string, backwards: boolean): Promise<void> {
    finding?.abort()
    if (document === undefined) return
    const mine = new AbortController()
    finding = mine
    const from = find.name === 'found' ? find.offset + (backwards ? 0 : 1) : 0
    find = { name: 'searching', bytes: 0 }
    try {
      const onProgress = (bytes: number): void => {
        find = { name: 'searching', bytes }
      }
      const offset = await findInDocument(document, text, { from, backwards, signal: mine.signal, onProgress })
      find = offset === undefined ? { name: 'none' } : { name: 'found', offset }
      if (offset === undefined) marked = undefined
      else await reveal(offset)
    } catch (problem) {
      if (mine.signal.aborted) return
      find = { name: 'idle' }
      failure = failureOf(problem)
    }
  }

  return {
    get rows() {
      const { columns } = geometry()
      return shown.map(({ window, row }) => ({
        key: `${String(window)}:${String(row)}`,
        row: row === undefined ? undefined : cache.window(window, columns)?.rows[row],
        marked: marked !== undefined && marked.window === window && marked.row === row,
      }))
    },
    get shift() {
      return place.row % 1
    },
    get share() {
      return shareOf(place, lines)
    },
    get scrolls() {
      const only = lines.windows === 1 ? lines.rowsOf(0) : undefined
      return lines.windows > 1 || (only !== undefined && only > lines.viewRows)
    },
    get failure() {
      return failure
    },
    get find() {
      return find
    },
    scrollBy(rows) {
      place = moveBy(place, rows, lines)
    },
    scrollTo(share) {
      place = placeAt(share, lines)
    },
    reveal,
    findNext,
    stopFinding() {
      finding?.abort()
      find = { name: 'idle' }
      marked = undefined
    },
    retry() {
      failure = undefined
      loadAround(place.window)
    },
  }
}
