/** An opened bundle whose replay goes on when a test says so. */
import { as } from '../../trace/base/ids.ts'
import type { OpenedBundle, ReplayOptions } from '../../trace/bundle/opened-bundle.ts'
import type { BundleSource } from '../../trace/bundle/source.ts'
import type { EventIndex } from '../../trace/model/event-index.ts'
import type { Reduction } from '../../trace/model/reduction.ts'
import { noEvents } from '../../trace/query/index.ts'

export interface ScriptedBundle {
  readonly bundle: OpenedBundle
  /** What the reader of the bundle asked for; there once replay has begun. */
  options(): ReplayOptions
  finish(): void
  fail(error: unknown): void
}

export function scriptedBundle(
  source: BundleSource,
  reduction: Reduction,
  events: EventIndex = noEvents,
): ScriptedBundle {
  let asked: ReplayOptions | undefined
  let finish: () => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const replayed = new Promise<Reduction>((resolve, reject) => {
    finish = () => {
      resolve(reduction)
    }
    fail = reject
  })
  return {
    bundle: {
      manifest: {
        schema_version: 3,
        trace_id: as('trace'),
        rollout_id: as('rollout'),
        root_thread_id: as('root'),
        started_at_unix_ms: as(0),
      },
      source,
      events,
      waitingFor: undefined,
      replay(options) {
        asked = options
        return replayed
      },
      snapshot: () => reduction,
    },
    options() {
      if (asked === undefined) throw new Error('nobody replays')
      return asked
    },
    finish: () => {
      finish()
    },
    fail: (error) => {
      fail(error)
    },
  }
}
