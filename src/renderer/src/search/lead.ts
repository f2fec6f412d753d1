/** Leads from a hit to its exact place: the object selected in the view that shows it best, a payload opened at the byte. */
import type { ObjectKind, ObjectRef } from '../../../trace/model/object-ref.ts'
import type { SearchHit } from '../../../shared/view-models/search.ts'
import { isEvidence, type Navigation } from '../state/navigation.svelte.ts'
import { viewIds, type ViewId } from '../views/view-ids.ts'

/** The view that shows a kind of object best; those that are not there leave the view as it is. */
const fitting: Readonly<Partial<Record<ObjectKind, string>>> = {
  thread: 'agents',
  codex_turn: 'agents',
  conversation_item: 'conversation',
  inference_call: 'context',
  tool_call: 'agents',
  code_cell: 'code-cells',
  terminal_session: 'terminals',
  terminal_operation: 'terminals',
  compaction: 'compactions',
  compaction_request: 'compactions',
  interaction_edge: 'agents',
  raw_event: 'events',
  diagnostic: 'diagnostics',
}

/** Undefined for what no view of its own shows. */
export function fittingView({ kind }: ObjectRef): ViewId | undefined {
  return viewIds.find((id) => id === fitting[kind])
}

/** Selects an object in the view that fits it; payloads and raw events are opened too. `found`: the text that led to it. */
export function leadTo(navigation: Navigation, ref: ObjectRef, found?: string): void {
  const view = fittingView(ref)
  if (view === undefined) navigation.select(ref, found)
  else navigation.goTo(view, ref, found)
  if (isEvidence(ref)) navigation.openEvidence(ref)
}

export function leadToHit(navigation: Navigation, { ref, place, match, matches }: SearchHit): void {
  if (place?.in !== 'payload') {
    // Filters alone match no text.
    leadTo(navigation, ref, matches > 0 ? match : undefined)
    return
  }
  if (!isEvidence(ref)) leadTo(navigation, ref)
  const { payloadId, offset, length } = place
  navigation.openEvidence({ kind: 'raw_payload', id: payloadId }, { offset, length })
}
