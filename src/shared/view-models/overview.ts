/** Header facts and the outline. Sums are over the graph as reduced so far; `null` means nothing was recorded. */
import type { ThreadId, CodexTurnId } from '../../trace/base/ids.ts'
import type { ExecutionStatus, RolloutStatus, SchemaVersion } from '../../trace/model/graph.ts'
import type { Verdict } from '../../trace/model/reduction.ts'

export interface TokenTotals {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

export interface Overview {
  readonly revision: number
  /** The log was read to its present end. */
  readonly complete: boolean
  readonly name: string
  /** False for a lone `state.json`: a graph without evidence. */
  readonly hasEvidence: boolean
  readonly schemaVersion: SchemaVersion
  /** As the manifest says; differs from `schemaVersion` for schemas of the future. */
  readonly manifestSchemaVersion: number
  readonly traceId: string
  readonly rolloutId: string
  readonly rootThreadId: ThreadId
  readonly status: RolloutStatus
  /** Whether the log holds the end of the rollout; `null` where the schema does not say and nothing speaks against it. */
  readonly recordingComplete: boolean | null
  /**
   * Unix ms. While nothing ended the rollout, `endedAt` is the time of the last event, or without a log the latest time in
   * the graph; `endedHow` says which.
   */
  readonly startedAt: number
  readonly endedAt: number
  readonly endedHow: 'observed' | 'last_event' | 'latest_time'
  readonly lastSeq: number | null
  readonly counts: {
    readonly threads: number
    readonly turns: number
    readonly inferenceCalls: number
    readonly failedInferenceCalls: number
    readonly items: number
    readonly toolCalls: number
    readonly failedToolCalls: number
    readonly terminalOperations: number
    readonly codeCells: number
    readonly compactions: number
    readonly edges: number
    readonly events: number
    readonly payloads: number
    readonly diagnostics: { readonly info: number; readonly warning: number; readonly error: number }
  }
  readonly tokens: TokenTotals | null
  readonly verdict: Verdict
  /** In tree order: parents before children, siblings by first seq. */
  readonly threads: readonly OutlineThread[]
}

export interface OutlineThread {
  readonly threadId: ThreadId
  readonly path: string
  readonly nickname: string | null
  readonly role: string | null
  readonly model: string | null
  readonly depth: number
  /** Index into `threads`, -1 for roots and for children of unknown parents. */
  readonly parent: number
  /** `unknown`: the thread is only referred to, its start was not recorded; `path` is then its id. */
  readonly status: ExecutionStatus | 'unknown'
  readonly startedAt: number
  readonly endedAt: number | null
  readonly inferenceCalls: number
  readonly toolCalls: number
  /** Failed inference calls plus failed tool calls. */
  readonly failures: number
  readonly diagnostics: number
  readonly tokens: TokenTotals | null
  readonly turns: readonly OutlineTurn[]
}

export interface OutlineTurn {
  readonly turnId: CodexTurnId
  readonly status: ExecutionStatus
  readonly startedAt: number
  readonly endedAt: number | null
  readonly inferenceCalls: number
  readonly toolCalls: number
  readonly failures: number
}
