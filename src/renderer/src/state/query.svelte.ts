/**
 * One answer of the trace host that follows its request and the revision of the graph. To be created while a component or an
 * effect root is set up: it asks from an effect, and gives up what is under way when that ends.
 */
import type { CallName } from '../../../shared/call-names.ts'
import type { RequestOf, ResponseOf } from '../../../shared/calls/index.ts'
import type { CallFailure } from '../../../shared/events.ts'
import { failureOf, type Client } from '../transport/client.ts'
import { createRefresher } from './refresher.ts'

export interface Query<T> {
  /** The newest answer; kept while the next one is asked for, dropped when nothing is asked for. */
  readonly value: T | undefined
  /** Why the newest request failed. A cancelled one did not fail. */
  readonly failure: CallFailure | undefined
  readonly busy: boolean
  /** Asks again, for example after a failure. */
  retry(): void
}

/** `request` undefined: ask nothing. `revision`: ask again whenever it changes. */
export function createQuery<K extends CallName>(
  client: Client,
  name: K,
  request: () => RequestOf<K> | undefined,
  revision: () => number,
): Query<ResponseOf<K>> {
  let value = $state.raw<ResponseOf<K> | undefined>(undefined)
  let failure = $state.raw<CallFailure | undefined>(undefined)
  let busy = $state(false)
  let ask = (): void => undefined
  const refresher = createRefresher<ResponseOf<K>>({
    onValue(answer) {
      value = answer
      failure = undefined
    },
    onFailure(problem) {
      const found = failureOf(problem)
      if (found.code !== 'cancelled') failure = found
    },
    onBusy(now) {
      busy = now
    },
  })
  $effect(() => {
    const wanted = request()
    revision()
    if (wanted === undefined) {
      refresher.stop()
      value = undefined
      failure = undefined
      ask = () => undefined
    } else {
      const key = JSON.stringify(wanted)
      ask = () => {
        refresher.ask(key, (signal) => client.call(name, wanted, { signal }))
      }
      ask()
    }
  })
  $effect(() => () => {
    refresher.stop()
  })
  return {
    get value() {
      return value
    },
    get failure() {
      return failure
    },
    get busy() {
      return busy
    },
    retry() {
      ask()
    },
  }
}
