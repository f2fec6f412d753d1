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
 * When a graph that grows is worth showing again. Each showing costs time linear in the graph, so the pauses double: a load of any
 * length is shown a logarithmic number of times, and the first showing comes soon.
 */
export class Doubling {
  readonly #now: () => number
  readonly #longestMs: number
  #pauseMs: number
  #next: number

  constructor(firstMs: number, longestMs: number, now: () => number = () => performance.now()) {
    this.#now = now
    this.#pauseMs = firstMs
    this.#longestMs = longestMs
    this.#next = now() + firstMs
  }

  /** Whether it is time again; if so, the next time is further away. */
  isDue(): boolean {
    if (this.#now() < this.#next) return false
    this.#pauseMs = Math.min(this.#longestMs, this.#pauseMs * 2)
    this.#next = this.#now() + this.#pauseMs
    return true
  }
}
