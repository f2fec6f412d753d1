/**
 * Keeps one answer fresh. Asking for something else gives up what is under way; asking for the same thing again, because the
 * graph grew meanwhile, lets it finish and then asks once more, so that a slow answer still arrives while a log is read.
 */
export interface RefresherSink<T> {
  onValue(value: T): void
  onFailure(problem: unknown): void
  /** Told when the first request starts and when nothing is under way any more. */
  onBusy(busy: boolean): void
}

export interface Refresher<T> {
  ask(key: string, run: (signal: AbortSignal) => Promise<T>): void
  /** Gives up what is under way; nothing is told any more until the next `ask`. */
  stop(): void
}

export function createRefresher<T>(sink: RefresherSink<T>): Refresher<T> {
  type Run = (signal: AbortSignal) => Promise<T>
  let current: { readonly key: string; readonly controller: AbortController; again: Run | undefined } | undefined

  function isIdle(): boolean {
    return current === undefined
  }

  function start(key: string, run: Run): void {
    const mine: NonNullable<typeof current> = { key, controller: new AbortController(), again: undefined }
    current = mine
    const settle = (tell: () => void): void => {
      if (current !== mine) return
      if (mine.again === undefined) current = undefined
      else start(key, mine.again)
      tell()
      if (isIdle()) sink.onBusy(false)
    }
    run(mine.controller.signal).then(
      (value) => {
        settle(() => {
          sink.onValue(value)
        })
      },
      (problem: unknown) => {
        settle(() => {
          sink.onFailure(problem)
        })
      },
    )
  }

  return {
    ask(key, run) {
      if (current?.key === key) {
        current.again = run
        return
      }
      if (current === undefined) sink.onBusy(true)
      current?.controller.abort()
      start(key, run)
    },
    stop() {
      current?.controller.abort()
      if (current !== undefined) sink.onBusy(false)
      current = undefined
    },
  }
}
