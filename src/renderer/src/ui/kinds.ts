/** The format's nouns for kinds of objects, with the hue and letter of their mark. */
import type { ObjectKind } from '../../../trace/model/object-ref.ts'

export type Hue = 'turn' | 'inference' | 'tool' | 'terminal' | 'cell' | 'compaction' | 'neutral'

export interface KindWord {
  readonly name: string
  readonly letter: string
  readonly hue: Hue
}

export const kindWords: Readonly<Record<ObjectKind, KindWord>> = {
  thread: { name: 'Agent thread', letter: 'A', hue: 'neutral' },
  codex_turn: { name: 'Turn', letter: 'T', hue: 'turn' },
  conversation_item: { name: 'Conversation item', letter: 'I', hue: 'neutral' },
  inference_call: { name: 'Inference call', letter: 'M', hue: 'inference' },
  tool_call: { name: 'Tool call', letter: 'F', hue: 'tool' },
  code_cell: { name: 'Code cell', letter: 'C', hue: 'cell' },
  terminal_session: { name: 'Terminal session', letter: '$', hue: 'terminal' },
  terminal_operation: { name: 'Terminal operation', letter: '>', hue: 'terminal' },
  compaction: { name: 'Compaction', letter: 'K', hue: 'compaction' },
  compaction_request: { name: 'Compaction request', letter: 'k', hue: 'compaction' },
  interaction_edge: { name: 'Interaction edge', letter: 'E', hue: 'neutral' },
  raw_payload: { name: 'Payload', letter: 'P', hue: 'neutral' },
  raw_event: { name: 'Raw event', letter: 'R', hue: 'neutral' },
  diagnostic: { name: 'Diagnostic', letter: '!', hue: 'neutral' },
}
