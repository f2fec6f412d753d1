/** The outline as flat rows: agent threads in tree order, turns under each, less what is folded. Pure. */
import type { ObjectRef } from '../../../trace/model/object-ref.ts'
import type { OutlineThread, OutlineTurn } from '../../../shared/view-models/overview.ts'

export interface OutlineRow {
  readonly ref: ObjectRef
  /** From 1, as `aria-level` counts. */
  readonly level: number
  readonly open: boolean
  readonly hasChildren: boolean
  readonly thread: OutlineThread
  /** Undefined for the thread's own row. */
  readonly turn: OutlineTurn | undefined
  /** Of a turn within its thread, from 1. */
  readonly number: number
}

/** `folded`: ids of threads whose turns and children are hidden. */
export function outlineRows(threads: readonly OutlineThread[], folded: ReadonlySet<string>): readonly OutlineRow[] {
  const rows: OutlineRow[] = []
  const hidden = new Set<number>()
  const parents = new Set(threads.map(({ parent }) => parent))
  threads.forEach((thread, index) => {
    if (hidden.has(thread.parent)) {
      hidden.add(index)
      return
    }
    const open = !folded.has(thread.threadId)
    if (!open) hidden.add(index)
    const level = thread.depth + 1
    const hasChildren = thread.turns.length > 0 || parents.has(index)
    rows.push({ ref: threadRef(thread), level, open, hasChildren, thread, turn: undefined, number: 0 })
    if (!open) return
    thread.turns.forEach((turn, at) => {
      const ref: ObjectRef = { kind: 'codex_turn', id: turn.turnId }
      rows.push({ ref, level: level + 1, open: false, hasChildren: false, thread, turn, number: at + 1 })
    })
  })
  return rows
}

/** The row that the left arrow goes to: the nearest above of a lower level; itself if there is none. */
export function parentRow(rows: readonly OutlineRow[], at: number): number {
  const level = rows[at]?.level ?? 0
  for (let above = at - 1; above >= 0; above--) if ((rows[above]?.level ?? 0) < level) return above
  return at
}

/** The last part of an agent path: `/root/fix` is `fix`. The path itself if it has no parts. */
export function pathName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path
}

function threadRef({ threadId }: OutlineThread): ObjectRef {
  return { kind: 'thread', id: threadId }
}
