/** Waits between two looks; a hint makes the wait shorter, but never shorter than asked. */
export class Pause {
  readonly #signal: AbortSignal
  #end: () => void = () => undefined
  #isHinted = false

  /** Once `signal` is aborted nobody waits any more. */
  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => {
      this.#end()
    })
  }

  /** Something may have happened: ends the pause that is under way, or shortens the next one. */
  wake(): void {
    this.#isHinted = true
    this.#end()
  }

  async wait({ atLeastMs, atMostMs }: { readonly atLeastMs: number; readonly atMostMs: number }): Promise<void> {
    const until = performance.now() + atLeastMs
    const rest = (): number => (this.#isHinted ? until : until + atMostMs - atLeastMs) - performance.now()
    for (let ms = rest(); ms > 0 && !this.#signal.aborted; ms = rest()) await this.#sleep(ms)
    this.#isHinted = false
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#end = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
