/** Where the views show an object; null where a view has no place for it. */
import type { ObjectRef } from '../../trace/model/object-ref.ts'

export interface ObjectPlace {
  readonly revision: number
  /** The agent it belongs to; for an edge the sender's, for a diagnostic that of its object. */
  readonly threadId: string | null
  /** The terminal that shows it, by the ref that `trace/terminals` lists, and the position of its step. */
  readonly terminal: { readonly ref: ObjectRef; readonly step: number } | null
  /** The code cell that it is, called, or was called by. */
  readonly codeCellId: string | null
  /**
   * The call whose context has most to do with it: itself, the first one given an item, the one that asked for a tool, the first
   * one of a turn or after a compaction, the last one of an agent.
   */
  readonly inferenceCallId: string | null
  /** The compaction that it is, asked for, installed, or wrote. */
  readonly compactionId: string | null
}
