/** Assertions for our own bugs. Never used for input from a bundle: that becomes a `TraceError` or a `Diagnostic`. */

/** Marks a switch branch the compiler proves impossible. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`)
}

/** Narrows away `undefined` and `null` where our own invariants promise a value. */
export function ensure<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`broken invariant: ${what}`)
  return value
}
