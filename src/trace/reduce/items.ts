/** Conversation items as drafts: order, producers. */
import { compareBytes } from '../base/byte-order.ts'
import type { KnownSchema } from '../format/version.ts'
import type { ItemProducer } from '../model/graph.ts'
import type { Context } from './context.ts'
import type { ItemDraft } from './drafts.ts'

/** Items found by searching: in byte order of their ids [S1], in order of creation [S2]. Expects order of creation. */
export function inListingOrder(items: ItemDraft[], schema: KnownSchema): ItemDraft[] {
  return schema === 2 ? items : items.toSorted((a, b) => compareBytes(a.item_id, b.item_id))
}

/** Once per producer. */
export function addProducer(item: ItemDraft, producer: ItemProducer, ctx: Context): void {
  if (item.produced_by.some((known) => sameProducer(known, producer))) return
  item.produced_by.push(producer)
  ctx.touch('conversation_item', item.item_id)
}

function sameProducer(a: ItemProducer, b: ItemProducer): boolean {
  switch (a.type) {
    case 'inference':
      return b.type === a.type && b.inference_call_id === a.inference_call_id
    case 'tool':
      return b.type === a.type && b.tool_call_id === a.tool_call_id
    case 'code_cell':
      return b.type === a.type && b.code_cell_id === a.code_cell_id
    case 'compaction':
      return b.type === a.type && b.compaction_id === a.compaction_id
  }
}
