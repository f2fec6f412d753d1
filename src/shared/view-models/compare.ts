/**
 * Two traces side by side. Sides are named `a` and `b`; comparing b with a gives the mirror image. Everything is aligned
 * after noise was taken out (ids, times, temporary folders, chunk ids; docs/compare.md), so `same` means equal apart from that.
 */
import type {
  CodexTurnId,
  CompactionId,
  EdgeId,
  InferenceCallId,
  ItemId,
  ThreadId,
  ToolCallId,
} from '../../trace/base/ids.ts'
import type { EdgeKind, ExecutionStatus } from '../../trace/model/graph.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { TokenTotals } from './overview.ts'

/** What is left out of a comparison. */
export interface CompareOptions {
  /** Reasoning items count as if they were not there. */
  readonly ignoreReasoning: boolean
}

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

export interface CompactionPair extends Match {
  readonly a: CompactionId | null
  readonly b: CompactionId | null
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
  readonly compactions: readonly CompactionPair[]
  readonly counts: { readonly calls: Count; readonly items: Count; readonly tools: Count; readonly failures: Count }
  readonly tokens: { readonly a: TokenTotals | null; readonly b: TokenTotals | null }
  readonly deltas: Deltas
  /** Stops of this agent itself, without edges and children. */
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

/** One stop of "next difference": what is new at its place, not what follows from an earlier stop of the same agent. */
export interface DifferenceStop {
  readonly agent: number
  /** `item` and `tool`: what no call shows, for example output that only the runtime saw. */
  readonly what: 'agent' | 'turn' | 'input' | 'output' | 'item' | 'tool' | 'compaction' | 'edge'
  /** What differs, on each side; null where that side has nothing. */
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
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

/** One agent in the outline of a comparison: everything but its pairs. */
export interface ComparedAgent extends Omit<AgentPair, 'calls' | 'items' | 'tools' | 'compactions'> {
  readonly nicknameA: string | null
  readonly nicknameB: string | null
}

/** The same thing on both sides; null where a side has nothing. */
export interface RefPair {
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
}

/** A comparison as the window shows it first: without the pairs below the agents, which are asked for by windows. */
export interface ComparisonOutline extends Omit<Comparison, 'agents' | 'stops' | 'edges'> {
  /** Of both sides' graphs. */
  readonly revisionA: number
  readonly revisionB: number
  readonly agents: readonly ComparedAgent[]
  /** The first 20,000; `stopsTotal` counts all. */
  readonly stops: readonly DifferenceStop[]
  readonly stopsTotal: number
  /** The calls of the first divergences. */
  readonly firstInputAt: RefPair | null
  readonly firstOutputAt: RefPair | null
  /** The stop at which the window opens: the first that a model saw or made. -1 without any. */
  readonly opensAt: number
  /** Edges that differ. */
  readonly edges: readonly EdgePair[]
}

/** A run of text in a diff. `noise`: ids, times and the like, which do not count as a difference. */
export interface DiffSegment {
  readonly text: string
  readonly mark: 'same' | 'changed' | 'noise'
}

/** One item of a transcript in one line or a few: around its first difference, if it has one. */
export interface ComparedItem {
  readonly itemId: string
  readonly title: string
  /** At most about 400 code units. `…` stands where text was left out. */
  readonly preview: readonly DiffSegment[]
  /** The text is JSON, code or terminal output. */
  readonly mono: boolean
  /** The call it was an answer of, counted from 1; null if it was given to the model. */
  readonly answerOf: number | null
}

export type ComparedRow =
  | {
      readonly type: 'turn'
      readonly state: PairState
      readonly a: string | null
      readonly b: string | null
      readonly label: string
    }
  | {
      readonly type: 'item'
      readonly state: PairState
      readonly equality: Equality
      readonly how: MatchRule | null
      readonly sure: Sureness | null
      readonly a: ComparedItem | null
      readonly b: ComparedItem | null
    }

export interface ComparedConversation {
  readonly revisionA: number
  readonly revisionB: number
  readonly agent: number
  readonly total: number
  readonly from: number
  readonly rows: readonly ComparedRow[]
  /** Rows that differ: their indices, ascending, at most 5,000. */
  readonly differing: readonly number[]
}

/** What stands opposite an object, and where both are found. */
export interface Counterpart {
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
  /** Index into `agents`, -1 if the object belongs to none. */
  readonly agent: number
  /** Row of the agent's aligned conversation that shows it, -1 if none does. */
  readonly row: number
}

/** A fact of two objects, as it is said on each side; null where a side has none. */
export interface FactPair {
  readonly name: string
  readonly a: string | null
  readonly b: string | null
  /** `noise`: differs between any two recordings. `timing`: a time or duration. */
  readonly differs: 'no' | 'yes' | 'noise' | 'timing'
}

export type DiffRow =
  | { readonly type: 'line'; readonly a: DiffLine | null; readonly b: DiffLine | null; readonly same: boolean }
  /** Lines that are the same on both sides and left out. */
  | { readonly type: 'skip'; readonly lines: number }

export interface DiffLine {
  /** From 1. */
  readonly number: number
  readonly segments: readonly DiffSegment[]
}

export interface TextDiff {
  readonly title: string
  /** What the model saw, or what really ran. */
  readonly side: 'model' | 'runtime'
  readonly form: 'text' | 'json' | 'patch' | 'terminal' | 'code'
  readonly equality: Equality
  /** Null where a side has no such text. */
  readonly a: TextFacts | null
  readonly b: TextFacts | null
  readonly rows: readonly DiffRow[]
  /** Rows that were not sent. */
  readonly hidden: number
  /** `words`: some lines are marked as a whole; `lines`: a stretch counts as replaced. Null: nothing was left out. */
  readonly coarse: 'words' | 'lines' | null
}

export interface TextFacts {
  readonly length: number
  /** Only the beginning was compared. */
  readonly cut: boolean
}

/** Two lists set side by side: tools, items of a request, what a compaction kept. */
export interface ListDiff {
  readonly title: string
  readonly rows: readonly ListDiffRow[]
  /** Rows of the whole list, and those that are the same. At most 500 are listed, those that differ first to go in. */
  readonly total: number
  readonly same: number
}

export interface ListDiffRow {
  readonly state: PairState
  readonly label: string
  /** Position in each list, from 1; null where a side has none. */
  readonly positionA: number | null
  readonly positionB: number | null
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
}

/** Everything that can be said of one pair. */
export interface PairDetail {
  readonly revisionA: number
  readonly revisionB: number
  readonly title: string
  readonly a: ObjectRef | null
  readonly b: ObjectRef | null
  readonly facts: readonly FactPair[]
  readonly texts: readonly TextDiff[]
  readonly lists: readonly ListDiff[]
  /** What cannot be compared, and why. */
  readonly notes: readonly string[]
}
