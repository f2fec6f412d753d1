/** Calls of the views over an opened trace, beside those of the window itself (trace.ts). */
import { z } from 'zod'
import { session } from './app.ts'
import { call } from './call.ts'
import { objectRef } from './object-ref.ts'
import { priceTable } from '../prices.ts'
import type { CodeCellDetail, CodeCellList } from '../view-models/code-cells.ts'
import type { CompactionDetail, CompactionList } from '../view-models/compactions.ts'
import type { Context } from '../view-models/context.ts'
import type { Conversation, ConversationPlace, ItemImage } from '../view-models/conversation.ts'
import type { EdgeEnds } from '../view-models/edge-ends.ts'
import type { ItemFindStep } from '../view-models/item-find.ts'
import type { ObjectPlace } from '../view-models/place.ts'
import type { SearchStep } from '../view-models/search.ts'
import type { TerminalDetail, TerminalList } from '../view-models/terminals.ts'
import type { Topology } from '../view-models/topology.ts'
import type { Usage } from '../view-models/usage.ts'

const nat = z.int().min(0)
const id = z.string().max(4000)

const cursor = z.strictObject({
  at: nat,
  offset: nat,
  found: z
    .array(z.tuple([z.int().min(-1), nat, nat]).readonly())
    .max(100)
    .readonly(),
  bytes: nat,
})

/** Unix ms. */
const range = z.strictObject({ fromMs: z.number(), toMs: z.number() }).optional()

const findScope = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('conversation'), threadId: id, range }),
  z.strictObject({ in: z.literal('context'), inferenceCallId: id }),
])

export const viewCalls = {
  /** Rows of one agent's transcript, or of what of it was going on in a range of time; at most `limit`. */
  'trace/conversation': call<Conversation>()(
    z.strictObject({ session, threadId: id, from: nat, limit: nat.max(500), range }),
  ),
  /** Where in which transcript an object of any kind is spoken of; null if no agent's transcript has to do with it. */
  'trace/conversation-place': call<ConversationPlace | null>()(z.strictObject({ session, ref: objectRef, range })),
  /** What the log recorded of an image; `part` counts the item's parts from 0. Not decoded, not fetched. */
  'trace/image': call<ItemImage>()(z.strictObject({ session, itemId: id, part: nat })),
  /** What one inference call was sent; entries from `from`, at most `limit`. The range narrows the calls around it. */
  'trace/context': call<Context>()(
    z.strictObject({ session, inferenceCallId: id, from: nat, limit: nat.max(2000), range }),
  ),
  /** A text in a transcript or in the input of a call, one step; go on from `next` until it is null, or stop asking. */
  'trace/find': call<ItemFindStep>()(
    z.strictObject({ session, scope: findScope, wanted: z.string().min(1).max(1000), from: nat }),
  ),
  'trace/terminals': call<TerminalList>()(z.strictObject({ session })),
  /** A terminal session, or an operation that never got one; its steps from `from`. */
  'trace/terminal': call<TerminalDetail>()(z.strictObject({ session, ref: objectRef, from: nat })),
  'trace/code-cells': call<CodeCellList>()(z.strictObject({ session })),
  'trace/code-cell': call<CodeCellDetail>()(z.strictObject({ session, codeCellId: id })),
  'trace/compactions': call<CompactionList>()(z.strictObject({ session })),
  'trace/compaction': call<CompactionDetail>()(z.strictObject({ session, compactionId: id })),
  /** Unix ms; without a range everything counts. Costs are estimated with the prices. */
  'trace/usage': call<Usage>()(z.strictObject({ session, range, prices: priceTable.optional() })),
  'trace/topology': call<Topology>()(z.strictObject({ session })),
  'trace/edge': call<EdgeEnds>()(z.strictObject({ session, edgeId: id })),
  /** Where the views show an object; of an agent or turn rather what was going on in the range. */
  'trace/place': call<ObjectPlace>()(z.strictObject({ session, ref: objectRef, range })),
  /** One step; go on with `next` until it is null, or stop asking. Begins without a cursor. */
  'trace/search': call<SearchStep>()(
    z.strictObject({ session, query: z.string().max(1000), cursor: cursor.nullable() }),
  ),
}
