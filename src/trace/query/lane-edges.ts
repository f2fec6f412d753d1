/** Where an interaction edge begins and ends: the sending call, and what received it and when. */
import type { ThreadId } from '../base/ids.ts'
import { unreachable } from '../base/assert.ts'
import type { InferenceCall } from '../model/graph.ts'
import type { ObjectRef } from '../model/object-ref.ts'
import type { EdgeEnd } from '../../shared/view-models/lanes.ts'
import type { Interaction } from './interactions.ts'
import { deliveredText, firstLine, messagePreview } from './labels.ts'
import { threadOf } from './refs.ts'
import { anchorRef } from './interactions.ts'
import type { TraceIndex } from './trace-index.ts'

/** A moment on both axes. */
export interface Moment {
  readonly ms: number
  readonly seq: number
}

export interface EdgeStart extends Moment {
  readonly thread: ThreadId | undefined
  /** The tool call that sent; for an item the inference that answered with it. Undefined if not known. */
  readonly call: ObjectRef | undefined
}

export interface EdgeArrival extends Moment {
  readonly thread: ThreadId | undefined
  readonly end: EdgeEnd
  /** The first inference whose request held the item; its start is the moment of arrival. */
  readonly seenBy: InferenceCall | undefined
}

export function edgeStart(index: TraceIndex, edge: Interaction): EdgeStart {
  const { source } = edge
  const thread = threadOf(index.graph, anchorRef(source))
  switch (source.type) {
    case 'tool_call': {
      const tool = index.graph.tool_calls.get(source.tool_call_id)
      const seq = tool?.execution.started_seq ?? firstSeq(index, edge)
      const call: ObjectRef | undefined = tool && { kind: 'tool_call', id: source.tool_call_id }
      return { thread, call, ms: edge.startedAt, seq: seq ?? 0 }
    }
    case 'conversation_item': {
      const answer = index.callAnswering(source.item_id)
      const seq = firstSeq(index, edge) ?? answer?.execution.ended_seq ?? answer?.execution.started_seq
      const call: ObjectRef | undefined = answer && { kind: 'inference_call', id: answer.inference_call_id }
      return { thread, call, ms: edge.startedAt, seq: seq ?? 0 }
    }
    case 'thread': {
      const execution = index.graph.threads.get(source.thread_id)?.execution
      const seq = firstSeq(index, edge) ?? execution?.ended_seq ?? execution?.started_seq
      return { thread: source.thread_id, call: undefined, ms: edge.startedAt, seq: seq ?? 0 }
    }
    default:
      return unreachable(source)
  }
}

export function edgeArrival(index: TraceIndex, edge: Interaction, start: Moment): EdgeArrival {
  const thread = threadOf(index.graph, anchorRef(edge.target))
  const sent: Moment = { ms: edge.endedAt ?? edge.startedAt, seq: start.seq }
  if (edge.target.type === 'conversation_item') {
    const seenBy = index.firstCallWith(edge.target.item_id)
    if (seenBy !== undefined) {
      const { started_at_unix_ms: ms, started_seq: seq } = seenBy.execution
      return { thread, end: 'item', seenBy, ms, seq }
    }
    const item = index.graph.conversation_items.get(edge.target.item_id)
    const accepted = item?.accepted_seq ?? start.seq
    return { thread, end: 'unseen', seenBy: undefined, ms: item?.first_seen_at_unix_ms ?? sent.ms, seq: accepted }
  }
  const end = edge.derived === undefined || edge.derived.seen ? 'thread' : 'unseen'
  return { thread, end, seenBy: undefined, ...(reachedAt(index, edge) ?? sent) }
}

/** When a thread that is the target itself was reached: a spawned one at its start, others when the sending call ended. */
function reachedAt(index: TraceIndex, { kind, source, target }: Interaction): Moment | undefined {
  const thread = target.type === 'thread' ? index.graph.threads.get(target.thread_id) : undefined
  if (kind === 'spawn_agent' && thread !== undefined) {
    return { ms: thread.execution.started_at_unix_ms, seq: thread.execution.started_seq }
  }
  const sender = source.type === 'tool_call' ? index.graph.tool_calls.get(source.tool_call_id)?.execution : undefined
  if (sender === undefined || sender.ended_at_unix_ms === null || sender.ended_seq === null) return undefined
  return { ms: sender.ended_at_unix_ms, seq: sender.ended_seq }
}

function firstSeq(index: TraceIndex, { edgeId }: Interaction): number | undefined {
  const [first] = index.events.eventsOf({ kind: 'interaction_edge', id: edgeId })
  const seq = first === undefined ? Number.NaN : index.events.row(first).seq
  return Number.isNaN(seq) ? undefined : seq
}

/**
 * First line of what was said: the delivered text, else (it is encrypted, or never arrived) what the sending call says,
 * else for a result the sender's own item. Empty if unknown.
 */
export function edgeText(index: TraceIndex, { source, target }: Interaction): string {
  const { conversation_items: items, tool_calls: tools } = index.graph
  const received = target.type === 'conversation_item' ? items.get(target.item_id) : undefined
  const delivered = received === undefined ? '' : firstLine(deliveredText(received))
  if (delivered !== '') return delivered
  if (source.type === 'tool_call') {
    const tool = tools.get(source.tool_call_id)
    return firstLine((tool && messagePreview(tool)) ?? '')
  }
  const said = source.type === 'conversation_item' ? items.get(source.item_id) : undefined
  return said === undefined ? '' : firstLine(deliveredText(said))
}
