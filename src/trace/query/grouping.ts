/** Small tools for building an index: lists by key, and values made on first use. */

/** Lists by key; a key's list keeps the order in which values were added. */
export type Groups<K, V> = ReadonlyMap<K, readonly V[]>

export function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const list = groups.get(key)
  if (list === undefined) groups.set(key, [value])
  else list.push(value)
}

/** Values by key, in iteration order; values without a key (`undefined` or `null`) are left out. */
export function groupBy<K, V>(values: Iterable<V>, keyOf: (value: V) => K | undefined | null): Map<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    if (key !== undefined && key !== null) addTo(groups, key, value)
  }
  return groups
}

/** Makes a value on first use and keeps it. For parts of an index that only some views need. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The first position in `0..count` at which `isPast` holds; `isPast` must be false, then true. */
export function firstPosition(count: number, isPast: (position: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isPast(middle)) high = middle
    else low = middle + 1
  }
  return low
}
