/**
 * The critical path of the root: walked backwards from its end. What ended last before a moment is what that moment waited
 * for; a wait for agents leads into the agent whose result ended it, and the start of an agent's turn back to the call that
 * asked for it. Derived: the recording says what happened when, not what waited for what.
 */
import type { ThreadId } from '../base/ids.ts'
import type { CodexTurn, ExecutionWindow } from '../model/graph.ts'
import type { ObjectKind, ObjectRef } from '../model/object-ref.ts'
import type { PathStretch } from '../../shared/view-models/usage.ts'
import { addTo, firstPosition } from './grouping.ts'
import type { Groups } from './grouping.ts'
import { edgeArrival, edgeStart } from './lane-edges.ts'
import { objectLabel } from './object-label.ts'
import { endOf } from './overview.ts'
import { cellStartedBy } from './trace-index.ts'
import type { TraceIndex } from './trace-index.ts'

interface Activity {
  readonly ref: ObjectRef
  readonly kind: PathStretch['kind']
  readonly startSeq: number
  readonly startMs: number
  /** Open ones end with the recording. */
  readonly endSeq: number
  readonly endMs: number
}

/** A message between agents, with the moments that matter here. */
interface Crossing {
  readonly from: ThreadId
  readonly to: ThreadId
  readonly sentSeq: number
  readonly sentMs: number
  readonly call: ObjectRef | undefined
  /** The turn whose first model call was given it. */
  readonly turn: CodexTurn['codex_turn_id'] | undefined
}

interface Cursor {
  readonly thread: ThreadId
  readonly seq: number
  readonly ms: number
}

/** Stretches by time, each beginning where the one before ends. Empty if the root never started. */
export function criticalPath(index: TraceIndex): readonly PathStretch[] {
  const root = index.graph.threads.get(index.graph.root_thread_id)
  if (root === undefined) return []
  const walk = createWalk(index)
  const startMs = root.execution.started_at_unix_ms
  const endMs = Math.max(startMs, root.execution.ended_at_unix_ms ?? endOf(index).endedAt)
  const stretches: PathStretch[] = []
  let cursor: Cursor = { thread: root.thread_id, seq: Infinity, ms: endMs }
  const add = (fromMs: number, kind: PathStretch['kind'], ref: ObjectRef | null): number => {
    const from = Math.min(cursor.ms, Math.max(startMs, fromMs))
    if (from < cursor.ms) extend(stretches, stretch(index, cursor.thread, from, cursor.ms, kind, ref))
    return from
  }
  for (let next = walk.before(cursor); next !== undefined; next = walk.before(cursor)) {
    const { thread, seq } = cursor
    for (const { fromMs, kind, ref } of next.stretches) cursor = { thread, seq, ms: add(fromMs, kind, ref) }
    cursor = { thread: next.thread, seq: next.seq, ms: cursor.ms }
    if (next.tail !== undefined) cursor = { ...cursor, ms: add(next.tail.fromMs, next.tail.kind, next.tail.ref) }
  }
  add(startMs, 'idle', null)
  return stretches.reverse()
}

function stretch(
  index: TraceIndex,
  thread: ThreadId,
  fromMs: number,
  toMs: number,
  kind: PathStretch['kind'],
  ref: ObjectRef | null,
): PathStretch {
  const path = index.pathOf(thread)
  return {
    threadId: thread,
    path,
    ref,
    kind,
    label: ref === null ? 'nothing open' : objectLabel(index, ref),
    fromMs,
    toMs,
  }
}

/** `latest` goes before the last one; two idle ones of a thread become one. */
function extend(stretches: PathStretch[], latest: PathStretch): void {
  const last = stretches.at(-1)
  const isSame = last?.kind === 'idle' && latest.kind === 'idle' && last.threadId === latest.threadId
  if (isSame) stretches[stretches.length - 1] = { ...latest, toMs: last.toMs }
  else stretches.push(latest)
}

interface Spent {
  readonly fromMs: number
  readonly kind: PathStretch['kind']
  readonly ref: ObjectRef | null
}

interface Step {
  /** Spent in the thread that the cursor stood in, latest first. */
  readonly stretches: readonly Spent[]
  /** Where the path goes on. `seq` is always smaller than the cursor's. */
  readonly thread: ThreadId
  readonly seq: number
  /** Spent in that thread, up to here. */
  readonly tail?: Spent
}

interface Walk {
  before(cursor: Cursor): Step | undefined
}

function createWalk(index: TraceIndex): Walk {
  const activities = new Map<ThreadId, readonly Activity[]>()
  const crossings = crossingsOf(index)
  const arrivals = new Map<ThreadId, Crossing[]>()
  for (const crossing of crossings) addTo(arrivals, crossing.to, crossing)

  const ofThread = (thread: ThreadId): readonly Activity[] => {
    const known = activities.get(thread) ?? activitiesOf(index, thread)
    activities.set(thread, known)
    return known
  }
  /** What ended last before the cursor, of what began before it. */
  const lastBefore = ({ thread, seq }: Cursor): Activity | undefined => {
    return lastUpTo(
      ofThread(thread),
      ({ endSeq }) => endSeq > seq,
      ({ startSeq }) => startSeq < seq,
    )
  }

  return {
    before(cursor) {
      const activity = lastBefore(cursor)
      const turn = lastUpTo(index.turnsOf(cursor.thread), ({ execution }) => execution.started_seq >= cursor.seq)
      if (turn !== undefined && (activity === undefined || activity.endSeq < turn.execution.started_seq)) {
        return leaveTurn(cursor, turn, arrivals)
      }
      return activity === undefined ? leaveThread(index, cursor) : leaveActivity(activity, cursor, arrivals)
    },
  }
}

/** A wait leads to the sender of the last result that came during it; anything else to its own beginning. */
function leaveActivity(activity: Activity, { thread }: Cursor, arrivals: Groups<ThreadId, Crossing>): Step {
  const gap: Spent = { fromMs: activity.endMs, kind: 'idle', ref: null }
  const { startSeq, endSeq, startMs, kind, ref } = activity
  const result =
    kind !== 'wait'
      ? undefined
      : lastUpTo(
          arrivals.get(thread) ?? [],
          ({ sentSeq }) => sentSeq >= endSeq,
          ({ from }) => from !== thread,
        )
  if (result === undefined || result.sentSeq <= startSeq)
    return { stretches: [gap, { fromMs: startMs, kind, ref }], thread, seq: startSeq }
  return { stretches: [gap, { fromMs: result.sentMs, kind, ref }], thread: result.from, seq: result.sentSeq }
}

/** Back to the call that asked for the turn; without one to whatever the thread did before. */
function leaveTurn({ thread, seq }: Cursor, turn: CodexTurn, arrivals: Groups<ThreadId, Crossing>): Step {
  const { started_at_unix_ms: ms, started_seq: turnSeq } = turn.execution
  const gap: Spent = { fromMs: ms, kind: 'idle', ref: null }
  const asked = lastUpTo(
    arrivals.get(thread) ?? [],
    ({ sentSeq }) => sentSeq >= turnSeq,
    ({ turn: of, from }) => of === turn.codex_turn_id && from !== thread,
  )
  if (asked === undefined || asked.sentSeq >= seq) return { stretches: [gap], thread, seq: turnSeq }
  const tail: Spent = { fromMs: asked.sentMs, kind: 'tool', ref: asked.call ?? null }
  return { stretches: [gap], thread: asked.from, seq: asked.sentSeq, tail }
}

/** Nothing came before: on to the parent at the moment the thread started. The root has none, there the path ends. */
function leaveThread(index: TraceIndex, { thread, seq }: Cursor): Step | undefined {
  const started = index.graph.threads.get(thread)
  if (started?.origin.type !== 'spawned' || thread === index.graph.root_thread_id) return undefined
  const { started_at_unix_ms: ms, started_seq: startSeq } = started.execution
  const parent = started.origin.parent_thread_id
  if (startSeq >= seq || !index.graph.threads.has(parent)) return undefined
  return { stretches: [{ fromMs: ms, kind: 'idle', ref: null }], thread: parent, seq: startSeq }
}

/** The last value before the first one that is past; `isPast` must be false, then true along the list. */
function lastUpTo<T>(
  values: readonly T[],
  isPast: (value: T) => boolean,
  isWanted: (value: T) => boolean = () => true,
): T | undefined {
  const end = firstPosition(values.length, (at) => {
    const value = values[at]
    return value === undefined || isPast(value)
  })
  for (let at = end - 1; at >= 0; at--) {
    const value = values[at]
    if (value !== undefined && isWanted(value)) return value
  }
  return undefined
}

/** Calls to models and tools by end seq. What a cell or a terminal did is inside of a tool call, except where none was recorded. */
function activitiesOf(index: TraceIndex, thread: ThreadId): readonly Activity[] {
  const { endedAt } = endOf(index)
  const all: Activity[] = []
  const add = (kind: PathStretch['kind'], refKind: ObjectKind, id: string, execution: ExecutionWindow): void => {
    const { started_seq: startSeq, started_at_unix_ms: startMs, ended_seq: endSeq, ended_at_unix_ms: endMs } = execution
    const ref = { kind: refKind, id }
    all.push({
      ref,
      kind,
      startSeq,
      startMs,
      endSeq: endSeq ?? Number.MAX_VALUE,
      endMs: endMs ?? Math.max(startMs, endedAt),
    })
  }
  for (const call of index.callsOf(thread)) add('inference', 'inference_call', call.inference_call_id, call.execution)
  for (const tool of index.toolsOf(thread)) {
    if (tool.requester.type === 'code_cell') continue
    add(tool.kind.type === 'wait_agent' ? 'wait' : 'tool', 'tool_call', tool.tool_call_id, tool.execution)
  }
  const started = new Set(index.toolsOf(thread).map((tool) => cellStartedBy(tool, index.graph)))
  for (const cell of index.cellsOf(thread)) {
    if (!started.has(cell.code_cell_id)) add('tool', 'code_cell', cell.code_cell_id, cell.execution)
  }
  for (const request of index.requestsOf(thread)) {
    add('compaction', 'compaction_request', request.compaction_request_id, request.execution)
  }
  return all.sort((a, b) => a.endSeq - b.endSeq || a.startSeq - b.startSeq)
}

/** By the seq of sending. */
function crossingsOf(index: TraceIndex): readonly Crossing[] {
  const crossings = index.interactions.flatMap((edge): readonly Crossing[] => {
    const start = edgeStart(index, edge)
    const arrival = edgeArrival(index, edge, start)
    if (start.thread === undefined || arrival.thread === undefined || edge.kind === 'close_agent') return []
    const firstTurn = edge.kind === 'spawn_agent' ? index.turnsOf(arrival.thread)[0]?.codex_turn_id : undefined
    const turn = arrival.seenBy?.codex_turn_id ?? firstTurn
    const { ms: sentMs, seq: sentSeq } = start
    return [{ from: start.thread, to: arrival.thread, sentSeq, sentMs, call: start.call, turn }]
  })
  return crossings.sort((a, b) => a.sentSeq - b.sentSeq)
}
