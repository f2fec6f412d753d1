/** Limits how often a window is reloaded by itself after its page process died, so that a page that cannot live stays down. */

export interface ReloadBudget {
  /** True if another reload is allowed at `now` (milliseconds of any steady clock), and counts it. */
  take(now: number): boolean
}

export function createReloadBudget(limit = 3, windowMs = 60_000): ReloadBudget {
  let taken: readonly number[] = []
  return {
    take(now) {
      taken = taken.filter((time) => now - time < windowMs)
      if (taken.length >= limit) return false
      taken = [...taken, now]
      return true
    },
  }
}
