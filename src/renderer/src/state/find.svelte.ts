/**
 * Find in a view: what is looked for, which of the view's places hold it, and the walk through them. The view says what its
 * places read like and how to go to one; upper and lower case are the same.
 */

export interface Find {
  wanted: string
  /** Places that hold it; 0 while nothing is looked for. */
  readonly total: number
  /** Position among them of the one gone to last; -1 before the first. */
  readonly at: number
  next(backwards: boolean): void
  clear(): void
}

/** `matches`: positions of the places that hold a text, given in lower case. To be created while a component is set up. */
export function createFind(matches: (wanted: string) => readonly number[], go: (place: number) => void): Find {
  let wanted = $state('')
  let at = $state(-1)
  const found = $derived(wanted === '' ? [] : matches(wanted.toLowerCase()))
  return {
    get wanted() {
      return wanted
    },
    set wanted(to) {
      wanted = to
      at = -1
    },
    get total() {
      return found.length
    },
    get at() {
      return Math.min(at, found.length - 1)
    },
    next(backwards) {
      if (found.length === 0) return
      const start = at === -1 && backwards ? 0 : Math.min(at, found.length - 1)
      at = (start + (backwards ? -1 : 1) + found.length) % found.length
      const place = found[at]
      if (place !== undefined) go(place)
    },
    clear() {
      wanted = ''
      at = -1
    },
  }
}

/** Positions of the texts that hold `wanted`, which is in lower case. */
export function positionsOf(texts: readonly string[], wanted: string): readonly number[] {
  return texts.flatMap((text, position) => (text.toLowerCase().includes(wanted) ? [position] : []))
}
