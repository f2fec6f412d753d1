/** The rollout as a whole. */
import { z } from 'zod'
import type { ThreadId, TraceId } from '../../base/ids.ts'
import { id, rolloutStatus } from '../primitives.ts'

export const rolloutEvents = {
  rollout_started: z.looseObject({ trace_id: id<TraceId>(), root_thread_id: id<ThreadId>() }),
  rollout_ended: z.looseObject({ status: rolloutStatus }),
  /** [S2] The last line of a recording that was closed properly. */
  recording_completed: z.looseObject({}),
}
