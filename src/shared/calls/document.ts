/** Calls over one document of a trace: a payload, or a line of the log, of any size. */
import { z } from 'zod'
import { session } from './app.ts'
import { call } from './call.ts'
import type {
  DocumentChildren,
  DocumentFind,
  DocumentIndex,
  DocumentPath,
  DocumentSlice,
} from '../view-models/document.ts'

const nat = z.int().min(0)
const MiB = 1024 * 1024

const document = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('payload'), id: z.string().max(4000) }),
  z.strictObject({ kind: z.literal('event'), seq: z.int() }),
])

export const documentCalls = {
  'document/read': call<DocumentSlice>()(z.strictObject({ session, document, offset: nat, limit: nat.max(MiB) })),
  /** One step of indexing; ask again until all is indexed, or stop asking. */
  'document/index': call<DocumentIndex>()(z.strictObject({ session, document })),
  /** Children [from, from + limit) of the container that begins at `start`, as far as it is indexed. */
  'document/children': call<DocumentChildren>()(
    z.strictObject({ session, document, start: nat, from: nat, limit: nat.min(1).max(1000) }),
  ),
  /** From the root to the deepest node at a byte; as far as it is indexed. */
  'document/path': call<DocumentPath>()(z.strictObject({ session, document, offset: nat })),
  /** One step of a search for matches that begin in [from, until); go on at `next` until it is undefined, or stop asking. */
  'document/find': call<DocumentFind>()(
    z.strictObject({
      session,
      document,
      text: z.string().min(1).max(1000),
      from: nat,
      until: nat,
      backwards: z.boolean(),
    }),
  ),
}
