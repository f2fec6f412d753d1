/** Details of any object: what the inspector shows. What is particular to a kind stands in the module of that kind. */
import { unreachable } from '../../base/assert.ts'
import { as } from '../../base/ids.ts'
import type { EdgeId, RawPayloadId, ThreadId } from '../../base/ids.ts'
import type { ObjectKind, ObjectRef } from '../../model/object-ref.ts'
import type { ObjectDetail } from '../../../shared/view-models/object.ts'
import type { PriceTable } from '../../../shared/view-models/prices.ts'
import { objectLabel } from '../object-label.ts'
import { payloadsCarriedBy, payloadsNamedBy } from '../payload-users.ts'
import type { NamedPayload } from '../payload-users.ts'
import { graphObject, threadOf } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'
import { describeCompaction, describeRequest } from './compactions.ts'
import { describeCall, describeItem } from './conversation.ts'
import { describeEdge } from './edges.ts'
import { describeDiagnostic, describeEvent, describePayload } from './evidence.ts'
import type { Description } from './parts.ts'
import { describeThread, describeTurn } from './threads.ts'
import { describeCell, describeOperation, describeSession, describeTool } from './tools.ts'

const listedEvents = 200

/** Undefined if nothing has this kind and id. Every link it gives leads to something that can be asked for. */
export function objectDetail(
  index: TraceIndex,
  ref: ObjectRef,
  prices: PriceTable | null = null,
): ObjectDetail | undefined {
  const description = describe(index, ref, prices)
  if (description === undefined) return undefined
  const events = eventsOf(index, ref)
  return {
    revision: index.revision,
    ref,
    title: objectLabel(index, ref),
    subtitle: subtitle(index, ref),
    status: description.status,
    fields: description.fields,
    texts: description.texts ?? [],
    relations: description.relations ?? [],
    eventsTotal: events.length,
    events: events.slice(0, listedEvents).map((position) => {
      const { seq, line, type, time } = index.events.row(position)
      return { seq, line, type, time }
    }),
    payloads: payloadsOf(index, ref, events),
    diagnostics: diagnosticsOf(index, ref),
  }
}

function describe(index: TraceIndex, ref: ObjectRef, prices: PriceTable | null): Description | undefined {
  switch (ref.kind) {
    case 'thread': {
      const id = as<ThreadId>(ref.id)
      return index.threadPositions.has(id) ? describeThread(index, id, index.graph.threads.get(id)) : undefined
    }
    case 'interaction_edge': {
      const edge = index.interaction(as<EdgeId>(ref.id))
      return edge && describeEdge(index, edge)
    }
    case 'raw_event': {
      const position = index.events.indexOfSeq(Number(ref.id))
      return position === undefined ? undefined : describeEvent(index, index.events.row(position))
    }
    case 'diagnostic': {
      const diagnostic = index.reduction.diagnostics[Number(ref.id)]
      return diagnostic && describeDiagnostic(index, diagnostic)
    }
    default:
      return describeGraphObject(index, ref, prices)
  }
}

function describeGraphObject(index: TraceIndex, ref: ObjectRef, prices: PriceTable | null): Description | undefined {
  const found = graphObject(index.graph, ref)
  if (found === undefined) return undefined
  const { kind, object } = found
  switch (kind) {
    case 'thread':
      return describeThread(index, object.thread_id, object)
    case 'codex_turn':
      return describeTurn(index, object)
    case 'conversation_item':
      return describeItem(index, object)
    case 'inference_call':
      return describeCall(index, object, prices)
    case 'tool_call':
      return describeTool(index, object)
    case 'code_cell':
      return describeCell(index, object)
    case 'terminal_session':
      return describeSession(index, object)
    case 'terminal_operation':
      return describeOperation(index, object)
    case 'compaction':
      return describeCompaction(index, object)
    case 'compaction_request':
      return describeRequest(index, object)
    case 'raw_payload':
      return describePayload(index, object)
    default:
      return unreachable(kind)
  }
}

const kindNames: ReadonlyMap<ObjectKind, string> = new Map([
  ['thread', 'agent thread'],
  ['codex_turn', 'turn'],
  ['raw_payload', 'payload'],
])

/** The kind in the format's words and the agent it belongs to. */
function subtitle(index: TraceIndex, ref: ObjectRef): string {
  const name = kindNames.get(ref.kind) ?? ref.kind.replaceAll('_', ' ')
  const thread = ref.kind === 'thread' ? undefined : threadOf(index.graph, ref)
  return thread === undefined ? name : `${name} of ${index.pathOf(thread)}`
}

function eventsOf(index: TraceIndex, ref: ObjectRef): readonly number[] {
  if (ref.kind !== 'raw_event' && ref.kind !== 'diagnostic') return index.events.eventsOf(ref)
  const seq = ref.kind === 'raw_event' ? Number(ref.id) : index.reduction.diagnostics[Number(ref.id)]?.seq
  const position = seq === null || seq === undefined ? undefined : index.events.indexOfSeq(seq)
  return position === undefined ? [] : [position]
}

/** Payloads that the graph says belong to the object, then those that its events carried. */
function payloadsOf(index: TraceIndex, ref: ObjectRef, events: readonly number[]): ObjectDetail['payloads'] {
  const { raw_payloads: payloads } = index.graph
  const roles = new Map<string, string>(namedPayloads(index, ref).map(({ payloadId, role }) => [payloadId, role]))
  for (const position of events.slice(0, listedEvents)) {
    for (const { kind, id } of index.events.objectsOf(position)) {
      if (kind === 'raw_payload' && id !== ref.id && !roles.has(id)) roles.set(id, index.events.row(position).type)
    }
  }
  return [...roles].map(([payloadId, role]) => ({
    payloadId,
    kind: payloads.get(as<RawPayloadId>(payloadId))?.kind.type ?? 'unknown',
    role,
  }))
}

function namedPayloads(index: TraceIndex, ref: ObjectRef): readonly NamedPayload[] {
  const edge = ref.kind === 'interaction_edge' ? index.interaction(as<EdgeId>(ref.id)) : undefined
  if (edge !== undefined) return payloadsCarriedBy(edge)
  const found = graphObject(index.graph, ref)
  return found === undefined ? [] : payloadsNamedBy(found)
}

function diagnosticsOf({ reduction }: TraceIndex, { kind, id }: ObjectRef): ObjectDetail['diagnostics'] {
  const indices = kind === 'diagnostic' ? [] : (reduction.marks.get(id) ?? [])
  return indices.flatMap((index) => {
    const diagnostic = reduction.diagnostics[index]
    return diagnostic === undefined ? [] : [{ index, diagnostic }]
  })
}
