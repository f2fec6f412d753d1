/** Details of evidence: payloads, raw events, diagnostics. */
import type { RawPayloadRef } from '../../model/graph.ts'
import type { EventRow } from '../../model/event-index.ts'
import type { Diagnostic } from '../../model/reduction.ts'
import { refOfId } from '../refs.ts'
import type { TraceIndex } from '../trace-index.ts'
import { amount, link, mono, relationOf, text, time } from './parts.ts'
import type { Description } from './parts.ts'

export function describePayload(index: TraceIndex, payload: RawPayloadRef): Description {
  const users = index.payloadUsers(payload.raw_payload_id)
  const roles = [...new Set(users.map(({ role }) => role))]
  return {
    status: null,
    fields: [text('kind', payload.kind.type), mono('path', payload.path)],
    relations: roles.flatMap((role) =>
      relationOf(
        index,
        `${role} of`,
        users.filter((user) => user.role === role).map(({ ref }) => ref),
      ),
    ),
  }
}

export function describeEvent(index: TraceIndex, row: EventRow): Description {
  return {
    status: null,
    fields: [
      mono('type', row.type),
      amount('seq', row.seq, ''),
      amount('line', row.line, ''),
      time('time', Number.isNaN(row.time) ? null : row.time),
      link(index, 'thread', 'thread', row.thread_id),
      link(index, 'turn', 'codex_turn', row.codex_turn_id),
      amount('offset', row.offset, 'bytes'),
      amount('length', row.length, 'bytes'),
    ],
    relations: relationOf(index, 'made or changed', index.events.objectsOf(row.index), 'derived'),
  }
}

export function describeDiagnostic(index: TraceIndex, diagnostic: Diagnostic): Description {
  const object = diagnostic.object === null ? undefined : refOfId(index.reduction, diagnostic.object)
  const event = diagnostic.seq === null ? undefined : String(diagnostic.seq)
  return {
    status: diagnostic.severity,
    fields: [
      mono('code', diagnostic.code),
      text('severity', diagnostic.severity),
      text('effect', diagnostic.effect),
      text('expected', diagnostic.expected),
      text('found', diagnostic.found),
      mono('file', diagnostic.file),
      amount('line', diagnostic.line, ''),
      link(index, 'event', 'raw_event', event),
      ...(object === undefined ? [mono('object', diagnostic.object)] : [link(index, 'object', object.kind, object.id)]),
    ],
  }
}
