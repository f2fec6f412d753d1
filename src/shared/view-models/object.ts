/** What the inspector shows of one object. Built for any kind by query/object, so the view needs no logic per kind. */
import type { ObjectRef } from '../../trace/model/object-ref.ts'
import type { Diagnostic } from '../../trace/model/reduction.ts'

/** How a figure is known. */
export type Known = 'observed' | 'derived' | 'estimated' | 'unknown'

export type FieldValue =
  | { readonly type: 'text'; readonly text: string; readonly mono?: boolean }
  | { readonly type: 'id'; readonly ref: ObjectRef; readonly label: string }
  | { readonly type: 'time'; readonly ms: number }
  | { readonly type: 'duration'; readonly ms: number }
  | { readonly type: 'number'; readonly value: number; readonly unit: string }
  /** By the price table of that date. */
  | { readonly type: 'cost'; readonly amount: number; readonly currency: string; readonly pricesOf: string }
  | { readonly type: 'status'; readonly status: string }
  | { readonly type: 'none' }

export interface Field {
  /** The format's own field name or a plain word. */
  readonly name: string
  readonly value: FieldValue
  readonly known: Known
}

/**
 * Links of one sort, for example "model-visible output" of a tool call; at most 200 are listed, `total` counts all, also
 * those that name something which was never recorded and so cannot be linked.
 */
export interface Relation {
  readonly name: string
  readonly total: number
  readonly links: readonly {
    readonly ref: ObjectRef
    readonly label: string
    readonly status?: string
    readonly known: Known
  }[]
}

/**
 * Readable content: item text, terminal output, source. At most 65,536 UTF-16 code units; `cut` says that there is more,
 * to be found in the payload if there is one.
 */
export interface ObjectText {
  readonly title: string
  readonly form: 'text' | 'code' | 'json' | 'terminal' | 'encrypted'
  /** Model-visible and runtime facts are never mixed. */
  readonly side: 'model' | 'runtime'
  readonly text: string
  readonly cut: boolean
  readonly payloadId?: string
}

export interface ObjectDetail {
  readonly revision: number
  readonly ref: ObjectRef
  readonly title: string
  readonly subtitle: string
  readonly status: string | null
  readonly fields: readonly Field[]
  readonly texts: readonly ObjectText[]
  readonly relations: readonly Relation[]
  /** At most 200, by log order; `eventsTotal` counts all. */
  readonly eventsTotal: number
  readonly events: readonly {
    readonly seq: number
    readonly line: number
    readonly type: string
    readonly time: number
  }[]
  readonly payloads: readonly { readonly payloadId: string; readonly kind: string; readonly role: string }[]
  readonly diagnostics: readonly { readonly index: number; readonly diagnostic: Diagnostic }[]
}
