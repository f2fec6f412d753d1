/** Calls over a library, a folder of bundles. It is opened by `library/open`, which gives a session like a trace's. */
import { z } from 'zod'
import { session, ticket } from './app.ts'
import { call } from './call.ts'
import type { OpenedTrace, Wish } from '../view-models/app.ts'
import { librarySorts, libraryStatuses, type LibraryRows, type LibraryState } from '../view-models/library.ts'

const nat = z.int().min(0)
/** No system has longer names of files. */
const name = z.string().min(1).max(1000)

export const libraryShellCalls = {
  /** Starts looking it over; `library/changed` tells the rest. `trace/close` ends it. */
  'library/open': call<OpenedTrace>()(z.strictObject({ ticket })),
  /**
   * What is to be done here about bundles chosen from the library that `ticket` stands for. `here`: this window takes them, even
   * where there could be others.
   */
  'library/choose': call<Wish>()(
    z.strictObject({ ticket, names: z.array(name).min(1).max(200), compare: z.boolean(), here: z.boolean() }),
  ),
}

export const libraryHostCalls = {
  'library/state': call<LibraryState>()(z.strictObject({ session })),
  /** At most `limit` rows from `from`. `text`: words that all occur. No `statuses`: of any. */
  'library/rows': call<LibraryRows>()(
    z.strictObject({
      session,
      from: nat,
      limit: nat.max(500),
      text: z.string().max(1000),
      statuses: z.array(z.enum(libraryStatuses)).max(libraryStatuses.length),
      sort: z.enum(librarySorts),
      descending: z.boolean(),
    }),
  ),
}
