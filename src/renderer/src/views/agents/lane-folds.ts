/** Which lanes are collapsed and which expanded, as values: each verb gives new folds. Kept by thread id, to outlive revisions. */
import type { Lanes } from '../../../../shared/view-models/lanes.ts'
import { u32 } from '../../canvas/columns.ts'
import { type LaneFolds, NO_FOLDS, subtreeEnds } from '../../canvas/lane-layout.ts'
import { isHiddenAtRest } from '../../canvas/placement.ts'
import type { Target } from '../../canvas/scene.ts'

/** The set without the value if it was there, with it if not. */
export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

export function toggleCollapsed(folds: LaneFolds, threadId: string): LaneFolds {
  return { ...folds, collapsed: toggled(folds.collapsed, threadId) }
}

export function toggleExpanded(folds: LaneFolds, threadId: string): LaneFolds {
  return { ...folds, expanded: toggled(folds.expanded, threadId) }
}

/** Leaves the roots and their children. */
export function collapseAll({ lanes }: Lanes): LaneFolds {
  const ends = subtreeEnds(lanes)
  const parents = lanes.filter((lane, index) => lane.depth > 0 && u32(ends, index) > index + 1)
  return { ...NO_FOLDS, collapsed: new Set(parents.map(({ threadId }) => threadId)) }
}

export function expandAll({ lanes }: Lanes): LaneFolds {
  return { ...NO_FOLDS, expanded: new Set(lanes.map(({ threadId }) => threadId)) }
}

/** Unfolds what hides a target: collapsed lanes above it, rows that its lane does not show at rest. */
export function openFor(folds: LaneFolds, { lanes, slices }: Lanes, target: Target, lane: number): LaneFolds {
  const above: string[] = []
  for (let at = lanes[lane]?.parent ?? -1; at >= 0; at = lanes[at]?.parent ?? -1) above.push(lanes[at]?.threadId ?? '')
  const threadId = lanes[lane]?.threadId ?? ''
  const hidden = target.type === 'slice' && isHiddenAtRest(slices, target.slice) && !folds.expanded.has(threadId)
  if (!hidden && !above.some((thread) => folds.collapsed.has(thread))) return folds
  return {
    collapsed: new Set([...folds.collapsed].filter((thread) => !above.includes(thread))),
    expanded: hidden ? new Set([...folds.expanded, threadId]) : folds.expanded,
  }
}

/** The lanes that fold together with the one of a thread, itself among them. */
export type Together = (threadId: string) => readonly string[]

/** The folds, with those of the lanes opposite. */
export function withOpposite({ collapsed, expanded }: LaneFolds, together: Together): LaneFolds {
  const both = (threads: ReadonlySet<string>) => new Set([...threads].flatMap(together))
  return { collapsed: both(collapsed), expanded: both(expanded) }
}

/** After one side opened something: what is opposite opens too. */
export function withoutOpposite({ collapsed, expanded }: LaneFolds, together: Together): LaneFolds {
  const stays = (thread: string) => together(thread).every((each) => collapsed.has(each))
  return { collapsed: new Set([...collapsed].filter(stays)), expanded: new Set([...expanded].flatMap(together)) }
}
