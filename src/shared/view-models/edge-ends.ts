/** Both ends of one interaction edge: the sending call on one side, what the recipient's model saw and when on the other. */
import type { EdgeKind, ExecutionStatus } from '../../trace/model/graph.ts'
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { ConversationItemView } from './conversation.ts'
import type { EdgeEnd } from './lanes.ts'

export interface AgentName {
  readonly threadId: string
  readonly path: string
}

export interface EdgeSender {
  readonly agent: AgentName | null
  /** The tool call, or for a result the inference that answered with it. Null if it is not known. */
  readonly call: {
    readonly ref: ObjectRef
    readonly label: string
    readonly status: ExecutionStatus
    readonly startedAt: number
    readonly endedAt: number | null
  } | null
  /** The model's side: the call it wrote, or the answer that was sent on. */
  readonly item: ConversationItemView | null
  /** The runtime's side: what was handed over, from the invocation. Null if it is not recorded. */
  readonly said: { readonly text: string; readonly cut: boolean } | null
}

export interface EdgeRecipient {
  readonly agent: AgentName | null
  readonly end: EdgeEnd
  /** What the recipient's model was given, word for word; null if no item is known. */
  readonly item: ConversationItemView | null
  /** The first inference that was given it; ordinals count calls of the thread from 1. */
  readonly seenBy: {
    readonly inferenceCallId: string
    readonly ordinal: number
    readonly startedAt: number
  } | null
}

export interface EdgeEnds {
  readonly revision: number
  readonly edgeId: string
  readonly kind: EdgeKind
  /** Set if the reference does not have the edge: why it is shown nevertheless. */
  readonly derivedBecause: string | null
  readonly sender: EdgeSender
  readonly recipient: EdgeRecipient
  /** Unix ms; null where it is not known. `received`: the item entered the recipient's history, or the thread started. */
  readonly sentAt: number
  readonly receivedAt: number | null
  readonly seenAt: number | null
  readonly payloads: readonly { readonly payloadId: string; readonly kind: string }[]
}
