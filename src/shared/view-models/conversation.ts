/** The transcript of one agent as its model saw it: rows in a stable order, given by windows. */
import type { EdgeKind, ExecutionStatus, ItemChannel, ItemKind, ItemRole } from '../../trace/model/graph.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { TerminalStep } from './terminals.ts'

/** How a part wants to be drawn. `payload`: not in the graph, to be opened through its payload (an image, for example). */
export type PartForm = 'markdown' | 'text' | 'code' | 'json' | 'patch' | 'terminal' | 'encrypted' | 'payload'

export interface ConversationPart {
  readonly form: PartForm
  /** The format's label of encrypted and payload parts, the language of code; null otherwise. */
  readonly label: string | null
  /** A reasoning summary. */
  readonly summary: boolean
  /** From the start, at most 16,384 UTF-16 code units. */
  readonly text: string
  /** Code units of the whole part; `text` is shorter if it was cut. For JSON whose payload could not be read: of what is known. */
  readonly length: number
  readonly cut: boolean
  /** Where the whole stands, if it is known. */
  readonly payloadId: string | null
}

/** An image that an item holds: what the log recorded of it, whole. */
export interface ItemImage {
  readonly revision: number
  /** A data URL or an address, exactly as recorded, of at most 16 Mi code units; null with a problem. */
  readonly text: string | null
  /** `not_found`: the payload does not hold what the graph says. */
  readonly problem: 'missing' | 'too_large' | 'not_json' | 'not_found' | null
}

/**
 * `input`: some request of the thread held it. `compaction`: none did, but a compaction took it in. `answer`: only a
 * response held it. `never`: no model of the thread saw it.
 */
export type SeenAs = 'input' | 'compaction' | 'answer' | 'never'

export interface ConversationItemView {
  readonly itemId: string
  /** Position in the model's order, before outputs were put under their calls; from 0. */
  readonly position: number
  readonly kind: ItemKind
  readonly role: ItemRole
  readonly channel: ItemChannel | null
  readonly callId: string | null
  /** Unix ms. */
  readonly firstSeenAt: number
  readonly seenAs: SeenAs
  /**
   * Schema 2: whether the item became part of the live history. Null where that is not recorded: in schema 1, and for items
   * without an id of their own (instructions, what a compaction left).
   */
  readonly accepted: boolean | null
  readonly parts: readonly ConversationPart[]
  readonly producers: readonly { readonly ref: ObjectRef; readonly label: string }[]
  /** The call whose answer it is part of, and the first one that was given it; ordinals count calls of the thread from 1. */
  readonly answerOf: { readonly inferenceCallId: string; readonly ordinal: number } | null
  readonly firstGivenTo: { readonly inferenceCallId: string; readonly ordinal: number } | null
  readonly agentMessage: AgentMessageView | null
  /** What really ran, beside the output that the model was told; null for everything but outputs of terminal operations. */
  readonly ran: RanView | null
  /** The runtime's side of a function or custom call. */
  readonly tool: {
    readonly toolCallId: string
    readonly name: string
    readonly status: ExecutionStatus
    /** Milliseconds; null while open. */
    readonly durationMs: number | null
  } | null
  readonly diagnostics: number
}

/** As the Terminals view has it; texts of at most 16,384 UTF-16 code units. */
export type RanView = Pick<TerminalStep, 'operationId' | 'ran' | 'told' | 'compared' | 'difference'>

export interface AgentMessageView {
  readonly author: string
  readonly recipient: string
  readonly edge: { readonly edgeId: string; readonly kind: EdgeKind } | null
  /**
   * What the sender's call says, where the delivered text is encrypted: a runtime fact, not what the model read. Null if
   * it is not known. `cut`: only a preview was recorded, or it is longer than 16,384 code units.
   */
  readonly said: { readonly text: string; readonly cut: boolean } | null
}

export type ConversationRow =
  | {
      readonly type: 'turn'
      /** Null for items that were accepted outside of any turn. */
      readonly turnId: string | null
      readonly label: string
      readonly status: ExecutionStatus | 'unknown'
      readonly startedAt: number | null
      readonly endedAt: number | null
    }
  | {
      readonly type: 'item'
      readonly item: ConversationItemView
      /** Outputs of a call, wherever the model saw them; in the model's order. At most 50. */
      readonly outputs: readonly ConversationItemView[]
      readonly outputsTotal: number
    }
  | {
      readonly type: 'compaction'
      readonly compactionId: string
      readonly markerItemId: string
      readonly installedAt: number
      readonly taken: number
      readonly dropped: number
      readonly kept: number
      readonly added: number
    }

export interface Conversation {
  readonly revision: number
  readonly threadId: string
  /** Rows of the whole transcript. */
  readonly total: number
  /** Rows that begin a turn, ascending. */
  readonly turnRows: readonly number[]
  readonly from: number
  readonly rows: readonly ConversationRow[]
}

/** Where an object is spoken of: its thread, and the row of the transcript that holds its item, itself or as an output. */
export interface ConversationPlace {
  readonly revision: number
  /** The object that was asked for. */
  readonly ref: ObjectRef
  readonly threadId: string
  /** Null if no row of the transcript stands for the object. */
  readonly row: number | null
  /** The item within the row; null for rows that hold none. */
  readonly itemId: string | null
}
