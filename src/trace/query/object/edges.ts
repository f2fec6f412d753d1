/** Details of interaction edges. */
import type { ObjectText, Relation } from '../../../shared/view-models/object.ts'
import type { ConversationItem } from '../../model/graph.ts'
import { payloadOfItem } from '../item-facts.ts'
import { anchorRef } from '../interactions.ts'
import type { Interaction } from '../interactions.ts'
import { edgeArrival, edgeStart } from '../lane-edges.ts'
import { deliveredText, messagePreview } from '../labels.ts'
import type { TraceIndex } from '../trace-index.ts'
import { duration, link, relation, relationOf, text, textBlock, time } from './parts.ts'
import type { Description } from './parts.ts'

export function edgeRelation(index: TraceIndex, name: string, edges: readonly Interaction[]): readonly Relation[] {
  const observed = edges.filter(({ derived }) => derived === undefined).map(({ edgeId }) => edgeId)
  const derived = edges.filter((edge) => edge.derived !== undefined).map(({ edgeId }) => edgeId)
  return [
    ...relation(index, `${name} edge`, 'interaction_edge', observed),
    ...relation(index, `${name} edge (lost by the reference)`, 'interaction_edge', derived, 'derived'),
  ]
}

export function describeEdge(index: TraceIndex, edge: Interaction): Description {
  const start = edgeStart(index, edge)
  const arrival = edgeArrival(index, edge, start)
  const source = anchorRef(edge.source)
  const target = anchorRef(edge.target)
  const seen = arrival.seenBy?.execution.started_at_unix_ms
  return {
    status: null,
    fields: [
      text('kind', edge.kind),
      link(index, 'from thread', 'thread', start.thread),
      link(index, 'from', source.kind, source.id),
      link(index, 'to thread', 'thread', arrival.thread),
      link(index, 'to', target.kind, target.id),
      time('started', edge.startedAt),
      time('ended', edge.endedAt),
      link(index, 'first seen by', 'inference_call', arrival.seenBy?.inference_call_id),
      duration('from start to first seen', seen === undefined ? null : seen - edge.startedAt),
      text('arrival', arrivalText(edge, arrival.end), 'derived'),
      ...(edge.derived === undefined ? [] : [text('derived because', edge.derived.reason, 'derived')]),
    ],
    texts: edgeTexts(index, edge),
    relations: [
      ...relationOf(index, 'sending call', start.call === undefined ? [] : [start.call], 'derived'),
      ...relation(index, 'carried items', 'conversation_item', edge.carriedItemIds),
      ...relation(index, 'carried payloads', 'raw_payload', edge.carriedPayloadIds),
    ],
  }
}

function arrivalText(edge: Interaction, end: 'item' | 'thread' | 'unseen'): string {
  if (end === 'item') return 'a model of the target was given it'
  if (end === 'unseen') return 'no model of the target ever saw it'
  return edge.kind === 'close_agent' ? 'the thread itself' : 'only the thread is known'
}

/** What the sender said and what the recipient's model was given are kept apart. */
function edgeTexts(index: TraceIndex, { source, target }: Interaction): readonly ObjectText[] {
  const { tool_calls: tools, conversation_items: items } = index.graph
  const tool = source.type === 'tool_call' ? tools.get(source.tool_call_id) : undefined
  const said = source.type === 'conversation_item' ? items.get(source.item_id) : undefined
  const received = target.type === 'conversation_item' ? items.get(target.item_id) : undefined
  const preview = tool && messagePreview(tool)
  return [
    ...(preview === undefined
      ? []
      : [
          {
            ...textBlock('said by the sender (preview)', 'runtime', 'text', preview, tool?.raw_invocation_payload_id),
            cut: preview.endsWith('…'),
          },
        ]),
    ...(said === undefined ? [] : [textBlock('said by the sender', 'model', 'text', deliveredText(said))]),
    ...(received === undefined ? [] : [givenText(index, received)]),
  ]
}

/** Text that the provider encrypted is said to be so; what the sender said beside it is a fact of the runtime. */
function givenText(index: TraceIndex, item: ConversationItem): ObjectText {
  const title = 'given to the recipient'
  const readable = deliveredText(item)
  const encoded = item.body.parts.find((part) => part.type === 'encoded')
  if (readable !== '' || encoded === undefined) return textBlock(title, 'model', 'text', readable)
  return textBlock(title, 'model', 'encrypted', encoded.value, payloadOfItem(index, item))
}
