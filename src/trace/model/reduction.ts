/**
 * What tolerant reduction gives besides the graph: the member `rolloutlens` of our output. Diagnostics say what is
 * doubtful, `derived` holds what the reference loses and we can still tell, `marks` lead from an object to its diagnostics.
 */
import type { EdgeId, RawPayloadId, ThreadId, ToolCallId, UnixMs, InferenceCallId, OperationId } from '../base/ids.ts'
import type { EdgeAnchor, EdgeKind, TerminalResult, TraceGraph } from './graph.ts'

export type Severity = 'info' | 'warning' | 'error'

export interface Diagnostic {
  /** Machine-readable; the list of codes is in reduce/codes.ts and docs/format/diagnostics.md. */
  readonly code: string
  readonly severity: Severity
  /** Relative to the bundle, with `/`. */
  readonly file: string | null
  /** Starts at 1. */
  readonly line: number | null
  readonly seq: number | null
  /** Id of the object concerned, as in the graph. */
  readonly object: string | null
  readonly expected: string | null
  readonly found: string | null
  /** What it means for the graph, one sentence. */
  readonly effect: string
}

/** What the reference reducer would have done with this bundle. */
export type Verdict =
  | { readonly accepted: true }
  | {
      readonly accepted: false
      readonly code: string
      /** The message of the reference, without its path. */
      readonly message: string
      readonly file: string | null
      readonly line: number | null
      readonly seq: number | null
      readonly object: string | null
    }

/** An interaction the reference loses. `seen`: whether a model of the target ever saw it. */
export interface DerivedEdge {
  readonly edge_id: EdgeId
  readonly kind: EdgeKind
  readonly source: EdgeAnchor
  readonly target: EdgeAnchor
  readonly started_at_unix_ms: UnixMs
  readonly ended_at_unix_ms: UnixMs | null
  readonly carried_raw_payload_ids: readonly RawPayloadId[]
  readonly seen: boolean
  /** Which enrichment made it, a heading in docs/format/differences.md. */
  readonly reason: string
}

export interface Derived {
  readonly interaction_edges: ReadonlyMap<EdgeId, DerivedEdge>
  /** Terminal output of releases before 0.162. */
  readonly terminal_results: ReadonlyMap<OperationId, TerminalResult>
  /** Calls missing in `tool_call_ids_started_by_response`. */
  readonly tool_call_ids_started_by_response: ReadonlyMap<InferenceCallId, readonly ToolCallId[]>
  /** Threads known only by reference: no thread_started was recorded. */
  readonly missing_threads: readonly ThreadId[]
}

export function emptyDerived(): Derived {
  return {
    interaction_edges: new Map(),
    terminal_results: new Map(),
    tool_call_ids_started_by_response: new Map(),
    missing_threads: [],
  }
}

export interface Reduction {
  readonly graph: TraceGraph
  readonly version: 1
  readonly verdict: Verdict
  readonly diagnostics: readonly Diagnostic[]
  readonly derived: Derived
  /** Object id to indices into `diagnostics`, ascending. */
  readonly marks: ReadonlyMap<string, readonly number[]>
}
