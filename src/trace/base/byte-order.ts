/**
 * Byte order: ascending order of the UTF-8 bytes of strings, in which the reference iterates its maps. JavaScript compares
 * UTF-16 units; the two differ only where a surrogate meets a unit from U+E000 up.
 */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Puts surrogates behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** Units whose order among strings is not that of their bytes. */
const SURROGATE_OR_ABOVE = /[\ud800-\uffff]/

/** The values of a map in byte order of its keys. */
export function inByteOrder<K extends string, V>(map: ReadonlyMap<K, V>): [K, V][] {
  const entries = [...map]
  const special = entries.some(([key]) => SURROGATE_OR_ABOVE.test(key))
  return entries.sort(special ? ([a], [b]) => compareBytes(a, b) : ([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
