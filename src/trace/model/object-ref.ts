/**
 * A reference to anything a person can select: one object of the graph, one raw event, one payload, one diagnostic.
 * `id` is the graph's own id; for an event its seq, for a diagnostic its index, both as decimal text.
 */
export const objectKinds = [
  'thread',
  'codex_turn',
  'conversation_item',
  'inference_call',
  'tool_call',
  'code_cell',
  'terminal_session',
  'terminal_operation',
  'compaction',
  'compaction_request',
  'interaction_edge',
  'raw_payload',
  'raw_event',
  'diagnostic',
] as const

export type ObjectKind = (typeof objectKinds)[number]

export interface ObjectRef {
  readonly kind: ObjectKind
  readonly id: string
}
