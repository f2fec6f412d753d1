/** Code cells: the source of each, what it called, where it yielded and who waited for it. */
import type { CodeCellRuntimeStatus, ExecutionStatus } from '../../trace/model/graph.ts'
import type { ConversationItemView } from './conversation.ts'

export interface CodeCellSummary {
  readonly codeCellId: string
  readonly threadId: string
  readonly path: string
  /** First line of the source. */
  readonly label: string
  readonly status: ExecutionStatus
  readonly runtimeStatus: CodeCellRuntimeStatus
  /** Unix ms. */
  readonly startedAt: number
  readonly startedSeq: number
  readonly endedAt: number | null
  readonly nestedCalls: number
  readonly failedCalls: number
  readonly waits: number
}

export interface CodeCellList {
  readonly revision: number
  /** By start seq. */
  readonly cells: readonly CodeCellSummary[]
}

export interface CellCall {
  readonly toolCallId: string
  readonly name: string
  readonly label: string
  readonly status: ExecutionStatus
  /** Unix ms and seq. */
  readonly startedAt: number
  readonly startedSeq: number
  readonly endedAt: number | null
  readonly endedSeq: number | null
  readonly diagnostics: number
}

/** A moment in the life of a cell, in log order. */
export interface CellMoment {
  readonly what: 'started' | 'initial_response' | 'yielded' | 'ended'
  readonly at: number
  readonly seq: number
  /** The runtime's word for it, where it was recorded. */
  readonly status: CodeCellRuntimeStatus | null
  readonly payloadId: string | null
}

export interface CodeCellDetail extends CodeCellSummary {
  readonly revision: number
  /** At most 262,144 UTF-16 code units; `sourceLength` is the whole. */
  readonly source: string
  readonly sourceLength: number
  readonly sourceItemId: string
  /** The exec tool call that started it, where one was recorded. */
  readonly startedBy: string | null
  readonly moments: readonly CellMoment[]
  /** At most 1,000 each, by start seq; the counts above are of all. */
  readonly calls: readonly CellCall[]
  readonly waitCalls: readonly CellCall[]
  /** What the model was told, in its order; at most 50. */
  readonly outputs: readonly ConversationItemView[]
}
