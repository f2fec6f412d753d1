/** Calls over what was opened lately. */
import { z } from 'zod'
import { ticket } from './app.ts'
import { call } from './call.ts'
import type { Recent } from '../view-models/app.ts'

export const recentsCalls = {
  /** Pinned first, then the newest. */
  'recents/list': call<readonly Recent[]>()(z.strictObject({})),
  /** The list after the change; `ticket` is one of the list before. */
  'recents/change': call<readonly Recent[]>()(z.strictObject({ ticket, change: z.enum(['pin', 'unpin', 'remove']) })),
  /** Pinned ones stay. */
  'recents/clear': call<readonly Recent[]>()(z.strictObject({})),
}
