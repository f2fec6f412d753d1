/** Execution windows. */
import type { EventPlace } from '../format/events/index.ts'
import type { ExecutionStatus } from '../model/graph.ts'
import type { WindowDraft } from './drafts.ts'

export type Moment = Pick<EventPlace, 'seq' | 'time'>

export function openWindow(event: Moment): WindowDraft {
  return {
    started_at_unix_ms: event.time,
    started_seq: event.seq,
    ended_at_unix_ms: null,
    ended_seq: null,
    status: 'running',
  }
}

/** Also closes what was closed before. */
export function closeWindow(window: WindowDraft, event: Moment, status: ExecutionStatus): void {
  window.ended_at_unix_ms = event.time
  window.ended_seq = event.seq
  window.status = status
}
