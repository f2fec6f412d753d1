/** Answers the calls over recents: paths become tickets of the window, and what is no longer there is marked. */
import nodePath from 'node:path'
import type { RequestOf } from '../../shared/calls/index.ts'
import type { Recent, Ticketed } from '../../shared/view-models/app.ts'
import { CallRefusal } from '../trace-host/call-failure.ts'
import type { Recents } from './recents.ts'
import type { Recognized } from './recognize.ts'

export interface RecentParts {
  readonly recents: Recents
  recognize(path: string): Promise<Recognized>
  ticketFor(thing: Recognized): Ticketed
  /** Throws CallRefusal. */
  pathOf(ticket: string): string
}

export async function listRecents({ recents, recognize, ticketFor }: RecentParts): Promise<readonly Recent[]> {
  const entries = await recents.list()
  return Promise.all(
    entries.map(async ({ path, kind, openedAt, pinned }) => {
      const found = await recognize(path)
      const missing = found.kind === 'missing'
      const name = nodePath.basename(path) || path
      const folder = nodePath.basename(nodePath.dirname(path))
      return { ...ticketFor({ path, name, kind }), folder, openedAt, pinned, missing }
    }),
  )
}

export async function changeRecent(
  parts: RecentParts,
  { ticket, change }: RequestOf<'recents/change'>,
): Promise<readonly Recent[]> {
  const path = parts.pathOf(ticket)
  const entries = await parts.recents.list()
  if (!entries.some((entry) => entry.path === path))
    throw new CallRefusal({ code: 'unknown_object', message: 'this is not among what was opened lately' })
  if (change === 'remove') await parts.recents.forget(path)
  else await parts.recents.pin(path, change === 'pin')
  return listRecents(parts)
}
