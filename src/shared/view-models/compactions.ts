/** Compactions: what each took in, dropped, kept and left. */
import type { ExecutionStatus, ItemKind, ItemRole } from '../../trace/model/graph.ts'

export interface CompactionItem {
  readonly itemId: string
  readonly kind: ItemKind
  readonly role: ItemRole
  readonly label: string
  /** UTF-8 bytes of its content as far as the graph holds it. */
  readonly bytes: number
}

export interface CompactionRequestView {
  readonly compactionRequestId: string
  readonly status: ExecutionStatus
  readonly model: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly requestPayloadId: string
  readonly responsePayloadId: string | null
}

/** Input tokens of the calls around it, as the provider counted them; null where none was recorded. */
export interface CompactionEffect {
  readonly before: { readonly inferenceCallId: string; readonly ordinal: number; readonly inputTokens: number } | null
  readonly after: { readonly inferenceCallId: string; readonly ordinal: number; readonly inputTokens: number } | null
}

export interface CompactionSummary {
  readonly compactionId: string
  readonly threadId: string
  readonly path: string
  readonly turnId: string
  /** False for requests that no installation followed: they failed, or the recording stops before. */
  readonly installed: boolean
  /** Unix ms: of the installation, else of the first request. */
  readonly at: number
  readonly seq: number
  readonly requests: readonly CompactionRequestView[]
  readonly taken: number
  readonly dropped: number
  readonly kept: number
  readonly added: number
  readonly effect: CompactionEffect
}

export interface CompactionList {
  readonly revision: number
  /** By seq. */
  readonly compactions: readonly CompactionSummary[]
}

export interface CompactionDetail extends CompactionSummary {
  readonly revision: number
  readonly markerItemId: string | null
  /** At most 2,000 each; the counts are of all. Dropped in the order taken in, the others in the order left. */
  readonly droppedItems: readonly CompactionItem[]
  /** `before` was taken in, `after` left; they say the same. */
  readonly keptItems: readonly { readonly before: CompactionItem; readonly after: CompactionItem }[]
  readonly addedItems: readonly CompactionItem[]
}
