/** The rollout as a whole, and events that are evidence only. Rule: docs/format/reduction.md §2. */
import type { HandlersFor } from './context.ts'

type Handled = 'rollout_started' | 'rollout_ended' | 'recording_completed' | 'other'

export const rolloutHandlers: HandlersFor<Handled> = {
  rollout_started(state, { payload }) {
    state.traceId = payload.trace_id
    state.rootThreadId = payload.root_thread_id
  },

  rollout_ended(state, { payload, time }) {
    state.status = payload.status
    state.endedAt = time
  },

  recording_completed(state) {
    state.recordingComplete = true
  },

  other(_state, _event, ctx) {
    ctx.refuse('event_reserved', 'raw trace event has no reducer implementation')
  },
}
