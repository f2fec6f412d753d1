/**
 * What a compaction did to the history. The checkpoint's replacement always becomes new items, so what was kept shows only
 * in the content: an item taken in and an item left behind are paired if they say the same.
 */
import type { ItemId } from '../base/ids.ts'
import type { Compaction, ConversationItem } from '../model/graph.ts'
import type { TraceIndex } from './trace-index.ts'

export interface CompactionDiff {
  /** In the order of the history taken in. */
  readonly dropped: readonly ItemId[]
  /** In the order of the replacement. */
  readonly kept: readonly { readonly before: ItemId; readonly after: ItemId }[]
  /** In the order of the replacement: what stands for the dropped ones. */
  readonly added: readonly ItemId[]
}

/** Each item is in exactly one of the lists; equal contents are paired in order. */
export function compactionDiff({ graph }: TraceIndex, compaction: Compaction): CompactionDiff {
  const waiting = new Map<string, ItemId[]>()
  for (const id of compaction.input_item_ids) {
    const key = contentKey(id, graph.conversation_items.get(id))
    const same = waiting.get(key)
    if (same === undefined) waiting.set(key, [id])
    else same.push(id)
  }
  const kept: { before: ItemId; after: ItemId }[] = []
  const added: ItemId[] = []
  const next = new Map<string, number>()
  for (const after of compaction.replacement_item_ids) {
    const key = contentKey(after, graph.conversation_items.get(after))
    const position = next.get(key) ?? 0
    const before = waiting.get(key)?.[position]
    if (before === undefined) added.push(after)
    else kept.push({ before, after })
    next.set(key, position + 1)
  }
  const survivors = new Set(kept.map(({ before }) => before))
  return { dropped: compaction.input_item_ids.filter((id) => !survivors.has(id)), kept, added }
}

/** Equal for items that say the same. JSON parts are compared by their summaries, as the reduction does; payloads do not matter. */
export function contentKey(id: ItemId, item: ConversationItem | undefined): string {
  if (item === undefined) return id
  const { role, kind, call_id: callId, agent_message: message, body } = item
  const parts = body.parts.map((part) => {
    if (part.type === 'json') return [part.type, part.summary]
    return part.type === 'payload_ref' ? [part.type, part.label, part.content_sha256 ?? part.raw_payload_id] : part
  })
  return JSON.stringify([role, kind, callId, message ?? null, parts])
}
