/** Usage: where tokens and time went, what was slow, what failed, and what the root waited for. */
import type { ExecutionStatus } from '../../trace/model/graph.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { TokenTotals } from './overview.ts'
import type { CostEstimate } from './prices.ts'

/** Milliseconds. Sums of recorded durations; what is still open counts up to the last known time and is `estimated`. */
export interface TimeTotals {
  /** Time with at least one inference call open. */
  readonly inferenceMs: number
  /** Time with at least one tool call of the model open, waits for agents left out. */
  readonly toolMs: number
  /** Time with a `wait_agent` call open. */
  readonly waitMs: number
  /** Time with a turn open. */
  readonly turnMs: number
  readonly estimated: boolean
}

export interface AgentUsage {
  readonly threadId: string
  readonly path: string
  readonly depth: number
  /** Index into `agents`, -1 without. */
  readonly parent: number
  readonly inferenceCalls: number
  readonly toolCalls: number
  readonly failures: number
  /** Of the agent itself. Null if no call reported usage. */
  readonly tokens: TokenTotals | null
  /** Of the agent and all below it. Times of agents that ran at once are added up. */
  readonly tokensBelow: TokenTotals | null
  /** Null without prices, or if no call has one. */
  readonly cost: CostEstimate | null
  readonly costBelow: CostEstimate | null
  readonly time: TimeTotals
  readonly timeBelow: TimeTotals
}

export interface SlowCall {
  readonly ref: ObjectRef
  readonly label: string
  readonly path: string
  readonly status: ExecutionStatus
  readonly startedAt: number
  readonly durationMs: number
  /** Still open: up to the last known time. */
  readonly open: boolean
}

export interface CostlyCall {
  readonly ref: ObjectRef
  readonly label: string
  readonly path: string
  readonly status: ExecutionStatus
  readonly startedAt: number
  readonly model: string
  readonly tokens: TokenTotals
  /** Estimated, in the currency of the prices. */
  readonly amount: number
}

/** Estimates by the price table that was sent along. */
export interface Costs {
  readonly currency: string
  /** The day the prices are of. */
  readonly pricesOf: string
  readonly total: CostEstimate | null
  /** Inference calls, with or without a cost. */
  readonly calls: number
  /** At most 100 inference calls, costliest first. */
  readonly costliest: readonly CostlyCall[]
}

export interface Failure {
  readonly ref: ObjectRef
  readonly label: string
  readonly path: string
  readonly seq: number
  readonly at: number
  /** `failed`: its status. `exit_code`: a command that ended with another code than 0. */
  readonly how: 'failed' | 'exit_code'
  readonly exitCode: number | null
}

/** One stretch of the critical path. Stretches follow each other without gaps, from the start of the root to its end. */
export interface PathStretch {
  readonly threadId: string
  readonly path: string
  /** What the time was spent in; null where nothing was open. */
  readonly ref: ObjectRef | null
  readonly kind: 'inference' | 'tool' | 'compaction' | 'wait' | 'idle'
  readonly label: string
  /** Unix ms, end exclusive. */
  readonly fromMs: number
  readonly toMs: number
}

export interface Usage {
  readonly revision: number
  /** The range asked for, Unix ms; null means everything. Calls that overlap it count, times only within. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | null
  /** In tree order. */
  readonly agents: readonly AgentUsage[]
  readonly tokens: TokenTotals | null
  readonly time: TimeTotals
  /** At most 100 each; slowest first, failures in log order. */
  readonly slowestInferences: readonly SlowCall[]
  readonly slowestTools: readonly SlowCall[]
  readonly failures: readonly Failure[]
  readonly failuresTotal: number
  /** Null without prices. */
  readonly costs: Costs | null
  /** Models of inference calls that have no price, at most 20. */
  readonly unpricedModels: readonly string[]
  /** Empty if the root never started. Derived. */
  readonly criticalPath: readonly PathStretch[]
}
