/** Rows of a library: what is shown of each bundle, and the order and choice a person asked for. Pure. */
import type { RequestOf } from '../../../shared/calls/index.ts'
import type { LibraryRow, LibraryRows, LibrarySort, LibraryStatus } from '../../../shared/view-models/library.ts'
import type { ScannedBundle } from '../../../trace/node/library/scan-root.ts'

/** What a list needs of a bundle, made once. */
export interface LibraryEntry {
  readonly bundle: ScannedBundle
  /** What is searched, in lower case. */
  readonly text: string
}

export type RowsRequest = Omit<RequestOf<'library/rows'>, 'session'>

/** A log without an end counts as being written for so long after the last write. */
const WRITTEN_LATELY_MS = 2 * 60_000
/** Characters of the first message that a row shows. */
const SHOWN_MESSAGE = 240

export function libraryEntry(bundle: ScannedBundle): LibraryEntry {
  const { message, model } = bundle.glance
  return { bundle, text: `${message}\n${bundle.name}\n${model ?? ''}`.toLowerCase() }
}

/** `now`: Unix milliseconds. */
export function libraryRows(
  entries: Iterable<LibraryEntry>,
  revision: number,
  { from, limit, text, statuses, sort, descending }: RowsRequest,
  now: number,
): LibraryRows {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const counts: Record<LibraryStatus, number> = { ...NONE }
  const wanted = new Set<LibraryStatus>(statuses)
  const passing: Sortable[] = []
  let all = 0
  for (const entry of entries) {
    all++
    if (!words.every((word) => entry.text.includes(word))) continue
    const { bundle } = entry
    const status = statusOf(bundle, now)
    counts[status]++
    if (wanted.size === 0 || wanted.has(status)) passing.push({ bundle, status, key: keyFor(sort, bundle, status) })
  }
  passing.sort((a, b) => order(a, b, descending ? -1 : 1))
  const rows = passing.slice(from, from + limit).map(({ bundle, status }) => rowOf(bundle, status))
  return { revision, total: passing.length, all, counts, rows }
}

export function statusOf(
  { glance: { end, problem, startedAt }, changedAt }: ScannedBundle,
  now: number,
): LibraryStatus {
  if (end !== null) return end
  if (problem !== null && startedAt === null) return 'unreadable'
  return now - changedAt < WRITTEN_LATELY_MS ? 'running' : 'cut_off'
}

const NONE: Readonly<Record<LibraryStatus, number>> = {
  running: 0,
  completed: 0,
  failed: 0,
  aborted: 0,
  cut_off: 0,
  unreadable: 0,
}

interface Sortable {
  readonly bundle: ScannedBundle
  readonly status: LibraryStatus
  /** Null is last, whichever way round. */
  readonly key: string | number | null
}

function keyFor(sort: LibrarySort, { glance, logBytes }: ScannedBundle, status: LibraryStatus): string | number | null {
  switch (sort) {
    case 'time':
      return glance.startedAt
    case 'message':
      return glance.message === '' ? null : glance.message.toLowerCase()
    case 'model':
      return glance.model
    case 'agents':
      return glance.agents
    case 'duration':
      return durationOf(glance)
    case 'status':
      return status
    case 'size':
      return logBytes
    case 'schema':
      return glance.schema
  }
}

function order(a: Sortable, b: Sortable, direction: 1 | -1): number {
  if (a.key !== b.key) {
    if (a.key === null) return 1
    if (b.key === null) return -1
    return (a.key < b.key ? -1 : 1) * direction
  }
  // Of equal ones the newest first, and always in the same order.
  return (b.bundle.glance.startedAt ?? 0) - (a.bundle.glance.startedAt ?? 0) || (a.bundle.name < b.bundle.name ? -1 : 1)
}

function durationOf({ startedAt, lastAt }: ScannedBundle['glance']): number | null {
  return startedAt === null || lastAt === null ? null : Math.max(0, lastAt - startedAt)
}

function rowOf({ name, logBytes, glance }: ScannedBundle, status: LibraryStatus): LibraryRow {
  const { startedAt, model, agents, agentsExact, schema, problem } = glance
  return {
    name,
    startedAt,
    message: glance.message
      .slice(0, SHOWN_MESSAGE * 4)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, SHOWN_MESSAGE),
    model,
    agents,
    agentsExact,
    durationMs: durationOf(glance),
    status,
    logBytes,
    schema,
    problem,
  }
}
