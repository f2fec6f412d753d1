/** Calls over an opened trace. Every answer carries the `revision` of the graph it was made from. */
import { z } from 'zod'
import { call } from './call.ts'
import { session } from './app.ts'
import { objectRef } from './object-ref.ts'
import { priceTable } from '../prices.ts'
import type { DiagnosticsPage, EventDetail, EventPlace, EventRows } from '../view-models/events.ts'
import type { Lanes } from '../view-models/lanes.ts'
import type { ObjectDetail } from '../view-models/object.ts'
import type { Overview } from '../view-models/overview.ts'
import type { PayloadFacts } from '../view-models/payload.ts'

const nat = z.int().min(0)

export const traceCalls = {
  'trace/overview': call<Overview>()(z.strictObject({ session })),
  'trace/lanes': call<Lanes>()(z.strictObject({ session })),
  /** The cost of an inference call is estimated with the prices. */
  'trace/object': call<ObjectDetail>()(z.strictObject({ session, ref: objectRef, prices: priceTable.optional() })),
  /** Rows in log order, at most `limit`. */
  'trace/events': call<EventRows>()(
    z.strictObject({ session, from: nat, limit: nat.max(5000), filter: z.string().max(1000) }),
  ),
  'trace/event': call<EventDetail>()(z.strictObject({ session, seq: z.int() })),
  /** Where an event stands among the rows that pass a filter. */
  'trace/event-row': call<EventPlace>()(z.strictObject({ session, seq: z.int(), filter: z.string().max(1000) })),
  'trace/diagnostics': call<DiagnosticsPage>()(z.strictObject({ session })),
  'payload/stat': call<PayloadFacts>()(z.strictObject({ session, payloadId: z.string().max(4000) })),
}
