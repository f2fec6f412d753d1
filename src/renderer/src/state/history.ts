/** Where one has been, with back and forward, like a browser's. Pure: every verb gives a new value. */

export interface History<T> {
  /** Oldest first, at most `MOST` of them. */
  readonly entries: readonly T[]
  readonly at: number
}

const MOST = 200

export function startHistory<T>(first: T): History<T> {
  return { entries: [first], at: 0 }
}

/** Leaves the present entry behind and drops what lay ahead. */
export function pushHistory<T>({ entries, at }: History<T>, entry: T): History<T> {
  const kept = [...entries.slice(0, at + 1), entry].slice(-MOST)
  return { entries: kept, at: kept.length - 1 }
}

/** Changes the present entry, so that a passing state is not one to come back to. */
export function replaceHistory<T>({ entries, at }: History<T>, entry: T): History<T> {
  return { entries: entries.with(at, entry), at }
}

/** Stays where it is at either end. */
export function stepHistory<T>({ entries, at }: History<T>, by: 1 | -1): History<T> {
  return { entries, at: Math.min(entries.length - 1, Math.max(0, at + by)) }
}
