/** Small settings kept between runs. Reading checks the form; a store that refuses (private mode, full) loses them quietly. */

/** What is used of `localStorage`. */
export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const PREFIX = 'rolloutlens.'

/** The kept number if it is finite, else `fallback`. */
export function loadNumber(store: Store, key: string, fallback: number): number {
  const kept = load(store, key)
  const value = kept === null ? NaN : Number.parseFloat(kept)
  return Number.isFinite(value) ? value : fallback
}

export function save(store: Store, key: string, value: string | number): void {
  try {
    store.setItem(PREFIX + key, String(value))
  } catch {
    // Settings are a convenience: without a working store they last as long as the window.
  }
}

/** Null if nothing is kept. */
export function load(store: Store, key: string): string | null {
  try {
    return store.getItem(PREFIX + key)
  } catch {
    return null
  }
}
