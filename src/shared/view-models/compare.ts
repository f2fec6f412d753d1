/**
 * Two traces side by side. Sides are named `a` and `b`; comparing b with a gives the mirror image. Everything is aligned
 * after noise was taken out (ids, times, temporary folders, chunk ids; docs/compare.md), so `same` means equal apart from that.
 */
import type { CodexTurnId, EdgeId, InferenceCallId, ItemId, ThreadId, ToolCallId } from '../../trace/base/ids.ts'
import type { EdgeKind, ExecutionStatus } from '../../trace/model/graph.ts'
import type { TokenTotals } from './overview.ts'

export type Side = 'a' | 'b'

/** How a match was made: the rule that found it. `null` for what has no counterpart. */
export type MatchRule = 'root' | 'path' | 'task' | 'spawn_order' | 'content' | 'position'

/** `high`: equal after normalisation or the same path; `medium`: same place, other content; `low`: only the order speaks for it. */
export type Sureness = 'high' | 'medium' | 'low'

/** `open`: one side has not ended (cut off or still running), so that nothing can be said. */
export type PairState = 'same' | 'changed' | 'only_a' | 'only_b' | 'open'

export type Equality = 'identical' | 'normalised' | 'different' | 'unknown'

interface Match {
  readonly how: MatchRule | null
  readonly sure: Sureness | null
  readonly state: PairState
}

/** What an inference call was sent that differs: the first such thing, in prompt order. */
export type InputDifference =
  | { readonly what: 'instructions' | 'tools' }
  | {
      readonly what:
        'user_message' | 'developer_message' | 'agent_message' | 'tool_result' | 'own_output' | 'compaction'
      /** Position in the request of each side; -1 if that side has no such item. */
      readonly indexA: number
      readonly indexB: number
      readonly itemA: ItemId | null
      readonly itemB: ItemId | null
    }

export interface CallPair extends Match {
  readonly a: InferenceCallId | null
  readonly b: InferenceCallId | null
  /** 1 for the first call of the agent; 0 on the side that has none. */
  readonly ordinalA: number
  readonly ordinalB: number
  /** Index into `turns` of the agent pair. */
  readonly turn: number
  readonly input: Equality
  readonly inputDifference: InputDifference | null
  readonly output: Equality
  /** Position in the causal order; equal ranks are unordered. See docs/compare.md. */
  readonly rank: number
  readonly statusA: ExecutionStatus | null
  readonly statusB: ExecutionStatus | null
  readonly deltas: Deltas
}

export interface TurnPair extends Match {
  readonly a: CodexTurnId | null
  readonly b: CodexTurnId | null
}

export interface ItemPair extends Match {
  readonly a: ItemId | null
  readonly b: ItemId | null
  /** `normalised`: noise differs, nothing else. */
  readonly equality: Equality
}

export interface ToolPair extends Match {
  readonly a: ToolCallId | null
  readonly b: ToolCallId | null
  readonly name: string
  readonly arguments: Equality
  readonly result: Equality
}

export interface EdgePair extends Match {
  readonly a: EdgeId | null
  readonly b: EdgeId | null
  readonly kind: EdgeKind
  readonly from: string
  readonly to: string
}

/** b minus a; null where one side has no figure. */
export interface Deltas {
  readonly input: number | null
  readonly cached: number | null
  readonly output: number | null
  readonly reasoning: number | null
  readonly durationMs: number | null
}

export interface Count {
  readonly a: number
  readonly b: number
}

export interface AgentPair extends Match {
  readonly a: ThreadId | null
  readonly b: ThreadId | null
  readonly pathA: string | null
  readonly pathB: string | null
  readonly depth: number
  /** Index into `agents`, -1 for the root. */
  readonly parent: number
  readonly turns: readonly TurnPair[]
  readonly calls: readonly CallPair[]
  readonly items: readonly ItemPair[]
  readonly tools: readonly ToolPair[]
  readonly counts: { readonly calls: Count; readonly items: Count; readonly tools: Count; readonly failures: Count }
  readonly tokens: { readonly a: TokenTotals | null; readonly b: TokenTotals | null }
  readonly deltas: Deltas
  /** Differences below this agent itself, children not counted. */
  readonly differences: number
  /** The item alignment ran out of its limit and fell back to a coarser one. */
  readonly coarse: boolean
}

export interface Divergence {
  /** Index into `agents`, and of the call in its `calls`. */
  readonly agent: number
  readonly call: number
  /** One line, for example `first output difference at call 4 of /root/fix (input the same)`. */
  readonly text: string
}

export interface InputDivergence extends Divergence {
  readonly difference: InputDifference
}

export interface OutputDivergence extends Divergence {
  readonly input: Equality
  readonly inputDifference: InputDifference | null
}

/** One stop of "next difference". */
export interface DifferenceStop {
  readonly agent: number
  readonly what: 'agent' | 'turn' | 'input' | 'output' | 'item' | 'tool' | 'edge'
  /** Index into the list of that kind (for `edge` into `edges`, for `agent` unused). */
  readonly index: number
  readonly rank: number
  readonly text: string
}

export interface ComparisonWarning {
  readonly code: 'schema' | 'model' | 'partial' | 'diagnostics' | 'no_evidence' | 'cut_arguments' | 'coarse'
  readonly side: Side | null
  readonly text: string
}

export interface SideFacts {
  readonly name: string
  readonly schemaVersion: number
  readonly status: string
  /** The recording reached its end. */
  readonly complete: boolean
  readonly models: readonly string[]
  readonly startedAt: number
  readonly durationMs: number
  readonly tokens: TokenTotals | null
  readonly counts: {
    readonly agents: number
    readonly turns: number
    readonly calls: number
    readonly items: number
    readonly tools: number
    readonly failures: number
    readonly edges: number
    readonly compactions: number
  }
}

export interface Comparison {
  readonly a: SideFacts
  readonly b: SideFacts
  readonly warnings: readonly ComparisonWarning[]
  readonly firstInput: InputDivergence | null
  readonly firstOutput: OutputDivergence | null
  /** Calls that one side has after the other has ended or was not asked on; null if both end alike. */
  readonly extent: { readonly side: Side; readonly text: string } | null
  /** In tree order: parents before children, the agents of both sides merged. */
  readonly agents: readonly AgentPair[]
  readonly edges: readonly EdgePair[]
  readonly deltas: Deltas
  /** In causal order. */
  readonly stops: readonly DifferenceStop[]
}
