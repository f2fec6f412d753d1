/** The order of the kind and status codes in the lane columns, as values; the compiler holds them to the contract. */
import type {
  edgeEnds,
  EdgeEnd,
  laneEdgeKinds,
  LaneEdgeKind,
  sliceKinds,
  SliceKind,
  sliceStatuses,
  SliceStatus,
} from '../../../shared/view-models/lanes.ts'

export const SLICE_KINDS: typeof sliceKinds = [
  'turn',
  'inference',
  'tool',
  'code_cell',
  'terminal',
  'compaction',
  'compaction_request',
]
export const SLICE_STATUSES: typeof sliceStatuses = [
  'running',
  'completed',
  'failed',
  'cancelled',
  'aborted',
  'unknown',
]
export const EDGE_KINDS: typeof laneEdgeKinds = [
  'spawn_agent',
  'assign_agent_task',
  'send_message',
  'agent_result',
  'close_agent',
]
export const EDGE_ENDS: typeof edgeEnds = ['item', 'thread', 'unseen']

export const TURN = codeOf<SliceKind>(SLICE_KINDS, 'turn')
export const INFERENCE = codeOf<SliceKind>(SLICE_KINDS, 'inference')
export const RUNNING = codeOf<SliceStatus>(SLICE_STATUSES, 'running')
export const FAILED = codeOf<SliceStatus>(SLICE_STATUSES, 'failed')
export const CANCELLED = codeOf<SliceStatus>(SLICE_STATUSES, 'cancelled')
export const ABORTED = codeOf<SliceStatus>(SLICE_STATUSES, 'aborted')
export const UNKNOWN = codeOf<SliceStatus>(SLICE_STATUSES, 'unknown')
export const RESULT = codeOf<LaneEdgeKind>(EDGE_KINDS, 'agent_result')
export const UNSEEN = codeOf<EdgeEnd>(EDGE_ENDS, 'unseen')

function codeOf<T extends string>(all: readonly T[], one: T): number {
  return all.indexOf(one)
}
