/** How often the page is told of work that goes on: progress at a steady pace, new revisions ever more rarely. */

/** Calls `report` with the newest value at most every `everyMs`; `flush` reports what is still held back. */
export class Paced<Value> {
  readonly #report: (value: Value) => void
  readonly #everyMs: number
  readonly #now: () => number
  #next = -Infinity
  #held: { readonly value: Value } | undefined

  constructor(report: (value: Value) => void, everyMs: number, now: () => number = () => performance.now()) {
    this.#report = report
    this.#everyMs = everyMs
    this.#now = now
  }

  offer(value: Value): void {
    this.#held = { value }
    if (this.#now() >= this.#next) this.flush()
  }

  flush(): void {
    if (this.#held === undefined) return
    const { value } = this.#held
    this.#held = undefined
    this.#next = this.#now() + this.#everyMs
    this.#report(value)
  }
}

/**
 * When a graph that grows is worth showing again. Each showing costs time linear in the graph: its index is made, and what the
 * page then asks is answered. So the pauses double, and all showings together take at most a share of the time since reading
 * began; what one cost is known by what was charged after it, and the next is expected to cost as much.
 */
export class Showings {
  readonly #now: () => number
  readonly #longestMs: number
  readonly #share: number
  readonly #began: number
  #pauseMs: number
  #next: number
  #spentMs = 0
  #lastMs = 0

  /** `share` of the time, 0 to 1. Pauses double from `firstMs` to `longestMs`, unless the share makes them longer. */
  constructor(
    { firstMs, longestMs, share }: { readonly firstMs: number; readonly longestMs: number; readonly share: number },
    now: () => number = () => performance.now(),
  ) {
    this.#now = now
    this.#longestMs = longestMs
    this.#share = share
    this.#pauseMs = firstMs
    this.#began = now()
    this.#next = this.#began + firstMs
  }

  /** Whether it is time again; if so, the next time is further away. */
  isDue(): boolean {
    const now = this.#now()
    if (now < this.#next || this.#spentMs + this.#lastMs > this.#share * (now - this.#began)) return false
    this.#pauseMs = Math.min(this.#longestMs, this.#pauseMs * 2)
    this.#next = now + this.#pauseMs
    this.#lastMs = 0
    return true
  }

  /** Time that the last showing took, as far as it is known by now. */
  charge(ms: number): void {
    this.#spentMs += ms
    this.#lastMs += ms
  }
}
