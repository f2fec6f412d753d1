/** What one inference call was sent: its exact ordered input, against that of the previous call of the thread. */
import type { ItemChannel, ItemKind, ItemRole, TokenUsage } from '../../trace/model/graph.ts'
import type { Known } from './object.ts'

/** `instructions`: base instructions and system or developer messages. `history`: what user and model said and called. */
export const contextCategories = ['instructions', 'tools', 'history', 'agent_messages', 'tool_outputs'] as const
export type ContextCategory = (typeof contextCategories)[number]

export interface ContextEntry {
  /** Against the previous call's request. Without one everything is `added`. */
  readonly change: 'kept' | 'added' | 'dropped'
  readonly itemId: string
  /** In this request, from 0; -1 if dropped. */
  readonly position: number
  /** In the previous request; -1 if added. */
  readonly previousPosition: number
  readonly kind: ItemKind
  readonly role: ItemRole
  readonly channel: ItemChannel | null
  readonly label: string
  readonly category: ContextCategory
  /** UTF-8 bytes: `observed` in the request payload, or `estimated` from what the graph holds. */
  readonly bytes: number
  readonly bytesKnown: Known
  /** An added item that the previous call answered with. */
  readonly answered: boolean
  /** A dropped item that says the same as this added one, or the other way round: a compaction makes items anew. */
  readonly sameAs: string | null
}

export interface ContextSize {
  readonly category: ContextCategory
  readonly items: number
  readonly bytes: number
  readonly bytesKnown: Known
  /** A share of the reported input tokens by bytes, or a quarter of the bytes where none were reported: always estimated. */
  readonly tokens: number
}

export interface ContextTool {
  readonly name: string
  readonly type: string
  /** First line. */
  readonly description: string
  readonly bytes: number
  readonly change: Change
  /** JSON pointer into the request payload. */
  readonly pointer: string
}

/** Against the previous call's request; `unknown` if that cannot be read or there is none. */
export type Change = 'same' | 'changed' | 'added' | 'removed' | 'unknown'

export interface ContextParameter {
  readonly name: string
  /** Compact JSON, at most 4,096 code units; of the previous request if it was removed. */
  readonly text: string
  readonly cut: boolean
  readonly change: Change
}

/** Why a request payload says nothing. */
export type RequestProblem = 'missing' | 'too_large' | 'not_json'

export interface CallUsage {
  readonly inferenceCallId: string
  /** Counts calls of the thread from 1. */
  readonly ordinal: number
  readonly usage: TokenUsage | null
}

/** Where the part shared with the previous request ends: a cache can serve at most what lies before. */
export interface SharedPrefix {
  /** What differs first, in the order of the prompt; null if the previous request is a prefix of this one as a whole. */
  readonly brokeAt: 'tools' | 'instructions' | 'item' | null
  /** Items at the same positions with the same identity, and how many more positions merely say the same. */
  readonly items: number
  readonly itemsBySaying: number
  /** Estimated input tokens of the shared part, tools and instructions included; 0 if those differ. */
  readonly tokens: number
  /** The first entry that is not shared; null if every entry before the new ones is. */
  readonly entry: number | null
}

/** The calls of the thread that one goes through from this one: those that were going on in the range asked for, without one all. */
export interface CallWalk {
  readonly previousCallId: string | null
  readonly nextCallId: string | null
  /** How many they are, and of how many. */
  readonly calls: number
  readonly callsOfThread: number
  /** This call is one of them. */
  readonly holdsThis: boolean
}

export interface Context {
  readonly revision: number
  readonly threadId: string
  readonly path: string
  readonly model: string
  readonly call: CallUsage
  /** What it is set against, in the range or not. */
  readonly previous: CallUsage | null
  readonly walk: CallWalk
  readonly request: {
    readonly payloadId: string
    /** Bytes; null if it cannot be read. */
    readonly size: number | null
    readonly problem: RequestProblem | null
    /** It names a previous response and holds only what is new; null if it cannot be read. */
    readonly incremental: boolean | null
  }
  /** Null without a previous call. */
  readonly prefix: SharedPrefix | null
  readonly counts: { readonly kept: number; readonly added: number; readonly dropped: number }
  /** Kept and added in the order of this request, dropped ones where they stood. */
  readonly total: number
  /** All entries as runs of the same change, in order. */
  readonly runs: readonly { readonly change: ContextEntry['change']; readonly count: number }[]
  readonly from: number
  readonly entries: readonly ContextEntry[]
  readonly sizes: readonly ContextSize[]
  /** Base instructions, at most 16,384 code units; null if the request has none or cannot be read. */
  readonly instructions: { readonly text: string; readonly length: number; readonly change: Change } | null
  /** At most 500; removed ones last. */
  readonly tools: readonly ContextTool[]
  readonly toolsTotal: number
  /** All other members of the request, in its order; removed ones last. */
  readonly parameters: readonly ContextParameter[]
}
