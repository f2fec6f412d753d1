/**
 * What was opened lately, kept in the application's data. Pinned things stay, of the others the oldest are forgotten. A file
 * that cannot be understood means that nothing is remembered; one that cannot be written is no failure a person could act on.
 */
import { z } from 'zod'
import { readPrivateFile, writePrivateFile } from '../../trace/node/private-file.ts'

const kinds = ['bundle', 'archive', 'graph', 'library'] as const
export type RecentKind = (typeof kinds)[number]

const entry = z.strictObject({
  path: z.string().min(1),
  kind: z.enum(kinds),
  /** Unix milliseconds. */
  openedAt: z.number(),
  pinned: z.boolean(),
})
const saved = z.strictObject({ version: z.literal(1), entries: z.array(entry) })

export type RecentEntry = Readonly<z.infer<typeof entry>>

export interface Recents {
  /** Pinned first, then the newest. */
  list(): Promise<readonly RecentEntry[]>
  remember(path: string, kind: RecentKind): Promise<void>
  /** Unknown paths are ignored. */
  pin(path: string, pinned: boolean): Promise<void>
  forget(path: string): Promise<void>
  /** Pinned ones stay. */
  clear(): Promise<void>
}

/** Of those that are not pinned. */
const MOST_RECENTS = 20

/** `onChanged` is told of every change, after it. */
export function createRecents(
  file: string,
  onChanged: (entries: readonly RecentEntry[]) => void = () => undefined,
  now: () => number = Date.now,
): Recents {
  let last: Promise<unknown> = Promise.resolve()

  async function list(): Promise<readonly RecentEntry[]> {
    await last
    return read(file)
  }

  /** One after the other, each from what is there: another process may write too. */
  function change(how: (entries: readonly RecentEntry[]) => readonly RecentEntry[]): Promise<void> {
    const changing = last.then(async () => {
      const entries = ordered(how(await read(file)))
      try {
        await writePrivateFile(file, `${JSON.stringify({ version: 1, entries }, null, 2)}\n`)
      } catch {
        // Remembered for nobody: the next start does not know.
      }
      onChanged(entries)
    })
    last = changing
    return changing
  }

  return {
    list,
    remember: (path, kind) =>
      change((entries) => {
        const pinned = entries.some((known) => known.path === path && known.pinned)
        return [{ path, kind, openedAt: now(), pinned }, ...entries.filter((known) => known.path !== path)]
      }),
    pin: (path, pinned) =>
      change((entries) => entries.map((known) => (known.path === path ? { ...known, pinned } : known))),
    forget: (path) => change((entries) => entries.filter((known) => known.path !== path)),
    clear: () => change((entries) => entries.filter(({ pinned }) => pinned)),
  }
}

async function read(file: string): Promise<readonly RecentEntry[]> {
  try {
    return ordered(saved.parse(JSON.parse((await readPrivateFile(file)) ?? 'null')).entries)
  } catch {
    return []
  }
}

function ordered(entries: readonly RecentEntry[]): readonly RecentEntry[] {
  const newest = entries.toSorted((a, b) => b.openedAt - a.openedAt)
  const pinned = newest.filter((known) => known.pinned)
  return [...pinned, ...newest.filter((known) => !known.pinned).slice(0, MOST_RECENTS)]
}
