/**
 * The tree of agent threads, also of damaged bundles: parents that were never recorded, threads known only by reference,
 * and parents that form a ring. Every thread stands in it exactly once.
 */
import { compareBytes } from '../base/byte-order.ts'
import type { ThreadId } from '../base/ids.ts'
import type { Thread } from '../model/graph.ts'

export interface ThreadNode {
  readonly threadId: ThreadId
  /** Undefined for a thread that is only referred to: its start was not recorded. */
  readonly thread: Thread | undefined
  /** The agent path, or the thread id where no start was recorded. */
  readonly path: string
  readonly depth: number
  /** Position of the parent in the tree order, -1 without or where it is unknown. Always smaller than the own position. */
  readonly parent: number
  /** Position behind the last descendant: the subtree is `[own position, end)`. */
  readonly end: number
}

interface Entry {
  readonly threadId: ThreadId
  readonly thread: Thread | undefined
  readonly children: Entry[]
}

/**
 * Tree order: parents before children, siblings by first seq, then by id; threads that were never started come last.
 * `referenced` may repeat and may name started threads. A ring of parents is entered at its earliest thread, which
 * then counts as a root.
 */
export function threadTree(
  started: ReadonlyMap<ThreadId, Thread>,
  referenced: Iterable<ThreadId>,
): readonly ThreadNode[] {
  const entries = new Map<ThreadId, Entry>()
  const bySeq = [...started.values()].sort(
    (a, b) => a.execution.started_seq - b.execution.started_seq || compareBytes(a.thread_id, b.thread_id),
  )
  for (const thread of bySeq) entries.set(thread.thread_id, { threadId: thread.thread_id, thread, children: [] })
  for (const threadId of referenced) {
    if (!entries.has(threadId)) entries.set(threadId, { threadId, thread: undefined, children: [] })
  }
  const roots: Entry[] = []
  for (const entry of entries.values()) {
    const parent = parentOf(entry, entries)
    if (parent === undefined) roots.push(entry)
    else parent.children.push(entry)
  }
  return flatten(roots, entries)
}

function parentOf(entry: Entry, entries: ReadonlyMap<ThreadId, Entry>): Entry | undefined {
  const origin = entry.thread?.origin
  return origin?.type === 'spawned' ? entries.get(origin.parent_thread_id) : undefined
}

/** Depth first, without recursion: a bundle may nest as deep as it likes. What no root reaches is a ring. */
function flatten(roots: readonly Entry[], entries: ReadonlyMap<ThreadId, Entry>): readonly ThreadNode[] {
  const nodes: {
    threadId: ThreadId
    thread: Thread | undefined
    path: string
    depth: number
    parent: number
    end: number
  }[] = []
  const placed = new Set<Entry>()
  const place = (root: Entry): void => {
    const waiting = [{ entry: root, depth: 0, parent: -1 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { entry, depth, parent } = next
      if (placed.has(entry)) continue
      placed.add(entry)
      const position = nodes.length
      const path = entry.thread?.agent_path ?? entry.threadId
      nodes.push({ threadId: entry.threadId, thread: entry.thread, path, depth, parent, end: position + 1 })
      for (const child of entry.children.toReversed())
        waiting.push({ entry: child, depth: depth + 1, parent: position })
    }
  }
  for (const root of roots) place(root)
  for (const entry of entries.values()) if (!placed.has(entry)) place(entry)
  for (const node of nodes.toReversed()) {
    const parent = nodes[node.parent]
    if (parent !== undefined) parent.end = Math.max(parent.end, node.end)
  }
  return nodes
}
