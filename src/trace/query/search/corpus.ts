/** Everything that is searched, in the order of the search. */
import type { RawPayloadRef } from '../../model/graph.ts'
import type { ObjectRef } from '../../model/object-ref.ts'
import type { TraceIndex } from '../trace-index.ts'

export interface Corpus {
  readonly objects: readonly ObjectRef[]
  readonly payloads: readonly RawPayloadRef[]
}

const corpora = new WeakMap<TraceIndex, Corpus>()

/** What a person most likely looks for comes first. Made once per revision. */
export function corpusOf(index: TraceIndex): Corpus {
  const known = corpora.get(index)
  if (known !== undefined) return known
  const { graph, interactions, reduction } = index
  const maps = [
    ['thread', graph.threads],
    ['conversation_item', graph.conversation_items],
    ['tool_call', graph.tool_calls],
    ['terminal_operation', graph.terminal_operations],
    ['code_cell', graph.code_cells],
    ['inference_call', graph.inference_calls],
    ['codex_turn', graph.codex_turns],
    ['terminal_session', graph.terminal_sessions],
    ['compaction', graph.compactions],
    ['compaction_request', graph.compaction_requests],
  ] as const
  const payloads = [...graph.raw_payloads.values()]
  const objects: ObjectRef[] = []
  for (const [kind, map] of maps) for (const id of map.keys()) objects.push({ kind, id })
  for (const { edgeId } of interactions) objects.push({ kind: 'interaction_edge', id: edgeId })
  for (const position of reduction.diagnostics.keys()) objects.push({ kind: 'diagnostic', id: String(position) })
  for (const { raw_payload_id: id } of payloads) objects.push({ kind: 'raw_payload', id })
  const corpus = { objects, payloads }
  corpora.set(index, corpus)
  return corpus
}
