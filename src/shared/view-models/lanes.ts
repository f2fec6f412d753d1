/**
 * Lanes of the Agents view as columns: typed arrays of equal length plus one string table, cheap to clone across processes.
 * Times are Unix ms, seqs are log positions; both are kept so that the page can switch axes without asking again.
 */
export const sliceKinds = [
  'turn',
  'inference',
  'tool',
  'code_cell',
  'terminal',
  'compaction',
  'compaction_request',
] as const
export type SliceKind = (typeof sliceKinds)[number]

export const sliceStatuses = ['running', 'completed', 'failed', 'cancelled', 'aborted', 'unknown'] as const
export type SliceStatus = (typeof sliceStatuses)[number]

export const laneEdgeKinds = [
  'spawn_agent',
  'assign_agent_task',
  'send_message',
  'agent_result',
  'close_agent',
] as const
export type LaneEdgeKind = (typeof laneEdgeKinds)[number]

/** `item`: reached an item its target's model saw. `thread`: only the thread is known. `unseen`: sent, never seen (derived). */
export const edgeEnds = ['item', 'thread', 'unseen'] as const
export type EdgeEnd = (typeof edgeEnds)[number]

/** Many short texts as one: a list of 100,000 strings takes longer to carry and to make than all numbers of their columns. */
export interface StringColumn {
  readonly text: string
  /** Where each ends in `text`, UTF-16 code units; it begins where the one before ends. */
  readonly ends: Uint32Array
}

export interface Lane {
  readonly threadId: string
  readonly path: string
  readonly nickname: string | null
  readonly depth: number
  /** Lane index of the parent, -1 without. */
  readonly parent: number
  readonly status: SliceStatus
  readonly startMs: number
  /** NaN while open. */
  readonly endMs: number
  readonly startSeq: number
  readonly endSeq: number
  /** Rows its slices need: the greatest `row` + 1. */
  readonly rows: number
  /** Slices of this lane: [first, end) in the slice columns. */
  readonly first: number
  readonly end: number
  /** In a comparison: only the other side has this agent. */
  readonly absent?: boolean
}

/** Sorted by lane, then startMs, then startSeq. */
export interface SliceColumns {
  readonly count: number
  readonly lane: Uint32Array
  /**
   * Row within the lane: 0 turns, 1 inferences and compactions, 2 tools and cells, 3 and more overlapping or nested ones.
   * Slices of one row never overlap, neither in time nor in seq (touching ends and moments without duration are no overlap).
   * More than 65,536 rows do not exist: what would lie deeper shares the last.
   */
  readonly row: Uint16Array
  /** Index into `sliceKinds`. */
  readonly kind: Uint8Array
  /** Index into `sliceStatuses`. */
  readonly status: Uint8Array
  readonly startMs: Float64Array
  /** NaN while open. */
  readonly endMs: Float64Array
  readonly startSeq: Float64Array
  /** NaN while open. */
  readonly endSeq: Float64Array
  /** Indices into `strings`. */
  readonly id: Uint32Array
  readonly label: Uint32Array
  /** Slice index of the enclosing slice, -1 without. */
  readonly parent: Int32Array
  /** Number of diagnostics on the object. */
  readonly diagnostics: Uint16Array
}

/** Sorted by source seq. */
export interface EdgeColumns {
  readonly count: number
  /** Index into `laneEdgeKinds`. */
  readonly kind: Uint8Array
  /** Index into `edgeEnds`. */
  readonly end: Uint8Array
  readonly fromLane: Uint32Array
  /** -1 if the target is not a known thread. */
  readonly toLane: Int32Array
  /** Slice index of the sending call, -1 if it has none. */
  readonly fromSlice: Int32Array
  /** Slice index of the first inference that saw it, -1 if none. */
  readonly toSlice: Int32Array
  readonly fromMs: Float64Array
  readonly toMs: Float64Array
  readonly fromSeq: Float64Array
  readonly toSeq: Float64Array
  /** Indices into `strings`. */
  readonly id: Uint32Array
  /** First line of the carried text, shortened; empty if unknown. */
  readonly label: Uint32Array
  /** 1 if the edge is derived, 0 if the reference has it too. */
  readonly derived: Uint8Array
}

export interface Lanes {
  readonly revision: number
  readonly strings: StringColumn
  readonly lanes: readonly Lane[]
  readonly slices: SliceColumns
  readonly edges: EdgeColumns
  /** Extent of everything shown, Unix ms. */
  readonly startMs: number
  readonly endMs: number
  /** Ascending, distinct: the steps of the sequence axis. A slice or edge end lies on a step. */
  readonly steps: Float64Array
  /** In a comparison: where each step lies on the axis that both sides share; ascending. Otherwise a step lies at its index. */
  readonly stepUnits?: Float64Array
  /** In a comparison: the end of that axis. */
  readonly stepExtent?: number
  /** In a comparison that shows differences only: per slice 1 if both runs have it alike. */
  readonly alike?: Uint8Array
}
